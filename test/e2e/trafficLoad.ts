import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fixtures } from '../host/paths';
import { until } from './poll';

const PROGRAM = resolve(fixtures, 'programs/transfer.js');

/** What an end of a connection knows of it, in bytes. */
interface Told {
  readonly sent: number;
  readonly got: number;
}

/** A program at one end of a connection. See transfer.js for what it understands. */
class End {
  readonly pid: number;
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, port: number) {
    this.#child = child;
    this.#lines = lines;
    this.pid = child.pid ?? 0;
    this.port = port;
  }

  static async start(name: string, to?: number): Promise<End> {
    const child = spawn(process.execPath, [PROGRAM, name, ...(to === undefined ? [] : [String(to)])], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.on('error', () => undefined);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { value } = (await lines.next()) as { value: string };
    return new End(child, lines, Number(value));
  }

  order(text: string): void {
    this.#child.stdin?.write(`${text}\n`);
  }

  async told(): Promise<Told> {
    this.order('told');
    const { value } = (await this.#lines.next()) as { value: string };
    return JSON.parse(value) as Told;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async stop(): Promise<void> {
    if (!this.isRunning) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill();
    await ended;
  }
}

/** A connection on loopback between two programs of their own names, over which known bytes go. */
export class Transfer {
  readonly sender: End;
  readonly receiver: End;

  private constructor(sender: End, receiver: End) {
    this.sender = sender;
    this.receiver = receiver;
  }

  static async start(sender: string, receiver: string): Promise<Transfer> {
    const from = await End.start(sender);
    return new Transfer(from, await End.start(receiver, from.port));
  }

  /** Sends so many bytes a second from now on; 0 for none. */
  flow(bytesPerSecond: number): void {
    this.sender.order(`flow ${bytesPerSecond}`);
  }

  /** Sends so many bytes now. */
  send(bytes: number): void {
    this.sender.order(`send ${bytes}`);
  }

  /** Ends the flow, waits until all that was sent has come, and says how much that is. */
  async settle(): Promise<number> {
    this.flow(0);
    const { sent } = await this.sender.told();
    await until('all bytes to come', async () => (await this.receiver.told()).got === sent);
    return sent;
  }

  async stop(): Promise<void> {
    await Promise.all([this.sender.stop(), this.receiver.stop()]);
  }
}
