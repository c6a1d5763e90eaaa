/**
 * `npm run bench:history`: what recording the history costs beside an engine, with 500 processes and 1,000 sockets, by the Node of
 * the newest VS Code. It fails where a goal is not reached. As root the load lives in namespaces of its own, else among the
 * machine's other sockets.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HistoryRecord } from '../../src/core/model/history';
import { fetchNode } from '../host/edition';
import { bundlePrograms, Loader } from '../traffic/programs';
import { bundle, copyNativeCode } from './bundled';
import { isMissed, type Line, lines, lineText } from './goals';
import type { HistoryCost } from './historyCost';
import { startLoad } from './load';
import { machineName } from './measure';
import { isInNamespace, runInNamespace } from './namespace';

const run = promisify(execFile);

const SOCKETS = 1_000;
const PROCESSES = 500;
/** Connections that come and go in a second. */
const A_SECOND = 100;
const SECONDS = 60;

/** Which Node the costs are measured by: told to the program that runs in namespaces, from where no registry is reached. */
const NODE = 'NETSTAT_BENCH_NODE';

async function cost(program: string, record: HistoryRecord, interval: number): Promise<HistoryCost> {
  const args = ['--expose-gc', program, record, String(interval), String(SECONDS)];
  const { stdout } = await run(process.env[NODE] ?? process.execPath, args);
  return JSON.parse(stdout) as HistoryCost;
}

async function measure(program: string): Promise<readonly Line[]> {
  const load = await startLoad(SOCKETS, PROCESSES, 'mix');
  try {
    const [none, listeners, connections, unfocused] = [
      await cost(program, 'off', 10_000),
      await cost(program, 'listeners', 10_000),
      await cost(program, 'connections', 10_000),
      await cost(program, 'connections', 30_000),
    ];
    await bundlePrograms();
    const loader = new Loader();
    const made = loader.make({ kind: 'short', aSecond: A_SECOND, seconds: 2 * (SECONDS + 15) });
    // Sockets in TIME_WAIT are there for a minute, and are rows of the engine's as well.
    const busyNone = await cost(program, 'off', 10_000);
    const busy = await cost(program, 'connections', 10_000);
    await made;
    await loader.end();
    return lines(
      {
        'nothing happens, listeners, % of a core': listeners.cpu,
        'nothing happens, connections, % of a core': connections.cpu,
        'nothing happens, without focus, % of a core': unfocused.cpu,
        '100 connections a second, % of a core': busy.cpu,
        'of them written, a second': busy.entries / SECONDS,
        'files after them, MB': busy.files,
        'memory more, nothing happens, MB': connections.memory - none.memory,
        'memory more, 100 connections a second, MB': busy.memory - busyNone.memory,
      },
      SOCKETS,
    );
  } finally {
    await load.stop();
  }
}

async function main(): Promise<void> {
  process.env[NODE] ??= await fetchNode('newest');
  if (!isInNamespace() && process.getuid?.() === 0) return runInNamespace();
  const folder = mkdtempSync(join(tmpdir(), 'netstat-bench-'));
  try {
    copyNativeCode(folder);
    const program = await bundle('./historyCost', folder);
    console.log(`${machineName()}, load ${(loadavg()[0] ?? Number.NaN).toFixed(1)} before\n`);
    const measured = await measure(program);
    console.log(
      [`Recording, ${PROCESSES} processes and ${SOCKETS} sockets`, ...measured.map(lineText)].join('\n'),
    );
    const missed = measured.filter(isMissed);
    if (missed.length === 0) return;
    console.error(`Not reached: ${missed.map(({ name }) => name).join('; ')}`);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
