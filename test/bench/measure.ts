import { execFileSync } from 'node:child_process';
import { cpus, release } from 'node:os';
import { performance } from 'node:perf_hooks';

/** Commands do without certificates that are trusted beside the usual ones: Node 20 decodes them at every start. */
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** CPU milliseconds (user and system) that a shell command costs, all its processes included. */
export function cpuOf(command: string): number {
  const times = execFileSync('bash', ['-c', `${command} >/dev/null 2>&1; times`], { encoding: 'utf8', env });
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
