import { execFileSync } from 'node:child_process';
import { cpus, release } from 'node:os';
import { performance } from 'node:perf_hooks';

/**
 * What commands are measured in: without certificates that are trusted beside the usual ones, which Node 20 decodes at
 * every start, and without a file that bash would run before each of them (bash(1), BASH_ENV).
 */
const { NODE_EXTRA_CA_CERTS: _certificates, BASH_ENV: _file, ...bareEnv } = process.env;

/**
 * A shell that runs a line and nothing else, for `spawn` and its like. Without `--norc` bash takes a socket as its
 * standard input, which Node's pipes are, for a remote login, and runs ~/.bashrc unless another shell has started it.
 */
export function bareShell(line: string): { file: string; args: string[]; env: NodeJS.ProcessEnv } {
  return { file: 'bash', args: ['--noprofile', '--norc', '-c', line], env: bareEnv };
}

/** The most CPU milliseconds that the empty command may cost, and how often it is tried: a machine may be busy. */
const MOST_OF_NOTHING = 5;
const TRIES = 3;

/**
 * CPU milliseconds (user and system) that a shell command costs, all its processes included.
 * @throws where the empty command costs something: every figure would be too high
 */
export function cpuOf(command: string): number {
  const nothing: number[] = [];
  do nothing.push(timesOf('true'));
  while (Math.min(...nothing) > MOST_OF_NOTHING && nothing.length < TRIES);
  if (Math.min(...nothing) > MOST_OF_NOTHING) {
    throw new Error(
      `The empty command costs ${nothing.join(', ')} ms of CPU here, so no figure would be right. Does something run ` +
        'before every command of bash?',
    );
  }
  return timesOf(command);
}

/** What bash's `times` says in its second line: user and system time of all that it has started and waited for. */
function timesOf(command: string): number {
  const { file, args, env } = bareShell(`${command} >/dev/null 2>&1; times`);
  const times = execFileSync(file, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'inherit'] });
  const children = times.trim().split('\n')[1] ?? '';
  let sum = 0;
  for (const [, minutes, seconds] of children.matchAll(/(\d+)m([\d.]+)s/g)) {
    sum += Number(minutes) * 60_000 + Number(seconds) * 1000;
  }
  return sum;
}

/** CPU milliseconds (user and system, all threads) that this process spends until the work is done. */
export async function cpuHere(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Milliseconds that this thread alone was busy until the work is done; other threads do not count. */
export async function busyHere(work: () => Promise<unknown>): Promise<number> {
  const before = performance.eventLoopUtilization();
  await work();
  return performance.eventLoopUtilization(before).active;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The machine that figures are of. */
export function machineName(): string {
  return `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Linux ${release()}, Node ${process.version}`;
}
