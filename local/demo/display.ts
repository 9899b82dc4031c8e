/**
 * The stages of a run, one line each. In a terminal the current line is redrawn in place; elsewhere
 * (a log file, CI) every line is written once and stays.
 */
import { clearLine, cursorTo } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { colours } from './colours.ts';

export type Mark = 'done' | 'warn' | 'fail' | 'busy';

/** Where the display writes: process.stdout, or a test's collection of lines. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const MARKS: Record<Mark, string> = {
  done: colours.green('✓'),
  warn: colours.yellow('⚠'),
  fail: colours.red('✗'),
  busy: colours.cyan('·'),
};
const TEXT_COLUMN = 14;
const TIME_WIDTH = 8;
const MAX_WIDTH = 92;
const MAX_BAR = 40;

/** The length as seen: colours take no room. */
const visible = (text: string): number => stripVTControlCharacters(text).length;

/** A stage's line without its time. */
const start = (mark: Mark, name: string, text: string): string =>
  ` ${MARKS[mark]} ${name.padEnd(TEXT_COLUMN - 3)}${text}`;

export class Display {
  readonly #screen: Screen;
  readonly #now: () => number;
  readonly #start: number;
  #live = false;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(screen: Screen, now: () => number) {
    this.#screen = screen;
    this.#now = now;
    this.#start = now();
  }

  /** Whether what has been written can be redrawn. */
  get interactive(): boolean {
    return this.#screen.isTTY === true && process.env['TERM'] !== 'dumb';
  }

  /** Columns that a line may take. */
  get width(): number {
    return Math.min(MAX_WIDTH, (this.#screen.columns ?? MAX_WIDTH + 1) - 1);
  }

  /** Seconds since the display was made. */
  get elapsed(): number {
    return (this.#now() - this.#start) / 1000;
  }

  /**
   * A bar as wide as the screen has room for, and a space; empty where there is no terminal.
   *
   * @param fraction from 0 to 1
   */
  bar(fraction: number): string {
    if (!this.interactive) return '';
    const cells = Math.max(10, MAX_BAR - (MAX_WIDTH - this.width));
    const filled = Math.round(Math.min(1, Math.max(0, fraction)) * cells);
    return `${'█'.repeat(filled)}${colours.dim('░'.repeat(cells - filled))} `;
  }

  /** Writes lines that stay, below everything written so far. */
  print(...lines: string[]): void {
    this.#wipe();
    for (const line of lines) this.#screen.write(`${line}\n`);
  }

  /** A finished stage, with the time since the start. */
  stage(mark: Exclude<Mark, 'busy'>, name: string, text: string): void {
    this.print(this.#line(mark, name, text));
  }

  /** A second line of the stage above. */
  note(text: string): void {
    this.print(' '.repeat(TEXT_COLUMN) + text);
  }

  /** The stage that is going on: redrawn by the next call, and shown in a terminal only. */
  live(name: string, text: string): void {
    if (!this.interactive) return;
    this.#wipe();
    // A line that wraps could not be wiped: on a narrow screen it goes without the time, or not at all.
    const line = [this.#line('busy', name, text), start('busy', name, text)].find(
      (each) => visible(each) <= this.width,
    );
    if (line === undefined) return;
    this.#screen.write(line);
    this.#live = true;
  }

  #line(mark: Mark, name: string, text: string): string {
    const left = start(mark, name, text);
    const time = `${this.elapsed.toFixed(1)} s`.padStart(TIME_WIDTH);
    const room = ' '.repeat(Math.max(1, this.width - TIME_WIDTH - visible(left)));
    return `${left}${room}${colours.dim(time)}`;
  }

  #wipe(): void {
    if (!this.#live) return;
    this.#live = false;
    const stream = this.#screen as NodeJS.WriteStream;
    cursorTo(stream, 0);
    clearLine(stream, 0);
  }
}
