import assert from 'node:assert/strict';
import { axeFindings } from '../host/axe';
import { until } from './poll';
import type { ReachScene } from './reachScene';
import { TrafficPage } from './trafficPage';

/** Our own pages, as far as the scenarios of Traffic do not have them: their states that come up by a key. */
export function thePagesByKeys(onScene: () => ReachScene): void {
  describe('the Traffic page', () => {
    let editor: TrafficPage;

    before(async () => {
      const { keys, workbench } = onScene();
      editor = new TrafficPage(workbench.page, 'editor');
      // What fades in has less contrast for a moment.
      await workbench.page.emulateMedia({ reducedMotion: 'reduce' });
      await keys.run('Netstat: Open Traffic');
      await editor.rowWhere('a row', () => true);
    });

    it('is faultless to axe-core with details', async () => {
      const { keys } = onScene();
      const frame = await editor.frame();
      const isIn = (area: string): Promise<boolean> =>
        frame.evaluate((selector) => document.activeElement?.closest(selector) !== null, area);
      await until('the focus in the table', async () => {
        if (await isIn('.table')) return true;
        await keys.press('F6');
        return undefined;
      });
      await keys.press('Home', 'Enter');
      await (await editor.locate('.details-area h2')).waitFor();
      assert.deepEqual(await axeFindings(frame), []);
      await keys.press('Escape');
    });

    it('is faultless to axe-core with its menu', async () => {
      const { keys } = onScene();
      const frame = await editor.frame();
      const more = frame.getByRole('button', { name: 'More Actions' });
      await more.focus();
      await keys.press('Enter');
      await frame.getByRole('menu').waitFor();
      assert.deepEqual(await axeFindings(frame), []);
      await keys.press('Escape');
    });
  });
}
