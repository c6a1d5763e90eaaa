/**
 * `npm run bench:hints -- [SOCKETS:PROCESSES] [--json FILE]`: what hints cost while nothing happens. A real VS Code has a
 * large file open that names many ports, the views hidden; the CPU time of the whole extension host, all threads, is
 * taken with hints off and on in alternation.
 *
 * As root the load and VS Code live in a network namespace of their own, else on loopback.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSession } from '../e2e/session';
import { until } from '../e2e/poll';
import { Workbench } from '../e2e/workbench';
import { startLoad } from './load';
import { machineName, median } from './measure';
import { isInNamespace, runInNamespace } from './namespace';
import { findProbe, idleFor, type Idling, openFile, packProbe, PORT_FILE, setHints } from './probe';

const LINES = 20_000;
const SECONDS = 20;
const SETTLING_SECONDS = 5;
const ROUNDS = 3;

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const at = args.indexOf('--json');
  const file = at === -1 ? undefined : args.splice(at, 2)[1];
  if (at !== -1 && file === undefined) throw new Error('--json: name the file to write.');
  if (!isInNamespace() && process.getuid?.() === 0) return runInNamespace();
  const [scale = '1000:500'] = args;
  const [sockets, processes] = scale.split(':').map(Number);
  if (!sockets || !processes) throw new Error(`${scale}: write SOCKETS:PROCESSES, for example 1000:500`);
  const load = await startLoad(sockets, processes);
  const root = await mkdtemp(join(tmpdir(), 'netstat-bench-'));
  const portFile = join(root, 'port');
  Workbench.session = await startSession({ others: [await packProbe(root)], env: { [PORT_FILE]: portFile } });
  try {
    const figures = await measure(root, portFile);
    console.log(`${scale}, ${LINES} lines, ${machineName()}\n`);
    for (const [name, value] of Object.entries(figures))
      console.log(`${name.padEnd(56)} ${value.toFixed(2).padStart(8)} a second`);
    if (file !== undefined)
      await writeFile(file, `${JSON.stringify({ scale, machine: machineName(), figures }, null, 2)}\n`);
  } finally {
    await Workbench.session.stop();
    await load.stop();
    await rm(root, { recursive: true });
  }
}

/** What the extension host does a second, by whether hints are shown. */
async function measure(root: string, portFile: string): Promise<Record<string, number>> {
  const workbench = await Workbench.start();
  const probe = await findProbe(portFile);
  // A file that no other extension has work with.
  const large = join(root, '.env');
  const lines = Array.from({ length: LINES }, (_, i) => `SERVICE_${i}_PORT=${3000 + (i % 5000)}`);
  await writeFile(large, `${lines.join('\n')}\n`);
  await openFile(probe, large);
  await setHints(probe, 'on');
  await until(
    'hints',
    async () => (await workbench.page.locator('.view-line', { hasText: 'free' }).count()) > 0,
  );
  const off: Idling[] = [];
  const on: Idling[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [value, times] of [
      ['off', off],
      ['on', on],
    ] as const) {
      await setHints(probe, value);
      await new Promise((settled) => setTimeout(settled, SETTLING_SECONDS * 1000));
      times.push(await idleFor(probe, SECONDS));
    }
  }
  return {
    'extension host, hints off, ms of CPU time': perSecond(off, 'cpu'),
    'extension host, hints on, ms of CPU time': perSecond(on, 'cpu'),
    'passes of the Monitor, hints off': perSecond(off, 'passes'),
    'passes of the Monitor, hints on': perSecond(on, 'passes'),
  };
}

function perSecond(rounds: readonly Idling[], what: keyof Idling): number {
  return median(rounds.map((round) => round[what])) / SECONDS;
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
