/**
 * `npm run bench:views -- [SOCKETS:PROCESSES] [--json FILE]`: the Connections view among very many sockets, in a real
 * VS Code and a browser: how long it takes to open, what a refresh costs the extension host's own thread, and whether
 * the window stays fluid while it refreshes and while a filter is typed.
 *
 * As root the load and VS Code live in a network namespace of their own, else on loopback.
 */
import { openAlone } from '../e2e/alone';
import { until } from '../e2e/poll';
import type { View } from '../e2e/view';
import { Workbench } from '../e2e/workbench';
import { benchInWorkbench, type Place } from './inWorkbench';
import { median } from './measure';
import { findProbe, profileOver } from './probe';
import { busyWith } from './profile';
import { feltDuring } from './renderer';

/** Where the extension's code lies. */
const OURS = /\/netstat-vscode\.netstat[^/]*\//;

const OPENINGS = 5;
const WARM_UP = 3;
const PASSES = 6;
const CHURN = 20;
const FILTERS = ['state:established', 'port:1-40000', 'process:sleep -127.0.0.2'];

/** Milliseconds by what they tell. */
async function measure({ load, portFile }: Place): Promise<Record<string, number>> {
  const workbench = await Workbench.start();
  await workbench.openContainer('Netstat');
  const probe = await findProbe(portFile);
  await workbench.view('Listening Ports').someRows();
  const [first = Number.NaN, ...later] = await openings(workbench);
  const view = await openAlone(workbench, 'Connections');
  const [group] = await view.someRows();
  if (group === undefined) throw new Error('The Connections view has no group.');
  await view.expand(group.label);
  await profileOver(probe, WARM_UP);
  const quiet = busyWith(OURS, await profileOver(probe, PASSES));
  load.churn(CHURN);
  const [profile, refreshing] = await feltDuring(workbench.page, () => profileOver(probe, PASSES));
  const churned = busyWith(OURS, profile);
  const [, typing] = await feltDuring(workbench.page, () => typeFilters(workbench, view));
  return {
    'Connections opens, first time': first,
    'Connections opens, later': median(later),
    'extension host, a refresh without news, our code': quiet.own / PASSES,
    'extension host, a refresh with churn, our code': churned.own / PASSES,
    'extension host, a refresh with churn, all code': churned.all / PASSES,
    'extension host, longest stretch of our code': Math.max(quiet.longest, churned.longest),
    'window, longest task while refreshing': refreshing.longestTask,
    'window, longest task while a filter is typed': typing.longestTask,
    'window, longest answer to a key while a filter is typed': typing.longestAnswer,
  };
}

/** Times from asking for the view to its first rows. */
async function openings(workbench: Workbench): Promise<number[]> {
  const times: number[] = [];
  const header = workbench.page.locator('.pane-header[aria-label^="Connections "]');
  const view = workbench.view('Connections');
  for (let opening = 0; opening < OPENINGS; opening++) {
    const began = performance.now();
    await header.click({ position: { x: 8, y: 8 } });
    await workbench.page
      .locator('.pane', { has: header })
      .locator('.customview-tree .monaco-list-row')
      .first()
      .waitFor();
    times.push(performance.now() - began);
    await header.click({ position: { x: 8, y: 8 } });
    await until('the view folded', async () => (await view.rows()).length === 0);
  }
  return times;
}

async function typeFilters(workbench: Workbench, view: View): Promise<void> {
  for (const filter of FILTERS) {
    await workbench.runCommand('Netstat: Filter…');
    await until('the filter', async () => (await workbench.quickInput.title()).startsWith('Filter Sockets'));
    await workbench.page.keyboard.type(filter, { delay: 60 });
    await until('the filter in the view', async () => (await view.message()).includes(filter));
    await workbench.quickInput.cancel();
  }
}

benchInWorkbench('100000:50', 'ms', measure);
