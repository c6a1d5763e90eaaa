import assert from 'node:assert/strict';
import { until } from './poll';
import { bytesOf, isOf } from './trafficPage';
import type { TrafficScene } from './trafficScene';

/** The page without a mouse, among the keys of VS Code. */
export function theKeysOfTraffic(onScene: () => TrafficScene): void {
  describe('by keys alone', () => {
    const AREAS = ['.bar', '.plots-area', '.table', '.details-area'];

    /** The area of the page that has the focus, and the row and column where that is the table. */
    const focused = async ({ editor }: TrafficScene): Promise<string> =>
      (await editor.frame()).evaluate((areas) => {
        const element = document.activeElement as HTMLElement | null;
        const area = areas.find((each) => element?.closest(each)) ?? '';
        const cell = element?.closest<HTMLElement>('[data-column]');
        if (!cell) return area;
        return `${area} ${cell.parentElement?.dataset['place'] ?? 'header'} ${cell.dataset['column']}`;
      }, AREAS);
    const untilFocused = (scene: TrafficScene, where: RegExp): Promise<string> =>
      until(`the focus on ${where}`, async () => {
        const now = await focused(scene);
        return where.test(now) && now;
      });

    it('goes round by F6, through rows by arrows, and sorts by "s"', async () => {
      const scene = onScene();
      const { workbench, editor } = scene;
      await (await editor.filter()).focus();
      await workbench.press('F6');
      await untilFocused(scene, /^\.plots-area/);
      await workbench.press('F6');
      await untilFocused(scene, /^\.table /);
      await workbench.press('Home');
      // The column is that in which the focus was last.
      const column = Number((await untilFocused(scene, /^\.table 0 /)).split(' ')[2]);
      await workbench.press('ArrowDown', 'ArrowRight');
      await untilFocused(scene, new RegExp(`^\\.table 1 ${column + 1}$`));
      const title = (await editor.titles())[column + 1] ?? '';
      await workbench.press('s');
      const header = await editor.header(title);
      await until(
        `the order by ${title}`,
        async () => (await header.getAttribute('aria-sort')) === 'ascending',
      );
      await workbench.press('Shift+F6');
      await untilFocused(scene, /^\.plots-area/);
      await workbench.press('Shift+F6');
      await untilFocused(scene, /^\.bar/);
    });

    it('pauses by the space bar, opens details by Enter, which follow the focus', async () => {
      const scene = onScene();
      const { workbench, editor, transfer } = scene;
      const frame = await editor.frame();
      const filter = await editor.filter();
      await filter.fill('process:backup,archive');
      await filter.press('Enter');
      await until('two rows', async () => (await editor.rows()).length === 2);
      await workbench.press('F6', 'F6', 'Home');
      await untilFocused(scene, /^\.table 0 /);
      await workbench.press(' ');
      const pause = frame.getByRole('button', { name: 'Pause', exact: true });
      await until('the pause', async () => (await pause.getAttribute('aria-pressed')) === 'true');
      await workbench.press(' ');
      await until('its end', async () => (await pause.getAttribute('aria-pressed')) === 'false');
      await workbench.press('Enter');
      const details = await editor.locate('.details-area');
      const isTold = ({ pid }: { readonly pid: number }): Promise<unknown> =>
        until(`details of ${pid}`, async () => (await details.innerText()).includes(String(pid)));
      const at = (await editor.rows()).findIndex(isOf(transfer.sender));
      await isTold(at === 0 ? transfer.sender : transfer.receiver);
      await workbench.screenshot('traffic-details');
      await workbench.press('ArrowDown');
      // The title names the end that is not the row's own.
      const { port } = at === 0 ? transfer.sender : transfer.receiver;
      await until('the title of the other', async () =>
        (await details.locator('h2').innerText()).includes(`127.0.0.1:${port} `),
      );
      await workbench.press('Escape', 'Escape');
      await details.waitFor({ state: 'detached' });
      await filter.fill('');
      await filter.press('Enter');
    });

    it('leaves the focus to the palette while samples go on', async () => {
      const { workbench, editor, transfer } = onScene();
      await editor.click('the sender', isOf(transfer.sender));
      await workbench.press('F1');
      await workbench.quickInput.waitForText('>');
      // Two samples are drawn, of which each tells of more.
      for (const more of [50_000_000, 100_000_000]) {
        const { cells } = await editor.rowWhere('the sender', isOf(transfer.sender));
        transfer.send(more);
        await editor.rowWhere(
          'more bytes',
          (row) => isOf(transfer.sender)(row) && bytesOf(row.cells.sent) > bytesOf(cells.sent),
        );
      }
      await workbench.page.keyboard.type('Traffic');
      await workbench.quickInput.waitForText('>Traffic');
      await workbench.quickInput.cancel();
    });

    it("opens a row's menu by the key of menus, with what may be done to the row", async () => {
      const scene = onScene();
      const { workbench, editor, transfer } = scene;
      await editor.click('the sender', isOf(transfer.sender));
      await workbench.press('Shift+F10');
      const menu = workbench.page.locator('.monaco-menu');
      await menu.waitFor();
      const entries = (await menu.locator('.action-label').allInnerTexts()).filter(Boolean);
      await workbench.screenshot('traffic-menu');
      for (const entry of [
        'Show Details',
        'Filter to This',
        'Copy Rows',
        'Close Connection…',
        'Kill Process…',
      ])
        assert.ok(
          entries.some((text) => text.startsWith(entry)),
          `${entry} is not among ${entries.join(', ')}`,
        );
      await workbench.press('Escape');
      await menu.waitFor({ state: 'detached' });
    });
  });
}
