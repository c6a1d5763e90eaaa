import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { repository } from '../host/paths';
import type { Answer, Order } from './ear.inner';
import type { Load, Made } from './load.inner';

/** What Debian, Ubuntu and Fedora have as net.core.rmem_max: who is not root gets no larger queue. */
export const USUAL_QUEUE = 212_992;

const FOLDER = join(repository, 'out/traffic');
export const THREAD = join(repository, 'dist/destroyedThread.js');

/** How a program is run. */
export interface Place {
  readonly uid?: number;
  /** A process in whose network it is run. */
  readonly networkOf?: number;
  /** What sees no processes but its own and theirs: `first` begins that, a pid is of the first one. */
  readonly processes?: 'first' | number;
}

/** Bundles the programs of these tests, so that other users can run them. */
export async function bundlePrograms(): Promise<void> {
  await build({
    entryPoints: ['ear', 'load', 'peer', 'view'].map((name) => join(__dirname, `${name}.inner.ts`)),
    outdir: FOLDER,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
}

/** A program that answers each line of JSON with another. */
export class Program {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  protected constructor(name: string, args: readonly string[], { uid = 0, networkOf, processes }: Place) {
    const command = [
      ...(networkOf === undefined ? [] : ['nsenter', '--target', String(networkOf), '--net']),
      ...(processes === 'first' ? ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'] : []),
      ...(typeof processes === 'number'
        ? ['nsenter', '--target', String(processes), '--pid', '--mount']
        : []),
      ...(uid === 0 ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups']),
      ...[process.execPath, join(FOLDER, `${name}.inner.js`), ...args],
    ];
    const [file = '', ...rest] = command;
    const child = spawn(file, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  protected async ask(question: unknown): Promise<unknown> {
    this.#child.stdin?.write(`${JSON.stringify(question)}\n`);
    const { value } = (await this.#lines.next()) as { value: string | undefined };
    if (value === undefined) throw new Error('The program has ended.');
    return JSON.parse(value);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What was run by what runs it in a place of its own. */
  get innerPid(): number {
    return Number(readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, 'utf8').trim());
  }

  /** It has no time to end anything. */
  async kill(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  async end(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.stdin?.end();
    await ended;
  }
}

/** See ear.inner.ts. */
export class Ear extends Program {
  /** @param queueBytes of the kernel's queue of messages; as many as the extension asks for where left out */
  constructor(place: Place, { thread = THREAD, queueBytes }: { thread?: string; queueBytes?: number } = {}) {
    super('ear', [thread, ...(queueBytes === undefined ? [] : [String(queueBytes)])], place);
  }

  async follow(order: Order): Promise<Answer> {
    return (await this.ask(order)) as Answer;
  }
}

/** See load.inner.ts. */
export class Loader extends Program {
  constructor(place: Place = {}) {
    super('load', [], place);
  }

  async make(load: Load): Promise<readonly Made[]> {
    return (await this.ask(load)) as readonly Made[];
  }
}
