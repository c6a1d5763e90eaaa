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
import { cpuOver, findProbe, openFile, packProbe, PORT_FILE, setHints } from './probe';

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
      console.log(`${name.padEnd(56)} ${value.toFixed(2).padStart(8)} ms a second`);
    if (file !== undefined)
      await writeFile(file, `${JSON.stringify({ scale, machine: machineName(), figures }, null, 2)}\n`);
  } finally {
    await Workbench.session.stop();
    await load.stop();
    await rm(root, { recursive: true });
  }
}

/** Milliseconds of CPU time a second of the extension host, by whether hints were shown. */
async function measure(root: string, portFile: string): Promise<Record<string, number>> {
  const workbench = await Workbench.start();
  const probe = await findProbe(portFile);
  const large = join(root, 'server.ts');
  const lines = Array.from({ length: LINES }, (_, i) => `app${i}.listen(${3000 + (i % 5000)}, 'localhost');`);
  await writeFile(large, `${lines.join('\n')}\n`);
  await openFile(probe, large);
  await setHints(probe, 'on');
  await until(
    'hints',
    async () => (await workbench.page.locator('.view-line', { hasText: 'free' }).count()) > 0,
  );
  const off: number[] = [];
  const on: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [value, times] of [
      ['off', off],
      ['on', on],
    ] as const) {
      await setHints(probe, value);
      await new Promise((settled) => setTimeout(settled, SETTLING_SECONDS * 1000));
      times.push((await cpuOver(probe, SECONDS)) / SECONDS);
    }
  }
  return {
    'extension host, hints off': median(off),
    'extension host, hints on': median(on),
    'hints themselves': median(on.map((each, i) => each - (off[i] ?? 0))),
  };
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
