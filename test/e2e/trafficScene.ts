import type { Page } from 'playwright-core';
import { Transfer } from './trafficLoad';
import { TrafficPage } from './trafficPage';
import { Workbench } from './workbench';

/** What the scenes of Traffic are played with. */
export interface TrafficScene {
  readonly workbench: Workbench;
  readonly panel: TrafficPage;
  readonly editor: TrafficPage;
  /** From the program "backup" to the program "archive". */
  readonly transfer: Transfer;
  /** One over which nothing goes. */
  readonly idle: Transfer;
  /** What went wrong in the page since the window was opened. */
  readonly wrong: readonly string[];
  /** Opens the page in both its places, where it is not. */
  open(): Promise<void>;
  end(): Promise<void>;
}

/** Opens a window beside two connections. */
export async function makeScene(): Promise<TrafficScene> {
  const transfer = await Transfer.start('backup', 'archive');
  const idle = await Transfer.start('idler', 'waiter');
  const ends: (() => Promise<void>)[] = [() => transfer.stop(), () => idle.stop()];
  const end = async (): Promise<void> => {
    for (const each of ends) await each();
  };
  try {
    const workbench = await Workbench.start({
      settings: { 'netstat.refreshInterval': 0.5, 'netstat.resolveNames': 'numbers' },
    });
    ends.push(() => workbench.close());
    const wrong = watchErrors(workbench.page);
    await workbench.page.setViewportSize({ width: 1440, height: 1000 });
    await workbench.openContainer('Netstat');
    const panel = new TrafficPage(workbench.page, 'panel');
    const editor = new TrafficPage(workbench.page, 'editor');
    const open = async (): Promise<void> => {
      if (!(await panel.isThere())) await workbench.runCommand('Netstat Traffic: Focus on Traffic View');
      if (!(await editor.isThere())) await workbench.runCommand('Netstat: Open Traffic');
      for (const page of [panel, editor]) await page.rowWhere('a row', () => true);
    };
    return { open, workbench, panel, editor, transfer, idle, wrong, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Errors and warnings of the page itself, and what its policy forbade; the workbench around it says many of its own. */
function watchErrors(page: Page): readonly string[] {
  const wrong: string[] = [];
  page.on('pageerror', ({ message, stack = '' }) => {
    if (stack.includes('traffic.js') || message.includes('ResizeObserver'))
      wrong.push(`${message}\n${stack}`);
  });
  page.on('console', (message) => {
    const { url } = message.location();
    const isOfPage = /\/dist\/traffic\.(js|css)|fake\.html/.test(url);
    const isBad = message.type() === 'error' || message.type() === 'warning';
    if (isBad && (isOfPage || message.text().includes('Content Security Policy'))) wrong.push(message.text());
  });
  return wrong;
}
