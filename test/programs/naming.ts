import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { koffiBeside } from '../../src/build/bundles';
import { copyNativeCode } from '../bench/bundled';
import type { Answer, Question } from './names.inner';

const FILE = 'names.inner.js';

/**
 * Bundles what names programs, where other users may read it.
 * @param folder an empty one
 */
export async function bundleNaming(folder: string): Promise<void> {
  await build({
    entryPoints: [join(__dirname, 'names.inner.ts')],
    outfile: join(folder, FILE),
    bundle: true,
    platform: 'node',
    target: 'node20',
    plugins: [koffiBeside],
    logLevel: 'error',
  });
  copyNativeCode(folder);
}

/** An engine in a process of a user's. */
export class Naming {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  /** @param folder where it was bundled */
  constructor(folder: string, uid: number) {
    const child = spawn(process.execPath, [join(folder, FILE)], {
      ...{ uid, gid: uid, cwd: folder },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#process = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  async ask(question: Question): Promise<Answer> {
    this.#process.stdin?.write(`${JSON.stringify(question)}\n`);
    const { value } = (await this.#lines.next()) as { value: string | undefined };
    if (value === undefined) throw new Error('What names programs has ended.');
    return JSON.parse(value) as Answer;
  }

  async end(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.stdin?.end();
    await ended;
  }
}
