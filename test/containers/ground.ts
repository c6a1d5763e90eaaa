import { type ChildProcess, execFile, type ExecFileException, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locate, whyMissing } from '../host/programs';
import { stretched } from '../host/timeLimit';
import { isRoot } from '../host/users';
import { until } from '../host/until';

/** How a program is run. */
export interface Running {
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds that it may take on an idle machine. */
  readonly milliseconds?: number;
}

/**
 * Lays the network of the engines out: containers of theirs reach nothing beyond. It then waits for the end of the tests. Where
 * they are ended before they have removed it, or an engine was killed, what watches containers is left, with the folder in its
 * command line: it ends with what it watches.
 */
const LAY_OUT = `
ip link set lo up && echo 1 > /proc/sys/net/ipv4/ip_forward && echo ready && exec 2>/dev/null && cat
for line in $(grep -ls "$1" /proc/[0-9]*/cmdline); do
  pid=\${line#/proc/}; pid=\${pid%/cmdline}
  [ "$pid" = $$ ] || kill -9 $(cat /proc/$pid/task/$pid/children) $pid
done
for mount in $(cut -d ' ' -f 2 /proc/mounts | grep "^$1"); do umount --lazy "$mount"; done
rm -rf "$1"`;

/** A statically linked busybox is all that is in an image. */
const BUSYBOX = '/bin/busybox';

/** Why no engine can be run here; undefined where all can. */
export function whyNoEngines(...programs: readonly string[]): string | undefined {
  if (!isRoot) return 'to run a container engine of the tests’ own takes root';
  const missing = whyMissing('unshare', 'nsenter', 'setpriv', 'ip', 'ss', 'tar', 'runc', ...programs);
  if (missing !== undefined) return missing;
  if (locate('busybox') === undefined || spawnSync('ldd', [BUSYBOX]).status === 0) {
    return `${BUSYBOX} is not there, or not statically linked (busybox-static)`;
  }
  const { status, stderr } = spawnSync('unshare', ['--net', '--mount', 'true'], { encoding: 'utf8' });
  return status === 0 ? undefined : stderr.trim();
}

/** Where the network of a ground comes from: `shared` is that of the tests themselves, where that is their own. */
export type GroundNetwork = 'own' | 'shared';

/**
 * A network namespace and a folder for engines, and a mount namespace so that nothing stays mounted. They are entered by
 * nsenter(1): `ip netns exec` would mount /sys anew, which hides the control groups. Whatever is started there ends with the
 * tests, however those end.
 */
export class Ground {
  readonly folder: string;
  readonly #holder: ChildProcess;
  readonly #network: GroundNetwork;
  readonly #started = new Set<ChildProcess>();

  private constructor(folder: string, holder: ChildProcess, network: GroundNetwork) {
    this.folder = folder;
    this.#holder = holder;
    this.#network = network;
    chmodSync(this.folder, 0o755);
    mkdirSync(join(this.folder, 'root/bin'), { recursive: true });
    copyFileSync(BUSYBOX, join(this.folder, 'root/bin/busybox'));
    symlinkSync('busybox', join(this.folder, 'root/bin/sh'));
  }

  /** A process that is in the network, and does nothing. */
  get pid(): number {
    return this.#holder.pid ?? 0;
  }

  static async make(network: GroundNetwork = 'own'): Promise<Ground> {
    const folder = mkdtempSync(join(tmpdir(), 'netstat-containers-'));
    const laidOut = ['--mount', 'sh', '-c', LAY_OUT, 'sh', folder];
    const [file = '', ...args] =
      network === 'own'
        ? ['unshare', '--net', ...laidOut]
        : ['nsenter', '--target', String(beforeMounts()), '--mount', 'unshare', ...laidOut];
    const holder = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    return new Ground(folder, holder, network);
  }

  /** Runs a program to its end. @returns what it said */
  run(
    command: readonly string[],
    { env = process.env, milliseconds = 20_000 }: Running = {},
  ): Promise<string> {
    const [file = '', ...args] = this.#inside(command);
    const options = { env, timeout: stretched(milliseconds), encoding: 'utf8' as const };
    return new Promise((resolve, reject) => {
      execFile(file, args, options, (error: ExecFileException | null, stdout, stderr) => {
        if (error === null) resolve(stdout.trim());
        else reject(new Error(`${command.join(' ')}: ${stderr || error.message}`));
      });
    });
  }

  /** Starts a program that stays until it is ended. */
  start(command: readonly string[], { env = process.env }: Running = {}): ChildProcess {
    const [file = '', ...args] = this.#inside(['setpriv', '--pdeathsig', 'TERM', ...command]);
    const child = spawn(file, args, { env, stdio: 'ignore' });
    this.#started.add(child);
    return child;
  }

  /** Ends a program that was started. */
  async end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.#started.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Packs the image that all containers are made of, and hands it to a program. */
  image(command: string, running: Running = {}): Promise<string> {
    const root = join(this.folder, 'root');
    return this.run(['sh', '-c', `tar -C ${root} -c . | ${command}`], running);
  }

  /** The pids of those who listen on a port in this network. */
  async listeners(port: number): Promise<number[]> {
    const text = await this.run(['ss', '-Htlnp', 'sport', '=', `:${port}`]);
    return [...text.matchAll(/pid=(\d+)/g)].map(([, pid]) => Number(pid));
  }

  /** Ends everything in the network, and leaves nothing. */
  async remove(): Promise<void> {
    for (const child of this.#started) await this.end(child);
    if (this.#network === 'own') this.#endAll();
    // It ends the containers of an engine that was killed, as it does where the tests are ended.
    const ended = once(this.#holder, 'exit');
    this.#holder.stdin?.end();
    await ended;
    await until('the folder to be free', () => {
      rmSync(this.folder, { recursive: true, force: true });
      return true;
    });
  }

  /**
   * Rootless Podman has a process that stays, to keep its namespaces. What is in the network but its holder ends, and what is
   * below that: who watches the containers of an engine that was killed is in it, and they are in networks of their own.
   */
  #endAll(): void {
    const network = namespaceOf(this.pid, 'net');
    if (network === undefined) return;
    const all = readdirSync('/proc').map(Number).filter(Boolean);
    const parents = new Map(all.map((pid) => [pid, parentOf(pid)]));
    const isHere = (pid: number): boolean => pid !== this.pid && namespaceOf(pid, 'net') === network;
    const isBelow = (pid: number): boolean => pid > 1 && (isHere(pid) || isBelow(parents.get(pid) ?? 0));
    for (const pid of all.filter(isBelow)) kill(pid);
  }

  #inside(command: readonly string[]): string[] {
    return ['nsenter', '--target', String(this.#holder.pid), '--net', '--mount', ...command];
  }
}

/** 0 where it has ended. */
function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name may have blanks and parentheses.
    return Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]);
  } catch {
    return 0;
  }
}

/** One that has ended meanwhile was to end. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function namespaceOf(pid: number | 'self', kind: 'net' | 'mnt'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/${kind}`);
  } catch {
    return undefined;
  }
}

/**
 * Who started these tests before anything was mounted for them alone: a network of their own comes with a /sys that shows no
 * control groups to an engine.
 */
function beforeMounts(): number {
  const own = namespaceOf('self', 'mnt');
  let pid = process.pid;
  while (pid > 1 && namespaceOf(pid, 'mnt') === own) pid = parentOf(pid);
  return pid;
}
