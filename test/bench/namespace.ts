import { spawnSync } from 'node:child_process';

const INSIDE = 'NETSTAT_BENCH_INSIDE';

/** Whether this program runs in the namespace that {@link runInNamespace} made. */
export function isInNamespace(): boolean {
  return process.env[INSIDE] !== undefined;
}

/** Runs this program once more, in a network namespace with nothing but loopback; takes root. */
export function runInNamespace(): void {
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const { status } = spawnSync(
    'unshare',
    ['-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...again],
    { stdio: 'inherit', env: { ...process.env, [INSIDE]: '1' } },
  );
  process.exitCode = status ?? 1;
}
