import type { Failure } from './failures';

/** What ran in a terminal and could not take a port. */
export type FailedCommand = NonNullable<Failure['command']>;

/** Commands that are kept: more ports nobody tries in vain. */
const MOST_KEPT = 20;

/** The command lines that failed last for want of a port, so that they can be typed again with another one. */
export class FailedCommands {
  readonly #byPort = new Map<number, FailedCommand>();

  /** Takes what became of a failure: of what did not run in a terminal there is nothing to be typed. */
  take({ complaint: { port }, command }: Failure): void {
    this.#byPort.delete(port);
    if (command === undefined) return;
    this.#byPort.set(port, command);
    for (const oldest of this.#byPort.keys()) if (this.#byPort.size > MOST_KEPT) this.#byPort.delete(oldest);
  }

  /** What failed on a port last, where its terminal is still there. */
  on(port: number): FailedCommand | undefined {
    const command = this.#byPort.get(port);
    return command?.terminal.exitStatus === undefined ? command : undefined;
  }
}
