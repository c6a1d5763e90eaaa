import assert from 'node:assert/strict';
import { until } from './poll';
import { isOf } from './trafficPage';
import type { TrafficScene } from './trafficScene';

/** The filter of the product, in the page. */
export function theFilterOfTraffic(onScene: () => TrafficScene): void {
  describe('with its filter', () => {
    it('is completed, and what is typed there counts in the views, too', async () => {
      const { workbench, editor, panel, transfer, idle } = onScene();
      const { page } = workbench;
      await (await editor.filter()).click();
      await page.keyboard.type('proc');
      const completions = await editor.locate('.completion');
      await completions.first().waitFor();
      await workbench.screenshot('traffic-completion');
      await workbench.press('ArrowDown', 'Enter');
      const filter = await editor.filter();
      await until('the key', async () => (await filter.inputValue()) === 'process:');
      await page.keyboard.type('back');
      await completions.filter({ hasText: /^backup/ }).click();
      await until('the value', async () => (await filter.inputValue()) === 'process:backup');
      await workbench.press('Enter');
      for (const place of [editor, panel]) {
        await until(`the sender alone in the ${place.place}`, async () => {
          const rows = await place.rows();
          return rows.length > 0 && rows.every(isOf(transfer.sender));
        });
      }
      assert.match(await editor.count(), /^1 of \d+$/);
      const view = workbench.view('Listening Ports');
      await view.row(new RegExp(`^${transfer.sender.port} `));
      await view.rowGone(new RegExp(`^${idle.sender.port} `));
      await workbench.screenshot('traffic-filter');
    });

    it('says what is wrong with it, and leaves the rows as they are', async () => {
      const { workbench, editor, transfer } = onScene();
      const filter = await editor.filter();
      await filter.fill('process:backup');
      await filter.press('Enter');
      await until('the sender alone', async () => (await editor.count()).startsWith('1 of '));
      await filter.fill('process:backup state:lisening');
      // What it can be completed with lies over what is wrong with it, until the key that would have it set.
      await filter.press('Enter');
      const problem = (await editor.frame()).getByRole('alert');
      await problem.waitFor();
      assert.match(await problem.innerText(), /"lisening" is no state/);
      assert.ok((await editor.rows()).every(isOf(transfer.sender)));
      await workbench.screenshot('traffic-filter-error');
      await filter.fill('');
      await workbench.press('Enter');
      await editor.rowWhere('the receiver', isOf(transfer.receiver));
    });

    it('keeps the keys of text to itself, whatever the views have selected', async () => {
      const { workbench, editor, idle } = onScene();
      const port = new RegExp(`^${idle.sender.port} `);
      const view = workbench.view('Listening Ports');
      await view.click(port);
      // A click shows the row's details, beside the page: the page comes back, and the row stays selected.
      await workbench.page
        .locator('.tab.active')
        .filter({ hasText: String(idle.sender.port) })
        .waitFor();
      await workbench.runCommand('View: Close Editor');
      await (await editor.filter()).click();
      await workbench.page.keyboard.type('a/b');
      await workbench.press('Home', 'Delete');
      const filter = await editor.filter();
      await until('the text', async () => (await filter.inputValue()) === '/b');
      // A key that VS Code is to have comes there after those.
      await workbench.press('F1');
      await workbench.quickInput.waitForText('>');
      assert.equal(await workbench.page.locator('.monaco-dialog-box').count(), 0);
      await workbench.quickInput.cancel();
      assert.equal(await filter.inputValue(), '/b');
      assert.ok(idle.sender.isRunning);
      await filter.fill('');
      await filter.press('Enter');
      await view.row(port);
    });

    it('is its own once it is pinned', async () => {
      const { workbench, editor, panel, transfer, idle } = onScene();
      const pin = (await editor.frame()).getByRole('button', { name: /A filter of its own/ });
      await pin.click();
      await until('the pin', async () => (await pin.getAttribute('aria-pressed')) === 'true');
      const filter = await editor.filter();
      await filter.fill('process:backup');
      await filter.press('Enter');
      await until('the sender alone in the panel', async () => (await panel.count()).startsWith('1 of '));
      const view = workbench.view('Listening Ports');
      await view.row(new RegExp(`^${idle.sender.port} `));
      assert.doesNotMatch(await view.message(), /filter/i);
      await workbench.screenshot('traffic-pinned');
      await pin.click();
      await editor.rowWhere('the receiver, since the views have no filter', isOf(transfer.receiver));
      assert.equal(await filter.inputValue(), '');
    });
  });
}
