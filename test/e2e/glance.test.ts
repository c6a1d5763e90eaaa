/**
 * What is seen at a glance: one scene in side bars of several widths, with few and with many listeners, in several themes.
 * The pictures, out/screenshots/glance-*.png, are to be looked at side by side with those of an earlier state.
 */
import assert from 'node:assert/strict';
import { FEW, GlanceScene } from './glanceScene';
import { moveMouseAway } from './mouse';
import { until } from './poll';
import { type Server, startServer } from './server';
import type { View } from './view';
import { type themes, Workbench } from './workbench';

type Theme = keyof typeof themes;

/** Pixels. */
const WIDTHS = [400, 300, 240] as const;

describe('Listening Ports at a glance', () => {
  let workbench: Workbench;
  let view: View;
  let scene: GlanceScene;
  let folder: string;
  let late: Server | undefined;

  before(async () => {
    const { session } = Workbench;
    folder = await session.newFolder();
    scene = new GlanceScene(folder, await session.newFolder());
    await scene.grow(FEW);
    // VS Code's own message on so many ports would lie over the pictures.
    workbench = await Workbench.start({ folder, settings: { 'remote.autoForwardPorts': false } });
    await workbench.openContainer('Netstat');
    view = workbench.view('Listening Ports');
  });

  after(async () => {
    late?.stop();
    scene.end();
    await workbench.close();
  });

  /**
   * Waits until what is in sight was read after all that runs now had begun: names come with the second reading. The
   * marker is the workspace's, and stands above the rest; it is shown for a moment after its end, and so are marks of
   * what has come before it.
   */
  async function settle(): Promise<void> {
    const isMarked = async (): Promise<boolean> =>
      (await view.rows()).some(({ label }) => /^1999\b/.test(label));
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
    await view.row(/^3000\b/);
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

  /** One more picture each in the themes that are not dark. */
  async function lookInThemes(listeners: number, width: number): Promise<void> {
    for (const theme of ['light', 'highContrast'] as const) {
      await workbench.setTheme(theme);
      await look(listeners, width, theme);
    }
    await workbench.setTheme('dark');
  }

  it('says what a few servers are, and who reaches them', async () => {
    await settle();
    const web = await view.row(/^3000\b/);
    assert.equal(web.label, '3000  next dev · web');
    assert.match(web.description, /^network · (?:.* · )?\d+$/);
    const shop = await view.row(/^5173\b/);
    assert.equal(shop.label, '5173  vite · shop');
    assert.match(shop.description, /^this machine only · (?:.* · )?\d+$/);
    assert.match(shop.ariaLabel, /^Port 5173, vite of shop, this machine only, (?:.*, )?process \d+/);
    assert.doesNotMatch(shop.ariaLabel, /New since/, 'it was there before the window');
    assert.match((await view.row(/^8125\b/)).description, /· 192\.0\.2\.2$/);
    assert.equal((await view.row(/^9229\b/)).label, '9229  debugger · api');
    for (const width of WIDTHS) await look(FEW, width);
    await lookInThemes(FEW, 300);
  });

  it('marks what came since the window opened, once the mark of the moment is gone', async () => {
    late = await startServer(['127.0.0.1']);
    const row = new RegExp(`^${late.port}\\b`);
    await until('the mark of a new row', async () =>
      /, process \d+, New since this window opened/.test((await view.row(row)).ariaLabel),
    );
    await workbench.screenshot('glance-new');
  });

  it('has what matters before the line of a tooltip, with links', async () => {
    const tooltip = await view.tooltip(/^5173\b/);
    assert.match(tooltip, /reachable from this machine only[^]*Process: [^]*Copy Address[^]*Show Details/);
    await workbench.screenshot('glance-tooltip');
    await workbench.press('Escape');
  });

  it('groups many: this window, what the network reaches, and the rest folded by program', async () => {
    await scene.grow(60);
    await settle();
    const [window, network, program] = (await view.rows()).filter(({ level }) => level === 1);
    assert.deepEqual([window?.label, window?.expanded], ['This Window', true]);
    assert.deepEqual([network?.label, network?.expanded], ['Open to the Network', false]);
    assert.match(network?.description ?? '', /^17 ports · 17 new/);
    assert.deepEqual([program?.label, program?.expanded], ['server.js', false]);
    // The late one is a server.js, too.
    assert.match(program?.description ?? '', /^37 ports · 37 new/);
    for (const width of WIDTHS) await look(60, width);
    await lookInThemes(60, 240);
  });

  it('is read with 480 listeners', async () => {
    await scene.grow(480);
    await settle();
    for (const width of WIDTHS) await look(480, width);
  });
});
