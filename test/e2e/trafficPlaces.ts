import assert from 'node:assert/strict';
import { figureText } from '../../src/core/traffic/figures';
import { moveMouseAway } from './mouse';
import { until } from './poll';
import { bytesOf, isOf } from './trafficPage';
import type { TrafficScene } from './trafficScene';

/** Bytes a second. */
const RATE = 2_000_000;

/** The same page in the panel and in a tab, with what a program sends. */
export function thePlacesOfTraffic(onScene: () => TrafficScene): void {
  it('shows in the panel what a program sends, at both ends, with rate and state', async () => {
    const { workbench, panel, transfer } = onScene();
    transfer.flow(RATE);
    await workbench.runCommand('Netstat Traffic: Focus on Traffic View');
    const isNear = (rate: string | undefined): boolean => Math.abs(bytesOf(rate) - RATE) < RATE * 0.15;
    const from = await panel.rowWhere(
      'the sender at its rate',
      (row) => isOf(transfer.sender)(row) && isNear(row.cells.sentRate),
    );
    assert.equal(from.cells.state, 'ESTABLISHED');
    assert.equal(from.cells.receivedRate, '·', 'nothing comes back');
    assert.equal(from.cells.foreignAddress, `↔ archive 127.0.0.1:${transfer.receiver.port}`);
    const to = await panel.rowWhere(
      'the receiver at its rate',
      (row) => isOf(transfer.receiver)(row) && isNear(row.cells.receivedRate),
    );
    assert.equal(to.cells.localAddress, `127.0.0.1:${transfer.receiver.port}`);
    await workbench.screenshot('traffic-panel');
  });

  it('opens in an editor from the panel, and both show the same', async () => {
    const { workbench, panel, editor, transfer } = onScene();
    await workbench.page.locator('.part.panel .pane-header').first().hover();
    await workbench.page.locator('.part.panel [aria-label^="Open in Editor"]').click();
    await moveMouseAway(workbench.page);
    await editor.rowWhere('the sender', isOf(transfer.sender));
    await workbench.screenshot('traffic-both');
    // In the low panel few rows are in sight, and those of nothing may be any.
    const filter = await editor.filter();
    await filter.fill('process:backup,archive');
    const sent = figureText(await transfer.settle(), 'bytes', 'bytes');
    for (const place of [panel, editor]) {
      await place.rowWhere(
        `${sent} that were sent`,
        (row) => isOf(transfer.sender)(row) && row.cells.sent === sent && row.cells.sentRate === '·',
      );
      await place.rowWhere(
        `${sent} that were received`,
        (row) => isOf(transfer.receiver)(row) && row.cells.received === sent,
      );
    }
    await editor.clearFilter();
  });

  it('copies selected rows with a header, to the byte', async () => {
    const { workbench, editor, transfer } = onScene();
    const { sent } = await transfer.sender.told();
    await editor.click('the sender', isOf(transfer.sender));
    await workbench.press('Control+c');
    const lines = await until('the rows on the clipboard', async () => {
      const [header = '', row = ''] = (await workbench.clipboard()).split('\n');
      return row.includes(String(transfer.sender.port)) && [header.split('\t'), row.split('\t')];
    });
    const [header = [], row = []] = lines;
    assert.equal(row[header.indexOf('Sent (B)')], String(sent));
    assert.equal(row[header.indexOf('Received (B)')], '0');
    await until('the word of it', async () =>
      (await workbench.statusBar()).some((text) => text.includes('Copied 2 lines')),
    );
  });

  it('is opened by the command, once', async () => {
    const { workbench, editor, transfer } = onScene();
    await workbench.runCommand('Netstat: Open Traffic');
    await editor.rowWhere('the sender', isOf(transfer.sender));
    const tabs = workbench.page.locator('.tabs-container .tab[aria-label^="Traffic"]');
    assert.equal(await tabs.count(), 1);
    await workbench.runCommand('View: Close Editor');
    await until('the tab to close', async () => (await tabs.count()) === 0);
    await workbench.runCommand('Netstat: Open Traffic');
    await editor.rowWhere('the sender', isOf(transfer.sender));
  });
}
