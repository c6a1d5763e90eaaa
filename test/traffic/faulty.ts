import { chmod, copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../host/paths';
import { USUAL_QUEUE } from './programs';

const DIST = join(repository, 'dist');

/** What goes wrong: each by a file of its name. Where something dies the file is gone then. */
export type Fault =
  /** The worker dies. */
  | 'worker dies'
  /** The thread that listens dies. */
  | 'thread dies'
  /** It reads nothing for as long as that is so. */
  | 'thread pauses';

/** The worker with its thread, which can be made to fail; the clock goes wrong by what a file has. */
export class FaultyWorker {
  readonly path: string;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, 'faultyWorker.js');
  }

  static async make(): Promise<FaultyWorker> {
    const folder = join(repository, 'out/traffic', `faulty-${process.pid}`);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    // Whoever looks for files there is another user.
    await chmod(folder, 0o777);
    const made = new FaultyWorker(folder);
    for (const name of ['worker.js', 'services.br']) await copyFile(join(DIST, name), join(folder, name));
    await symlink(join(DIST, 'native'), join(folder, 'native'));
    await writeFile(
      made.path,
      `const { existsSync, readFileSync, rmSync } = require('node:fs');
       const now = Date.now.bind(Date);
       Date.now = () => now() + (existsSync(${made.#file('clock')}) ? Number(readFileSync(${made.#file('clock')})) : 0);
       setInterval(() => {
         if (!existsSync(${made.#file('worker dies')})) return;
         rmSync(${made.#file('worker dies')});
         process.exit(1);
       }, 20).unref();
       require('./worker.js');`,
    );
    await writeFile(
      join(folder, 'destroyedThread.js'),
      `const { existsSync, rmSync } = require('node:fs');
       const { workerData } = require('node:worker_threads');
       // Whatever this machine allows: what a user may have elsewhere.
       workerData.queueBytes = ${USUAL_QUEUE};
       const { wait } = Atomics;
       Atomics.wait = (...args) => {
         while (existsSync(${made.#file('thread pauses')}))
           wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
         if (!existsSync(${made.#file('thread dies')})) return wait(...args);
         rmSync(${made.#file('thread dies')});
         throw new Error('made to fail');
       };
       require(${JSON.stringify(join(DIST, 'destroyedThread.js'))});`,
    );
    return made;
  }

  async cause(fault: Fault): Promise<void> {
    await writeFile(join(this.#folder, fault), '');
  }

  async mend(fault: Fault): Promise<void> {
    await rm(join(this.#folder, fault));
  }

  /** The wall clock of the worker is so many milliseconds ahead of the machine's from now on. */
  setClock(ahead: number): Promise<void> {
    return writeFile(join(this.#folder, 'clock'), String(ahead));
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  #file(name: Fault | 'clock'): string {
    return JSON.stringify(join(this.#folder, name));
  }
}
