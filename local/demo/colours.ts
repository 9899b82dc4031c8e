/** Colours for a terminal that wants them; picocolors gives them to a file too where CI is set. */
import pc from 'picocolors';

const { env, stdout } = process;

export const colours = pc.createColors(
  pc.isColorSupported && (stdout.isTTY === true || 'FORCE_COLOR' in env),
);
