import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { TimeLimit } from '../host/timeLimit';
import { until } from '../host/until';
import { NOBODY } from '../host/users';

/** Where Debian's packages put programs, and Node, whoever installed it. */
export const PATH = [
  dirname(process.execPath),
  ...['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'],
].join(delimiter);

/** Milliseconds, on an idle machine, in which a program listens: Go compiles it first. */
const LISTENS_WITHIN = 60_000;

/** The same for its end. */
const ENDED_WITHIN = 3_000;

/** Where a program is started, and what it is to listen on. */
export interface Place {
  readonly folder: string;
  readonly port: number;
  /** For what needs a second one. */
  readonly otherPort: number;
}

/** A program to start. */
export interface Program {
  /** Programs without which it cannot be. */
  readonly needs?: readonly string[];
  /** Why it cannot be, otherwise. */
  readonly whyNot?: string;
  /** Files in its folder, by their path. */
  readonly files?: Readonly<Record<string, string>>;
  /** What else is done before, as root, in the folder. */
  readonly prepare?: (place: Place) => void;
  /** Its command line, run in its folder. */
  readonly command: (place: Place) => readonly [string, ...string[]];
  /** What it calls itself, where that is not its file. */
  readonly argv0?: string;
  readonly env?: (place: Place) => NodeJS.ProcessEnv;
}

/** Programs of the user nobody's that run; the groups of processes that they lead. */
const running = new Set<ChildProcess>();

process.once('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});

/** Makes a folder with all above it, and files, all of them the user's. */
export function makeFolder(folder: string, files: Readonly<Record<string, string>> = {}): void {
  mkdirSync(folder, { recursive: true });
  chownSync(folder, NOBODY, NOBODY);
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    if (dirname(file) !== folder) makeFolder(dirname(file));
    writeFileSync(file, text);
    chownSync(file, NOBODY, NOBODY);
  }
}

/** Starts a program as the user nobody, and waits until it listens. */
export async function start(program: Program, place: Place): Promise<ChildProcess> {
  const { files, prepare, command, argv0, env } = program;
  const { folder, port } = place;
  makeFolder(folder, files);
  prepare?.(place);
  const [file, ...args] = command(place);
  const child = spawn(file, args, {
    ...{ cwd: folder, uid: NOBODY, gid: NOBODY, detached: true },
    ...(argv0 !== undefined && { argv0 }),
    env: { PATH, HOME: folder, LANG: 'C.UTF-8', PORT: String(port), ...env?.(place) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-20_000)));
  child.once('error', (error) => (log += error.message));
  await until(
    `${file} to listen`,
    () => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
        throw new Error(`${file} ${args.join(' ')} has ended:\n${log}`);
      return listens(port);
    },
    LISTENS_WITHIN,
  ).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}\n${log}`);
  });
  return child;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}

/** Ends all that was started, by force what does not end by itself. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map(end));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const ended = once(child, 'exit');
    signalGroup(child, 'SIGTERM');
    const stop = new TimeLimit(ENDED_WITHIN).onceOver(() => signalGroup(child, 'SIGKILL'));
    await ended;
    stop();
  }
  // Whoever was started by it and stayed.
  signalGroup(child, 'SIGKILL');
  running.delete(child);
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // They have all ended.
  }
}

/** Removes a folder and all that was made in it, whoever made it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
