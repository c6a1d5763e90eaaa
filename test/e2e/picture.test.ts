/**
 * The picture that README and walkthrough open with: what has which port, by names that people use, in the list and in a
 * file. It is shipped, and taken anew by each run, so that it stays true.
 */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../host/paths';
import { FEW, GlanceScene } from './glanceScene';
import { clearTheWay } from './mouse';
import { until } from './poll';
import { Workbench } from './workbench';

/** Bytes of the picture, which is shipped. */
const MOST_BYTES = 40_000;

const SIZE = { width: 880, height: 470 };

/** The window without its title bar, and where nothing is beside the file. */
const CLIP = { x: 0, y: 35, width: 840, height: SIZE.height - 35 };

describe('the picture of all that', () => {
  let workbench: Workbench;
  let scene: GlanceScene;

  before(async () => {
    const { session } = Workbench;
    const folder = await session.newFolder();
    await writeFile(
      join(folder, '.env'),
      '# What runs where\nWEB_PORT=3000\nAPI_PORT=4000\nSHOP_PORT=5173\nDOCS_PORT=8080\n',
    );
    scene = new GlanceScene(folder, await session.newFolder());
    await scene.grow(FEW);
    workbench = await Workbench.start({
      folder,
      settings: {
        // What runs of an engine on the machine that it is taken on is no part of it.
        'netstat.containers.engines': 'off',
        'netstat.showMarks': false,
        'editor.minimap.enabled': false,
        'breadcrumbs.enabled': false,
      },
    });
    await workbench.page.setViewportSize(SIZE);
    await workbench.openContainer('Netstat');
    await workbench.resizeSideBar(320);
    await workbench.press('Control+p');
    await workbench.quickInput.type('.env');
    await workbench.quickInput.row('.env');
    await workbench.quickInput.accept();
    await until('the hint of the free port', async () => {
      const text = await workbench.page.locator('.editor-instance .view-lines').first().innerText();
      return /8080\W*free/.test(text.replaceAll('\u00a0', ' '));
    });
  });

  after(async () => {
    scene.end();
    await workbench.close();
  });

  it('is taken, and small', async () => {
    await workbench.view('Listening Ports').row(/^5173\b/);
    await clearTheWay(workbench.page);
    const file = join(repository, 'media/glance.webp');
    const bytes = await workbench.picture(file, CLIP);
    assert.ok(bytes < MOST_BYTES, `${file} has ${bytes} bytes`);
  });
});
