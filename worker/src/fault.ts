/**
 * Exit codes of the worker. The job definitions retry on `passing` and on nothing else that a
 * container decides: everything else stays wrong however often it is tried. The numbers from 64 are
 * those of BSD's sysexits.h.
 */
export const EXIT = {
  ok: 0,
  /** A call that AWS refuses, or a defect of this program. */
  failed: 1,
  badInput: 64,
  contradiction: 65,
  /** Children without a result. */
  missing: 66,
  passing: 75,
} as const;

/** An error whose message is meant for a person and whose exit code is part of the contract. */
export class Fault extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.exitCode = exitCode;
  }
}

/** What was given cannot be used: says what was wrong, where, and what would be right. */
export class InputFault extends Fault {
  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.badInput, options);
  }
}

/** Two results claim to be the same child's and differ: one of them is wrong, and nobody knows which. */
export class ContradictionFault extends Fault {
  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.contradiction, options);
  }
}

/** Results that should be there are not, and waiting longer or trying again would not bring them. */
export class MissingFault extends Fault {
  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.missing, options);
  }
}

/** The queue that held the results went away while it was being read. */
export class QueueGoneFault extends MissingFault {}

/** Another attempt, perhaps on another host, may well succeed. */
export class PassingFault extends Fault {
  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.passing, options);
  }
}
