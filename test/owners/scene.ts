import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isInOwnNetwork } from '../host/ownNetwork';
import { whyMissing } from '../host/programs';
import { TimeLimit } from '../host/timeLimit';
import { isRoot } from '../host/users';
import { hasGroupsOfSockets } from '../kernelVersion';
import { whyNoNativeCode } from '../nativeCode';
import type { Case } from './case';
import { portOf } from './rows';

const DAEMON = join(__dirname, 'daemon.pl');

/** Where the tree is mounted, for this process and those that it starts. */
export const TREE = '/sys/fs/cgroup';

/** Why no scene can be made here; undefined where it can. */
export function whyNoScene(): string | undefined {
  if (!isRoot) return 'to make control groups takes root';
  if (!isInOwnNetwork()) return 'it takes a network of its own';
  if (!hasGroupsOfSockets) return 'the kernel tells no control groups of sockets before 5.8';
  const missing = whyMissing('perl', 'ip', 'unshare', 'setpriv', 'mount', 'mkfifo') ?? whyNoNativeCode();
  if (missing !== undefined) return missing;
  return whyNoTree();
}

/** Mounts the tree, once. */
function whyNoTree(): string | undefined {
  if (existsSync(join(TREE, 'cgroup.procs'))) return undefined;
  const { status, stderr } = spawnSync('mount', ['-t', 'cgroup2', 'cgroup2', TREE], { encoding: 'utf8' });
  return status === 0 ? undefined : `cgroup2 cannot be mounted: ${stderr.trim()}`;
}

const INTERRUPTS = ['SIGTERM', 'SIGHUP'] as const;

/** Milliseconds, on an idle machine, that daemons have to end by themselves; and between two looks at that. */
const ENDED_WITHIN = 3_000;
const INTERVAL = 10;

/** How many this process made. */
let scenes = 0;

/** Groups and daemons in them, below a slice that nothing else has. */
export class Scene {
  /** The directory of the slice. */
  readonly folder = join(TREE, `netstat_owners_${process.pid}_${++scenes}.slice`);
  /** All daemons read from this pipe, and end when nobody can write to it any more, whatever ends this process. */
  readonly #pipe: string;
  readonly #life: number;
  readonly #interrupt = (): never => {
    this.remove();
    process.exit(1);
  };

  constructor() {
    mkdirSync(this.folder);
    for (const signal of INTERRUPTS) process.once(signal, this.#interrupt);
    this.#pipe = join(mkdtempSync(join(tmpdir(), 'netstat-owners-')), 'life');
    spawnSync('mkfifo', [this.#pipe]);
    this.#life = openSync(this.#pipe, 'r+');
  }

  /**
   * Makes a group, and those above it that are not there.
   * @param path below the slice: "/system.slice/web.service"
   * @param uid whose the group itself is
   */
  group(path: string, uid = 0): string {
    const folder = join(this.folder, path);
    if (!existsSync(folder)) {
      this.#above(path);
      mkdirSync(folder);
    }
    if (uid !== 0) chownSync(folder, uid, uid);
    return folder;
  }

  #above(path: string): void {
    if (path !== '/') this.group(dirname(path));
  }

  /** Makes all that a case has, at a place of its own among them. */
  async make({ directories = {}, threaded = [], daemons, ended = [] }: Case, place: number): Promise<void> {
    for (const [path, uid] of Object.entries(directories)) this.group(path, uid);
    for (const path of threaded) writeFileSync(join(this.group(path), 'cgroup.type'), 'threaded');
    for (const operations of daemons) await this.start(operations, place);
    for (const path of ended) this.end(path);
  }

  /** Ends a group, in which nobody is any more. */
  end(path: string): void {
    rmdirSync(this.group(path));
  }

  /**
   * Starts a daemon, and waits until it is ready.
   * @param text operations of daemon.pl, as a case has them
   */
  async start(text: string, place: number): Promise<ChildProcess> {
    const operations = text.split(' ').map((word) => this.#filledIn(word, place));
    const life = openSync(this.#pipe, 'r');
    const child = spawn('perl', [DAEMON, ...operations], { stdio: [life, 'pipe', 'inherit'] });
    closeSync(life);
    await readiness(child, operations);
    return child;
  }

  #filledIn(word: string, place: number): string {
    const [, operation, path] = /^(group|threads)=@(.*)$/.exec(word) ?? [];
    if (path !== undefined) return `${operation}=${this.group(path)}`;
    const port = (_: string, index: string): string => String(portOf(place, Number(index)));
    return word.replaceAll('+', ' ').replaceAll(/\$(\d)/g, port);
  }

  /** Has a daemon go on that awaits it, and waits until it is ready again, or has ended. */
  async goOn(daemon: ChildProcess, until: 'stays' | 'ends' = 'stays'): Promise<void> {
    const ended = once(daemon, 'exit');
    daemon.kill('SIGUSR1');
    await (until === 'ends' ? ended : readiness(daemon, ['(that was to go on)']));
  }

  /** The processes of a group. */
  processesOf(path: string): readonly number[] {
    return processesIn(this.group(path));
  }

  /** Puts a process into a group. */
  move(pid: number | undefined, path: string): void {
    writeFileSync(join(this.group(path), 'cgroup.procs'), String(pid));
  }

  /** Ends all daemons, by force those that do not end by themselves, and removes the groups. */
  remove(): void {
    closeSync(this.#life);
    rmSync(dirname(this.#pipe), { recursive: true });
    const limit = new TimeLimit(ENDED_WITHIN);
    while (!removeGroups(this.folder)) {
      if (limit.isOver()) for (const pid of processesIn(this.folder)) end(pid);
      sleep(INTERVAL);
    }
    for (const signal of INTERRUPTS) process.off(signal, this.#interrupt);
  }
}

async function readiness({ stdout }: ChildProcess, operations: readonly string[]): Promise<void> {
  if (stdout === null) throw new Error('The daemon has no output.');
  const [line] = (await Promise.race([once(stdout, 'data'), once(stdout, 'end')])) as [Buffer | undefined];
  if (line === undefined) throw new Error(`The daemon ended: ${operations.join(' ')}`);
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** Nothing else goes on meanwhile: this process may be about to end. */
function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
}

/** All processes of a group and those below it. */
function processesIn(folder: string): number[] {
  const inside = below(folder).flatMap(processesIn);
  // A threaded group's are its domain's.
  const isThreaded = readFileSync(join(folder, 'cgroup.type'), 'latin1').startsWith('threaded');
  const own = isThreaded ? '' : readFileSync(join(folder, 'cgroup.procs'), 'latin1');
  return [...inside, ...own.split('\n').filter(Boolean).map(Number)];
}

/** @returns whether they are removed: one whose processes are ending is busy a little longer than it names them */
function removeGroups(folder: string): boolean {
  if (!below(folder).every(removeGroups)) return false;
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
    return false;
  }
}
