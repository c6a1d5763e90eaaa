import { setTimeout as later } from 'node:timers/promises';
import type { Frame } from 'playwright-core';
import { Workbench } from '../e2e/workbench';
import { inWorkbench, type Place } from './inWorkbench';
import { median } from './measure';
import { findProbe, profileDuring, profileOver, renewWorker, runCommand, samplesOf } from './probe';
import { busyWith } from './profile';
import { startTalk } from './talk';
import { feltInFrame, frameWithRows, scrollThrough } from './trafficFrame';
import { OF_TCP } from './trafficSample';

/** Where the extension's code lies. */
const OURS = /\/netstat-vscode\.netstat[^/]*\//;

const PROCESSES = 100;
const CHURN = 20;
/** Connections that send something all the time: as many as are in sight. */
const TALKING = 40;

const OPENINGS = 5;
const WARM_UP = 2;
const PASSES = 5;
/** Milliseconds in which the page draws what it was told last. */
const SETTLED = 1_000;

const SORTED_BY = ['Process', 'Foreign Address', 'State', 'Received', 'Process'];
const FILTERS = ['state:established', 'port:1-40000', 'process:sleep -127.0.0.2'];

/**
 * What the Traffic page costs the window among so many connections of TCP: milliseconds by what they tell, frames of 100, and
 * messages.
 */
export async function measureWindow(connections: number): Promise<Record<string, number>> {
  return inWorkbench(Math.round(connections / OF_TCP), PROCESSES, measure);
}

async function measure({ load, portFile }: Place): Promise<Record<string, number>> {
  load.churn(CHURN);
  const talk = await startTalk(TALKING);
  const workbench = await Workbench.start();
  const { page } = workbench;
  const probe = await findProbe(portFile);
  const show = (): Promise<void> => runCommand(probe, 'netstat.openTraffic');
  const openings: number[] = [];
  for (let opening = 0; opening < OPENINGS; opening++) {
    if (opening > 0) await runCommand(probe, 'workbench.action.closeActiveEditor');
    await later(SETTLED);
    const began = performance.now();
    await Promise.all([show(), frameWithRows(page)]);
    openings.push(performance.now() - began);
  }
  const [first = Number.NaN, ...others] = openings;
  const frame = await frameWithRows(page);
  await profileOver(probe, WARM_UP);

  const busy: ReturnType<typeof busyWith>[] = [];
  const sampling = await feltInFrame(frame, async () => {
    for (let pass = 0; pass < PASSES; pass++) busy.push(busyWith(OURS, await profileOver(probe, 1)));
  });
  const own = median(busy.map((each) => each.own));
  const scrolling = await feltInFrame(frame, () => scrollThrough(page, frame));
  const during = async (work: () => Promise<unknown>): Promise<void> => {
    busy.push(busyWith(OURS, await profileDuring(probe, work)));
  };
  const sorting = await feltInFrame(frame, () => during(() => sortByClicks(frame)));
  const typing = await feltInFrame(frame, () => during(() => typeFilters(workbench, frame)));
  await during(async () => {
    await runCommand(probe, 'workbench.action.files.newUntitledFile');
    const samples = await samplesOf(probe);
    await renewWorker(probe);
    await show();
    await frameWithRows(page);
    await later(SETTLED);
    if ((await samplesOf(probe)) < samples) throw new Error('The samples were not handed over.');
  });
  talk.stop();
  return {
    'first rows after Open Traffic, first time, ms': first,
    'first rows after Open Traffic, later, ms': median(others),
    'extension host, our code of a sample, ms': own,
    'extension host, longest stretch of our code, ms': Math.max(...busy.map(({ longest }) => longest)),
    'page, longest task while sampling, ms': sampling.longestTask,
    'page, longest task while scrolling, ms': scrolling.longestTask,
    'page, longest task while sorting, ms': sorting.longestTask,
    'page, longest task while a filter is typed, ms': typing.longestTask,
    'page, late frames of 100 while scrolling': scrolling.late,
    'frames while scrolling': scrolling.frames,
    'messages of a sample': sampling.answers,
    'largest message, kB':
      Math.max(...[sampling, scrolling, sorting, typing].map(({ largest }) => largest)) / 1024,
  };
}

async function sortByClicks(frame: Frame): Promise<void> {
  for (const name of SORTED_BY) {
    await frame.getByRole('columnheader', { name, exact: false }).first().click();
    await later(SETTLED);
  }
}

async function typeFilters(workbench: Workbench, frame: Frame): Promise<void> {
  const field = frame.getByRole('combobox', { name: 'Filter' });
  for (const filter of FILTERS) {
    await field.click();
    await field.fill('');
    await workbench.page.keyboard.type(filter, { delay: 60 });
    await later(SETTLED);
  }
  await field.fill('');
}
