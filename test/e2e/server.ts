import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fixtures } from '../host/paths';

/** A server of its own process, started and ended by a scenario. */
export interface Server {
  readonly pid: number;
  readonly port: number;
  /** Resolves when the process has ended. */
  readonly ended: Promise<unknown>;
  isRunning(): boolean;
  stop(): void;
}

const programs = resolve(fixtures, 'programs');
const running = new Set<ChildProcess>();

/** Ends the servers that a failed scenario has left: the run would not end before them. */
export function stopServers(): void {
  for (const child of running) child.kill();
}

/** Resolves when the process has ended. */
async function end(child: ChildProcess): Promise<void> {
  running.add(child);
  await once(child, 'exit');
  running.delete(child);
}

/** The program of {@link startServer}. */
export const SERVER = resolve(programs, 'server.js');

/**
 * Starts a web server that listens at each of the addresses, on a free port where none is given.
 * @param script what Node runs: the program itself, or one that loads it
 */
export async function startServer(
  addresses: readonly string[],
  cwd = programs,
  port = 0,
  script = SERVER,
): Promise<Server> {
  const child = spawn(process.execPath, [script, ...addresses], {
    argv0: 'node',
    cwd,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = end(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    pid: child.pid ?? 0,
    port: Number(line.toString()),
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    stop: () => void child.kill(),
  };
}

/** How the row of a server of {@link startServer} begins once the window has made names: its port, and what runs there. */
export function labelOf({ port }: Pick<Server, 'port'>): string {
  return `${port}  server.js`;
}

/** Starts a web server that has a child, which ends with it. */
export async function startFamily(): Promise<Server & { readonly child: number }> {
  const child = spawn(process.execPath, ['family.js'], {
    argv0: 'node',
    cwd: programs,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = end(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const told = JSON.parse(line.toString()) as { readonly port: number; readonly child: number };
  return {
    ...told,
    pid: child.pid ?? 0,
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    stop: () => void child.stdin.end(),
  };
}
