/**
 * What is seen at a glance: one scene in side bars of several widths, with few and with many listeners, in several themes.
 * The pictures, out/screenshots/glance-*.png, are to be looked at side by side with those of an earlier state.
 */
import assert from 'node:assert/strict';
import { FEW, GlanceScene } from './glanceScene';
import { moveMouseAway } from './mouse';
import { until } from './poll';
import { startServer } from './server';
import { type themes, Workbench } from './workbench';

type Theme = keyof typeof themes;

describe('Listening Ports at a glance', () => {
  let workbench: Workbench;
  let scene: GlanceScene;
  let folder: string;

  before(async () => {
    const { session } = Workbench;
    folder = await session.newFolder();
    scene = new GlanceScene(folder, await session.newFolder());
    await scene.grow(FEW);
    workbench = await Workbench.start({ folder, settings: { 'netstat.showMarks': false } });
    await workbench.openContainer('Netstat');
  });

  after(async () => {
    scene.end();
    await workbench.close();
  });

  /**
   * Waits until what is in sight was read after all that runs now had begun: names come with the second reading. The
   * marker is the workspace's, and stands above the rest.
   */
  async function settle(): Promise<void> {
    const isMarked = async (): Promise<boolean> =>
      (await workbench.view('Listening Ports').rows()).some(({ label }) => /^1999\b/.test(label));
    for (let reading = 0; reading < 2; reading++) {
      const marker = await startServer(['127.0.0.1'], folder, 1999);
      await until('the marker', isMarked);
      marker.stop();
      await until('the marker to vanish', async () => !(await isMarked()));
    }
  }

  /** Keeps a picture, and asserts that no port and no name in it is cut. */
  async function look(listeners: number, width: number, theme: Theme = 'dark'): Promise<void> {
    await workbench.resizeSideBar(width);
    await workbench.view('Listening Ports').row(/^3000\b/);
    await moveMouseAway(workbench.page);
    await workbench.screenshot(`glance-${theme}-${listeners}-${width}`);
    const cut = await workbench.page
      .locator('.part.sidebar .monaco-list-row .monaco-icon-label-container')
      .evaluateAll((labels) =>
        labels
          .filter((label) => {
            const name = label.querySelector('.monaco-icon-name-container') ?? label;
            return name.getBoundingClientRect().right > label.getBoundingClientRect().right + 1;
          })
          .map((label) => label.textContent),
      );
    assert.deepEqual(cut, [], `at ${width} pixels`);
  }

  for (const listeners of [FEW, 60]) {
    it(`is read in side bars of 240, 300 and 400 pixels, with ${listeners} listeners`, async () => {
      await scene.grow(listeners);
      await settle();
      for (const width of [400, 300, 240]) await look(listeners, width);
      if (listeners !== FEW) return;
      for (const theme of ['light', 'highContrast'] as const) {
        await workbench.setTheme(theme);
        await look(listeners, 300, theme);
      }
      await workbench.setTheme('dark');
    });
  }

  it('is read with 480 listeners', async () => {
    await scene.grow(480);
    await settle();
    await look(480, 300);
  });
});
