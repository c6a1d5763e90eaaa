import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { on, once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyMissing } from '../host/programs';
import { stretched } from '../host/timeLimit';
import { isRoot, NOBODY } from '../host/users';
import { LIVE_NETWORK } from './liveNetwork';
import type { Result } from './ours';

/** The users that can be played here: in a user namespace of our own there is but one. */
export const liveUids: readonly number[] = isRoot ? [0, NOBODY] : [0];

/** Why no network namespace can be made and filled here; undefined where it can. */
export function whyNoNamespace(): string | undefined {
  const missing = whyMissing('ip', 'python3', 'nsenter');
  if (missing) return missing;
  return spawnSync('unshare', [...kinds(), 'true']).status === 0
    ? undefined
    : 'this user may not make network namespaces (unshare -rn)';
}

/** A network namespace with links, routes and sockets; it ends with the process that holds it. */
export class Namespace {
  /** The kernel features that would have been used, were they there. */
  readonly missing: readonly string[];
  readonly #holder: ChildProcessWithoutNullStreams;
  readonly #folder: string;

  private constructor(holder: ChildProcessWithoutNullStreams, folder: string, missing: readonly string[]) {
    this.#holder = holder;
    this.#folder = folder;
    this.missing = missing;
  }

  static async make(): Promise<Namespace> {
    const folder = mkdtempSync(join(tmpdir(), 'netstat-live-'));
    chmodSync(folder, 0o755);
    const sockets = join(__dirname, 'liveSockets.py');
    const holder = spawn('unshare', [...kinds(), 'sh', '-c', LIVE_NETWORK, 'sh', folder, sockets]);
    const said = await waitFor('ready', holder);
    const missing = [...said.matchAll(/^missing: (.*)$/gm)].map((match) => match[1] ?? '');
    return new Namespace(holder, folder, missing);
  }

  /** The process that holds it. */
  get pid(): number {
    return this.#holder.pid ?? 0;
  }

  /**
   * Runs a program in the namespace, as a user.
   * @param timeout milliseconds after which it is ended
   */
  run(command: readonly string[], uid: number, timeout = 20_000): Result {
    const user = uid === 0 ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
    const entry = ['--target', String(this.#holder.pid), '--net', '--mount'];
    const { stdout, stderr, status } = spawnSync(
      'nsenter',
      [...entry, ...(isRoot ? [] : ['--user', '--preserve-credentials']), ...user, ...command],
      { encoding: 'latin1', env: { PATH: process.env['PATH'], LC_ALL: 'C' }, timeout: stretched(timeout) },
    );
    return { stdout, stderr, status: status ?? -1 };
  }

  /** Opens so many connections more that netstat asks the kernel for them instead of reading its files. */
  async crowd(): Promise<void> {
    const said = waitFor('crowded', this.#holder);
    this.#holder.stdin.write('\n');
    await said;
  }

  async remove(): Promise<void> {
    const ended = once(this.#holder, 'exit');
    this.#holder.kill('SIGKILL');
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Waits until the process prints this line, and returns all that it has printed by then. */
async function waitFor(line: string, { stdout, stderr }: ChildProcessWithoutNullStreams): Promise<string> {
  let said = '';
  let complaints = '';
  const hear = (piece: unknown): void => void (complaints += String(piece));
  stderr.on('data', hear);
  for await (const [piece] of on(stdout, 'data', { close: ['end'] })) {
    said += String(piece);
    if (said.split('\n').includes(line)) break;
  }
  stderr.off('data', hear);
  if (!said.split('\n').includes(line)) throw new Error(`The namespace could not be filled: ${complaints}`);
  return said;
}

function kinds(): string[] {
  return isRoot ? ['--net', '--mount'] : ['--net', '--mount', '--map-root-user'];
}
