import type { Budget } from './budget';
import { commandPort } from './commandPort';
import { Line } from './line';
import { mayHaveFailed, onlyShowsText } from './showsText';
import { type Finding, weigh, WINDOW } from './weigh';

/** Escape sequences of terminals: CSI, OSC and the short ones; ECMA-48. */
// oxlint-disable-next-line no-control-regex
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])/g;

/** Those of CSI that put the cursor on another line or column (CUU to CPL, CHA, CUP, ED, HVP): a text ends there. */
// oxlint-disable-next-line no-control-regex
const MOVES = /\x1b\[[\d;]*[ABE-HJf]/g;

/** The one that moves it forward (CUF), which stands for blanks. */
// oxlint-disable-next-line no-control-regex
const FORWARD = /\x1b\[\d*C/g;

/** What of a line that has no end is kept: a message is shorter. */
const LONGEST_REST = 4_000;

/** A program that goes on complaining says nothing new. */
const MOST_FINDINGS = 100;

/** A port that a program could not take. */
export interface Complaint {
  readonly port: number;
  readonly transport: 'tcp' | 'udp';
  /** Whether the program says that it goes on with another port. */
  readonly goesOn: boolean;
}

/** Finds the complaint in a program's output, which comes in pieces that end anywhere. */
export class ComplaintReader {
  readonly #commandLine: () => string;
  readonly #budget: Budget | undefined;
  #rest = '';
  /** The last lines, without empty ones. */
  readonly #lines: Line[] = [];
  /** Which of them are still to be weighed, once the lines behind them are there. */
  readonly #waiting: Line[] = [];
  /** The last of the lines that were not looked at, since there were too many. */
  readonly #skipped: string[] = [];
  readonly #findings: Finding[] = [];
  #hasComplaint = false;

  /**
   * @param commandLine what was run, as it is known at the end: where a message names no port, a port that stands there
   *   is meant
   * @param budget how much is looked at; without one all is
   */
  constructor(commandLine: () => string, budget?: Budget) {
    this.#commandLine = commandLine;
    this.#budget = budget;
  }

  /** Takes a piece of output. */
  take(piece: string): void {
    const [first = '', ...others] = piece.split(/\r\n|\n|\r/);
    this.#rest += first;
    for (const next of others) {
      this.#takeLine(this.#rest);
      this.#rest = next;
    }
    if (this.#rest.length > 2 * LONGEST_REST) this.#rest = this.#rest.slice(-LONGEST_REST);
  }

  /**
   * The output has ended, or is taken to have.
   * @param status the exit status of the command; nothing where it runs on, or where the status is not known
   * @returns the complaint, where there was one whose port is known
   */
  end(status?: number): Complaint | undefined {
    this.#readSkipped();
    this.#read(this.#rest);
    this.#rest = '';
    for (const line of this.#waiting.splice(0)) this.#weigh(line);
    const commandLine = this.#commandLine();
    if (onlyShowsText(commandLine) || !mayHaveFailed(commandLine, status)) {
      this.#findings.length = 0;
      this.#hasComplaint = false;
    }
    return chosen(this.#findings, commandLine);
  }

  /** Whether somebody complained, as far as can be told by now, though the port may not be known. */
  get hasComplaint(): boolean {
    return this.#hasComplaint;
  }

  #takeLine(raw: string): void {
    if (this.#budget?.take(raw.length) === false) {
      this.#skipped.push(raw.slice(0, LONGEST_REST));
      if (this.#skipped.length > WINDOW) this.#skipped.shift();
      return;
    }
    this.#readSkipped();
    this.#read(raw);
  }

  /** What was printed last is looked at in any case: a program that fails says why at its end. */
  #readSkipped(): void {
    for (const raw of this.#skipped.splice(0)) this.#read(raw);
  }

  #read(raw: string): void {
    const text = raw.slice(0, 2 * LONGEST_REST);
    const parts = text.includes('\x1b') ? withoutEscapes(text).split('\n') : [text];
    for (const part of parts) {
      if (part.trim() !== '') this.#add(new Line(part));
    }
  }

  #add(line: Line): void {
    if (this.#findings.length >= MOST_FINDINGS) return;
    this.#lines.push(line);
    if (line.isOfInterest) {
      this.#waiting.push(line);
      this.#hasComplaint ||= weigh(this.#lines, this.#lines.length - 1) !== undefined;
    }
    const [first] = this.#waiting;
    if (first !== undefined && this.#lines.indexOf(first) <= this.#lines.length - 1 - WINDOW) {
      this.#waiting.shift();
      this.#weigh(first);
    }
    if (this.#lines.length > 2 * WINDOW + 1) this.#lines.shift();
  }

  #weigh(line: Line): void {
    const finding = weigh(this.#lines, this.#lines.indexOf(line));
    if (finding === undefined) return;
    this.#hasComplaint = true;
    this.#findings.push(finding);
  }
}

function withoutEscapes(text: string): string {
  return text.replace(MOVES, '\n').replace(FORWARD, ' ').replace(ESCAPES, '');
}

/** What is told of all that was found: the first port that the program stumbled over, before one that it passed by. */
function chosen(findings: readonly Finding[], commandLine: string): Complaint | undefined {
  const [first] = findings;
  if (first === undefined) return undefined;
  const named = findings.filter(({ address }) => address !== undefined);
  const fatal = named.find(({ goesOn }) => !goesOn) ?? named[0];
  if (fatal?.address !== undefined) {
    const { port } = fatal.address;
    const same = named.filter(({ address }) => address?.port === port);
    const transport =
      fatal.transport ?? same.find((each) => each.transport !== undefined)?.transport ?? 'tcp';
    return { port, transport, goesOn: same.some(({ goesOn }) => goesOn) };
  }
  if (!findings.every(({ mayBeCommands }) => mayBeCommands)) return undefined;
  const hit = commandPort(commandLine);
  const goesOn = findings.some((each) => each.goesOn);
  const transport = hit?.transport ?? first.transport ?? 'tcp';
  // Why a port of SCTP is busy is not looked into.
  return hit === undefined || transport === 'sctp' ? undefined : { port: hit.port, transport, goesOn };
}
