import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locate } from '../host/programs';
import { isRoot } from '../host/users';
import type { Result, Run } from './ours';
import type { Tree } from './tree';

/** Why the real netstat cannot be asked here; undefined where it can. */
export function whyNoOracle(): string | undefined {
  const version = spawnSync('netstat', ['--version'], { encoding: 'utf8' });
  if (version.error !== undefined) return 'netstat is not installed (Debian: net-tools)';
  if (!version.stdout.includes('net-tools 2.10'))
    return 'the netstat installed is not that of net-tools 2.10';
  if (locate('ip') === undefined) return 'ip is not installed (Debian: iproute2)';
  if (spawnSync('unshare', [...namespaces(), 'true']).status !== 0) {
    return 'this user may not make mount and network namespaces (unshare -rmn)';
  }
  return undefined;
}

/** Seconds after which a run is interrupted: -c prints one round at once and the next after a second. */
const TIMEOUT = 20;

/**
 * Runs a program on a planted tree, mounted over /proc and /etc in mount and network namespaces of its own, once for each
 * of `runs`.
 * @param program the command and its first arguments: `['netstat']`
 */
export function runMounted(tree: Tree, program: readonly string[], runs: readonly Run[]): Result[] {
  const results = join(tree.root, 'results');
  mkdirSync(results);
  const commands = runs.map((run, index) => {
    const seconds = run.rounds === undefined ? TIMEOUT : run.rounds - 0.5;
    const command = [
      ...(run.uid === 0 ? [] : ['setpriv', `--reuid=${run.uid}`, '--clear-groups']),
      ...(run.posixlyCorrect ? ['env', 'POSIXLY_CORRECT=1'] : []),
      ...['timeout', '--signal=INT', String(seconds)],
      ...program,
      ...run.args,
    ];
    const links = run.root === undefined ? '' : linksTo(run.root);
    return `${links}${command.map(quote).join(' ')} >${index}.out 2>${index}.err </dev/null; echo $? >${index}.status`;
  });
  const script = join(tree.root, 'run.sh');
  const mounts = ['proc', 'etc'].map((name) => `mount --bind ${quote(join(tree.root, name))} /${name}`);
  // The kernel's own interface, which is the same everywhere.
  const lines = ['set -e', 'ip link set lo up', ...mounts, `cd ${quote(results)}`, 'set +e', ...commands];
  writeFileSync(script, `${lines.join('\n')}\n`, 'latin1');
  const shell = spawnSync('unshare', [...namespaces(), 'sh', script], {
    encoding: 'latin1',
    env: environment,
  });
  if (shell.status !== 0) throw new Error(`The mounted runs failed: ${shell.stderr}`);
  const read = (name: string): string => readFileSync(join(results, name), 'latin1');
  const found = runs.map((_, index) => ({
    stdout: read(`${index}.out`),
    stderr: read(`${index}.err`),
    status: Number(read(`${index}.status`)),
  }));
  rmSync(results, { recursive: true });
  return found;
}

const environment = { PATH: process.env['PATH'], LC_ALL: 'C' };

function namespaces(): string[] {
  return isRoot ? ['--mount', '--net'] : ['--mount', '--net', '--map-root-user'];
}

/** Leads /proc/net and the files of /etc to a run's own. */
function linksTo(root: string): string {
  return `ln -sfn ${quote(join(root, 'proc/net'))} /proc/net; ln -sf ${quote(join(root, 'etc'))}/* /etc/; `;
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
