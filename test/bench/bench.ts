/**
 * `npm run bench [SOCKETS:PROCESSES …]`: the engine beside netstat and ss on the same load, in alternation.
 *
 * As root the load lives in a network namespace of its own, else on loopback among the machine's other sockets.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { endianness } from 'node:os';
import { resolve } from 'node:path';
import { ownersOf } from '../../src/core/model/snapshot';
import type { Snapshot } from '../../src/core/model/snapshot';
import { LocalEngine } from '../../src/node/engine/localEngine';
import { UserNames } from '../../src/node/engine/userNames';
import { WorkerEngine } from '../../src/node/engine/workerEngine';
import { FileReader } from '../../src/node/reader';
import { startLoad } from './load';
import { busyHere, cpuHere, cpuOf, median } from './measure';

const ROUNDS = 7;
const INSIDE = 'NETSTAT_BENCH_INSIDE';

async function main(): Promise<void> {
  const scales = process.argv.slice(2);
  for (const tool of ['netstat', 'ss', 'bash']) {
    if (spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0) {
      throw new Error(
        `The benchmark compares with ${tool}, which is not on PATH: install it (net-tools, iproute2).`,
      );
    }
  }
  if (process.env[INSIDE] === undefined && process.getuid?.() === 0) return runInNamespace();
  console.log(
    `Node ${process.version}, ${process.env[INSIDE] ? 'a network namespace of its own' : 'loopback'}`,
  );
  console.log('CPU milliseconds, medians of', ROUNDS, 'alternating rounds\n');
  console.log('scale        | netstat -anp | ss -anp | first snapshot | refresh | this thread | owners');
  for (const scale of scales.length > 0 ? scales : ['100:50', '1000:500', '10000:500']) await bench(scale);
}

async function bench(scale: string): Promise<void> {
  const [sockets, processes] = scale.split(':').map(Number);
  if (!sockets || !processes) throw new Error(`${scale}: write SOCKETS:PROCESSES, for example 1000:500`);
  const load = await startLoad(sockets, processes);
  const worker = new WorkerEngine({
    workerPath: resolve(__dirname, '../../dist/worker.js'),
    onDied: (message) => console.error(message),
    onLog: () => undefined,
  });
  try {
    const results = { netstat: [] as number[], ss: [] as number[], first: [] as number[] };
    const refreshes: number[] = [];
    const busy: number[] = [];
    await localEngine().scan('all', true);
    const warm = localEngine();
    await warm.scan('all', true);
    await worker.scan('listening', true);
    for (let round = 0; round < ROUNDS; round++) {
      results.netstat.push(cpuOf('netstat -anp'));
      results.ss.push(cpuOf('ss -anp'));
      results.first.push(await cpuHere(() => localEngine().scan('all', true)));
      refreshes.push(await cpuHere(() => warm.scan('all', false)));
      busy.push(await busyHere(() => worker.scan('listening', false)));
    }
    const check = compareOwners(await warm.scan('all', true));
    const [netstat, ss, first] = [results.netstat, results.ss, results.first].map(median);
    const cells = [netstat, ss, first, median(refreshes), median(busy)].map((ms) => (ms ?? 0).toFixed(1));
    const ratio = ((first ?? 0) / (ss ?? 1)).toFixed(2);
    console.log(`${scale.padEnd(12)} | ${cells.join(' | ')} | ${check}; first snapshot / ss = ${ratio}`);
  } finally {
    worker.dispose();
    await load.stop();
  }
}

function localEngine(): LocalEngine {
  return new LocalEngine({
    reader: new FileReader('/proc'),
    users: new UserNames(new FileReader('/etc')),
    littleEndian: endianness() === 'LE',
    effectiveUid: process.geteuid?.() ?? 0,
    system: process.platform,
    send: () => undefined,
  });
}

/** Every pid that ss names for a TCP socket must be named by us: a bench whose answers differ fails. */
function compareOwners(snapshot: Snapshot): string {
  const ours = new Map<number, Set<number>>();
  for (const [row, inode] of snapshot.inet.inode.entries()) {
    ours.set(inode, new Set(ownersOf(snapshot, row).map(({ pid }) => pid)));
  }
  const text = execFileSync('ss', ['-tanpeH'], { encoding: 'utf8', maxBuffer: 1 << 30 });
  let compared = 0;
  for (const line of text.split('\n')) {
    const inode = Number(/ ino:(\d+)/.exec(line)?.[1] ?? 0);
    if (inode === 0) continue;
    for (const [, pid] of line.matchAll(/pid=(\d+)/g)) {
      compared++;
      if (!ours.get(inode)?.has(Number(pid)))
        throw new Error(`ss names pid ${pid} for inode ${inode}, we do not`);
    }
  }
  return `${compared} as ss says`;
}

function runInNamespace(): void {
  const command = 'ip link set lo up && exec "$@"';
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const { status } = spawnSync('unshare', ['-n', 'sh', '-c', command, 'sh', ...again], {
    stdio: 'inherit',
    env: { ...process.env, [INSIDE]: '1' },
  });
  process.exitCode = status ?? 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
