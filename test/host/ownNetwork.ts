/**
 * A network namespace of their own for tests: they see no port but theirs, and nobody takes one of theirs. It takes
 * root: a user namespace would do without, and in it everyone is root.
 */
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';

/** The variable that says where tests are: `own` or `machine`. Whoever sets the latter keeps them where he is. */
const PLACE = 'NETSTAT_TEST_NETWORK';

/**
 * Lays the network out, and becomes the program that stands behind it. Beside loopback there is a link with an address,
 * so that there is an interface and a route to look at. There is no way out: what asks for one is told so at once.
 */
const LAY_OUT = [
  // It tells of the network of whoever mounted it.
  'mount -t sysfs sysfs /sys',
  // It hides control groups, where the machine has those of version 2.
  '{ mount -t cgroup2 cgroup2 /sys/fs/cgroup 2>/dev/null || true; }',
  'ip link set lo up',
  'ip link add eth0 type veth peer name eth1',
  'ip addr add 192.0.2.2/24 brd + dev eth0',
  'ip link set eth0 up',
  'ip link set eth1 up',
  'ip neighbour add 192.0.2.9 lladdr 52:54:00:12:34:56 nud permanent dev eth0',
  'exec "$@"',
].join(' && ');

/** Whether it has been said why there is none: several programs may be run, and it is the same for all of them. */
let hasSaidWhy = false;

/** Whether it is settled in which network this process runs. */
export function isNetworkChosen(): boolean {
  return process.env[PLACE] !== undefined;
}

/** Whether no program but those of these tests has a port here. */
export function isInOwnNetwork(): boolean {
  return process.env[PLACE] === 'own';
}

/**
 * Runs a program in a network of its own where that can be had, else in the machine's, and says why. It is told what is
 * to end this process.
 * @param output an open file that takes what it says
 * @returns its exit code
 */
export async function runInOwnNetwork(
  [program, ...args]: readonly [string, ...string[]],
  output: number | 'inherit' = 'inherit',
): Promise<number> {
  const chosen = process.env[PLACE];
  const reason = chosen === undefined ? whyNoOwnNetwork() : `${PLACE} is "${chosen}"`;
  if (reason !== undefined && !hasSaidWhy)
    console.log(`These tests run in the network of this machine: ${reason}.`);
  hasSaidWhy ||= reason !== undefined;
  const env = { ...process.env, [PLACE]: reason === undefined ? 'own' : 'machine' };
  const [file, ...rest] = reason === undefined ? within(program, ...args) : [program, ...args];
  const child = spawn(file, rest, { stdio: ['inherit', output, output], env });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  // A terminal sends it to the program, too.
  process.on('SIGINT', () => undefined);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}

/** Why tests cannot have a network of their own; undefined where they can. */
export function whyNoOwnNetwork(): string | undefined {
  if (process.geteuid?.() !== 0) return 'to make a network namespace takes root';
  const { DISPLAY: display = '', NETSTAT_TEST_VSCODE: desktop } = process.env;
  if (desktop !== undefined && /^[^:]/.test(display)) return `the display ${display} is reached over it`;
  const [file, ...args] = within('true');
  const { error, status, stderr } = spawnSync(file, args, { encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? stderr.trim().replaceAll('\n', '; '));
}

function within(...command: readonly string[]): [string, ...string[]] {
  return ['unshare', '--net', '--mount', 'sh', '-c', LAY_OUT, 'sh', ...command];
}
