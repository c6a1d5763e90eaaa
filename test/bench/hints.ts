/**
 * `npm run bench:hints -- [SOCKETS:PROCESSES] [--json FILE]`: what hints cost while nothing happens. A real VS Code has a
 * large file open that names many ports, the views hidden; the CPU time of the whole extension host, all threads, is
 * taken with hints off and on in alternation.
 *
 * As root the load and VS Code live in a network namespace of their own, else on loopback.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../e2e/poll';
import { Workbench } from '../e2e/workbench';
import { benchInWorkbench, type Place } from './inWorkbench';
import { median } from './measure';
import { findProbe, idleFor, type Idling, openFile, setHints } from './probe';

const LINES = 20_000;
const SECONDS = 20;
const SETTLING_SECONDS = 5;
const ROUNDS = 3;

/** What the extension host does a second, by whether hints are shown. */
async function measure({ root, portFile }: Place): Promise<Record<string, number>> {
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

benchInWorkbench('1000:500', 'a second', measure);
