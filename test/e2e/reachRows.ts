import assert from 'node:assert/strict';
import { until } from './poll';
import type { ReachScene } from './reachScene';
import type { Server } from './server';

const PORTS = '.pane:has(.pane-header[aria-label^="Listening Ports"]) .monaco-list';
const EDITOR = '.editor-instance';

/** Gives the focus to a server's row, by the command of its view and arrows alone, and returns what is said of it. */
export async function goToRow(scene: ReachScene, { port }: Server): Promise<string> {
  const { keys, workbench } = scene;
  await keys.run('Netstat: Focus on Listening Ports View');
  await untilOnRows(scene);
  // A server that has begun just now may have no row yet, and gets one above the focus.
  await workbench.view('Listening Ports').row(new RegExp(`^${port} `));
  await keys.press('Home');
  return keys.pressUntil('ArrowDown', `port ${port}`, (said) => said.startsWith(`Port ${port},`));
}

/** Waits until the keys go to the rows of Listening Ports. */
export async function untilOnRows({ keys }: ReachScene): Promise<void> {
  await keys.untilIn('Listening Ports', PORTS);
}

/** The lines of the editor from top to bottom: VS Code puts those that changed behind the others. */
export function editorLines({ workbench }: ReachScene): Promise<string[]> {
  return workbench.page.locator(`${EDITOR} .view-line`).evaluateAll((lines) =>
    lines
      .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' ')),
  );
}

/** Waits until the keys go to the editor. */
export async function untilInEditor({ keys }: ReachScene): Promise<void> {
  await keys.untilIn('the editor', EDITOR);
}

/** Closes all editors as one does without a mouse. */
export async function closeEditors({ keys, workbench }: ReachScene): Promise<void> {
  await keys.run('View: Close All Editors');
  await workbench.page.locator(EDITOR).waitFor({ state: 'detached' });
}

/** The rows of Listening Ports, their details, and back. */
export function theRowsByKeys(onScene: () => ReachScene): void {
  describe('the rows', () => {
    it('are reached from the palette by arrows, and say what a person would say', async () => {
      const { shop, workbench } = onScene();
      const said = await goToRow(onScene(), shop);
      assert.equal(said, `Port ${shop.port}, vite of shop, this machine only, process ${shop.pid}`);
      await workbench.screenshot('reach-row');
    });

    it('open their details by Enter and keep the focus, go there by Enter again, and Ctrl+W closes them', async () => {
      const scene = onScene();
      const { keys, workbench, shop } = scene;
      const before = await goToRow(scene, shop);
      await keys.press('Enter');
      await until('the details', async () =>
        (await editorLines(scene)).some((line) => line.includes(String(shop.pid))),
      );
      assert.equal(await keys.said(), before, 'the row keeps the focus');
      await keys.press('Enter');
      await untilInEditor(scene);
      await keys.press('Control+w');
      await workbench.page.locator(EDITOR).waitFor({ state: 'detached' });
      await keys.run('Netstat: Focus on Listening Ports View');
      await until('the row where it was left', async () => (await keys.said()) === before);
    });

    it('open their details by the space bar, too', async () => {
      const scene = onScene();
      const { keys, shop } = scene;
      await goToRow(scene, shop);
      await keys.press('Space');
      await until('the details', async () =>
        (await editorLines(scene)).some((line) => line.includes(String(shop.pid))),
      );
      await untilOnRows(scene);
      await closeEditors(scene);
    });

    for (const key of ['ContextMenu', 'Shift+F10'] as const) {
      it(`have their menu by ${key}, gone through by arrows`, async () => {
        const scene = onScene();
        await goToRow(scene, scene.shop);
        await scene.keys.chooseFromMenu(key, 'Copy Address');
        await until(
          'the address on the clipboard',
          async () => (await scene.workbench.clipboard()) === `127.0.0.1:${scene.shop.port}`,
        );
        await untilOnRows(scene);
        await scene.workbench.page.evaluate(() => navigator.clipboard.writeText(''));
      });
    }
  });
}
