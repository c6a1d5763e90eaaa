import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { build } from 'esbuild';
import { koffiBeside } from '../../src/build/bundles';
import { copyNativeCode } from '../bench/bundled';
import { repository } from '../host/paths';
import type { Row } from './probe.inner';

const FOLDER = join(repository, 'out/owners');
const FILE = join(FOLDER, 'probe.inner.js');

/** Bundles the probe, so that another user can run it. */
export async function bundleProbe(): Promise<void> {
  await build({
    entryPoints: [join(__dirname, 'probe.inner.ts')],
    outfile: FILE,
    bundle: true,
    platform: 'node',
    target: 'node20',
    plugins: [koffiBeside],
    logLevel: 'error',
  });
  copyNativeCode(FOLDER);
}

/** How a probe is run. */
export interface ProbeOptions {
  readonly uid?: number;
  /** A line of sh(1) before it, as root, in mounts of its own. */
  readonly before?: string;
  /** Programs that it is run by: "unshare --cgroup". */
  readonly within?: readonly string[];
  /** Whether it is to read files alone. */
  readonly files?: boolean;
}

/** An engine of a user's, which is asked pass after pass who has the sockets of the scene. */
export class Probe {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor({ uid = 0, before = ':', within = [], files = false }: ProbeOptions = {}) {
    const user = uid === 0 ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
    const command = [...within, 'sh', '-c', `${before} && exec "$@"`, 'sh', ...user, process.execPath, FILE];
    const args = ['--mount', ...command, ...(files ? ['files'] : [])];
    const child = spawn('unshare', args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines: Interface = createInterface({ input: child.stdout });
    this.#process = child;
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** What a pass finds. */
  async pass(how: 'usual' | 'fresh' = 'usual'): Promise<Row[]> {
    this.#process.stdin?.write(`${how}\n`);
    const { value } = (await this.#lines.next()) as { value: string | undefined };
    if (value === undefined) throw new Error('The probe has ended.');
    return JSON.parse(value) as Row[];
  }

  /** The last of several passes, in which all units were read: one reads no more than so many. */
  async settled(): Promise<Row[]> {
    await this.pass('fresh');
    for (let pass = 0; pass < 4; pass++) await this.pass();
    return this.pass();
  }

  async end(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.stdin?.end();
    await ended;
  }
}
