import { spawnSync } from 'node:child_process';

const INSIDE = 'NETSTAT_BENCH_INSIDE';

/** Whether this program runs in the namespaces that {@link runInNamespace} made. */
export function isInNamespace(): boolean {
  return process.env[INSIDE] !== undefined;
}

/**
 * Runs this program once more, in a network namespace with nothing but loopback and a pid namespace where its own
 * processes are all there are; takes root. Whatever it started ends with it, however it ends.
 */
export function runInNamespace(): void {
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const kinds = ['--net', '--pid', '--fork', '--mount-proc', '--kill-child'];
  const { status } = spawnSync(
    'unshare',
    [...kinds, 'sh', '-c', 'ip link set lo up && "$@"', 'sh', ...again],
    {
      stdio: 'inherit',
      env: { ...process.env, [INSIDE]: '1' },
    },
  );
  process.exitCode = status ?? 1;
}
