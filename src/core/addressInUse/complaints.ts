import { commandPorts } from '../mentions/commandPorts';
import { type AddressInUse, findAddressInUse } from './find';

/** Escape sequences of terminals: CSI, OSC and the short ones; ECMA-48. */
// oxlint-disable-next-line no-control-regex
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])/g;

/** A line that has no end after so many characters is no message. */
const LONGEST_REST = 4_000;

/** A port that a program could not take. */
export interface Complaint {
  readonly port: number;
  readonly transport: 'tcp' | 'udp';
  /** Whether the program says that it goes on with another port. */
  readonly goesOn: boolean;
}

/** Finds the first complaint in a program's output, which comes in pieces that end anywhere. */
export class ComplaintReader {
  readonly #commandLine: () => string;
  #rest = '';
  #nameless: AddressInUse | undefined;
  #found: Complaint | undefined;

  /**
   * @param commandLine what was run, as it is known at the end: where a message names no port, a port that stands there
   *   is meant
   */
  constructor(commandLine: () => string) {
    this.#commandLine = commandLine;
  }

  /** Takes a piece of output. @returns the complaint, once it is found */
  take(piece: string): Complaint | undefined {
    const lines = `${this.#rest}${piece}`.split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '').slice(-LONGEST_REST);
    for (const line of lines) this.#read(line);
    return this.#found;
  }

  /** The output has ended, or is taken to have. @returns the complaint, where there was one whose port is known */
  end(): Complaint | undefined {
    this.#read(this.#rest);
    this.#rest = '';
    if (this.#found !== undefined || this.#nameless === undefined) return this.#found;
    const [hit] = commandPorts(this.#commandLine());
    if (hit === undefined) return undefined;
    const { transport, goesOn } = this.#nameless;
    return (this.#found = { port: hit.port, transport, goesOn });
  }

  #read(line: string): void {
    if (this.#found !== undefined) return;
    const found = findAddressInUse(line.replace(ESCAPES, ''));
    if (found === undefined) return;
    const { port, transport, goesOn } = found;
    if (port === undefined) this.#nameless ??= found;
    else this.#found = { port, transport, goesOn };
  }

  /** Whether somebody complained, though the port may not be known. */
  get hasComplaint(): boolean {
    return this.#found !== undefined || this.#nameless !== undefined;
  }
}
