import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { moveMouseAway } from './mouse';
import { until } from './poll';
import { bytesOf, isOf, type TrafficPage } from './trafficPage';
import type { TrafficScene } from './trafficScene';

/** What a user arranges in the table, and finds again. */
export function theTableOfTraffic(onScene: () => TrafficScene): void {
  describe('with its table', () => {
    const sorted = async (page: TrafficPage): Promise<number[]> =>
      (await page.rows()).map(({ cells }) => bytesOf(cells.sent)).filter((bytes) => !Number.isNaN(bytes));
    const isFalling = (numbers: readonly number[]): boolean =>
      numbers.every((number, at) => at === 0 || number <= (numbers[at - 1] ?? 0));
    const widthOf = async (header: Locator): Promise<number> => (await header.boundingBox())?.width ?? 0;

    it('sorts by a click on a title, the other way by a second, and by more with Shift', async () => {
      const { workbench, editor, transfer } = onScene();
      // Enough that nothing of the window comes near it.
      transfer.send(200_000_000);
      await transfer.settle();
      await editor.rowWhere(
        'all of it',
        (row) => isOf(transfer.sender)(row) && bytesOf(row.cells.sent) >= 200_000_000,
      );
      await (await editor.header('Sent')).click();
      await moveMouseAway(workbench.page);
      await until('the sender on top', async () => {
        const [first] = await editor.rows();
        return first !== undefined && isOf(transfer.sender)(first) && isFalling(await sorted(editor));
      });
      await (await editor.header('Sent')).click();
      await moveMouseAway(workbench.page);
      await until('what sent least on top', async () => {
        const numbers = await sorted(editor);
        return numbers.length > 2 && isFalling(numbers.toReversed());
      });
      await (await editor.header('State')).click();
      await (await editor.header('Process')).click({ modifiers: ['Shift'] });
      await moveMouseAway(workbench.page);
      await until('the order by two columns', async () => {
        // As people read: "VS Code server" stands behind "idler".
        const now = (await editor.rows()).map(({ cells }) => `${cells.state} ${cells.process}`.toLowerCase());
        return now.length > 4 && now.every((key, at) => at === 0 || key >= (now[at - 1] ?? ''));
      });
      await workbench.screenshot('traffic-sorted');
    });

    it('has columns moved, made wider and chosen with the mouse', async () => {
      const { workbench, editor, panel } = onScene();
      await editor.drag(
        await editor.header('State'),
        { x: 30, y: 10 },
        await editor.header('Local Address'),
        {
          x: 10,
          y: 10,
        },
      );
      await until('State before Local Address', async () => {
        const titles = await editor.titles();
        return titles.indexOf('State') === titles.indexOf('Local Address') - 1;
      });
      const process = await editor.header('Process');
      const before = await widthOf(process);
      await editor.drag(process, { x: -3, y: 10 }, process, { x: before + 57, y: 10 });
      await until('60 pixels more', async () => Math.abs((await widthOf(process)) - before - 60) < 2);
      await process.click({ button: 'right' });
      await (await editor.menuItem('Age')).click();
      await (await editor.menuItem('RTT')).click();
      await workbench.screenshot('traffic-columns');
      await workbench.press('Escape');
      for (const place of [editor, panel]) {
        await until(`the same columns in the ${place.place}`, async () => {
          const titles = await place.titles();
          return titles.includes('Age') && !titles.includes('RTT') && titles.indexOf('State') < 3;
        });
      }
    });

    it('has its columns, order, kind and filter again after the window was loaded again', async () => {
      const { workbench, editor, transfer } = onScene();
      const filter = await editor.filter();
      await filter.fill('state:established');
      await workbench.press('Enter');
      await until('what is established', async () =>
        (await editor.rows()).every(({ cells }) => cells.state === 'ESTABLISHED'),
      );
      const titles = await editor.titles();
      const width = await widthOf(await editor.header('Process'));
      await workbench.reload();
      await editor.rowWhere('the sender', isOf(transfer.sender));
      assert.deepEqual(await editor.titles(), titles);
      const process = await editor.header('Process');
      assert.ok(Math.abs((await widthOf(process)) - width) < 2, 'the width of the first column');
      assert.equal(await (await editor.header('State')).getAttribute('aria-sort'), 'ascending');
      assert.equal(await process.getAttribute('aria-sort'), 'ascending');
      assert.equal(await (await editor.filter()).inputValue(), 'state:established');
      await workbench.screenshot('traffic-reloaded');
      // As it was, for what comes next.
      await (await editor.filter()).fill('');
      await workbench.press('Enter');
      await process.click({ button: 'right' });
      await (await editor.menuItem('Reset Columns')).click();
      await until('the usual columns', async () => !(await editor.titles()).includes('Age'));
    });
  });
}
