import assert from 'node:assert/strict';
import { until } from './poll';
import { closeEditors, editorLines, goToRow, untilInEditor, untilOnRows } from './reachRows';
import type { ReachScene } from './reachScene';

/** VS Code's way to lenses without a mouse. */
const LENSES = 'Show CodeLens Commands for Current Line';
const BUTTON = '.monaco-dialog-box .monaco-button';

/** Questions, and the documents from which they are asked. */
export function theDialogsByKeys(onScene: () => ReachScene): void {
  describe('questions', () => {
    it('leave all as it is where Enter is pressed, and give the focus back', async () => {
      const scene = onScene();
      const { keys, workbench, shop } = scene;
      const before = await goToRow(scene, shop);
      await keys.press('Delete');
      assert.match((await workbench.dialog.text()).message, new RegExp(`^Kill pid ${shop.pid} “`));
      await keys.untilIn('a button', BUTTON);
      assert.equal(await keys.said(), 'Leave as It Is');
      await keys.press('Enter');
      await workbench.dialog.gone();
      assert.equal(shop.isRunning(), true);
      await until('the row again', async () => (await keys.said()) === before);
    });

    it('are answered by Tab and Enter', async () => {
      const scene = onScene();
      const { keys, workbench } = scene;
      const other = await scene.serve();
      await goToRow(scene, other);
      await keys.chooseFromMenu('Shift+F10', 'Kill Process…');
      assert.match((await workbench.dialog.text()).message, new RegExp(`^Kill pid ${other.pid} “`));
      await keys.pressUntil('Tab', 'the button Kill', (said) => said === 'Kill');
      await keys.press('Enter');
      await other.ended;
      await workbench.dialog.gone();
      await untilOnRows(scene);
    });
  });

  describe('documents', () => {
    /** Opens the lenses of a line and goes to one of them: while they are made anew, VS Code has none to open. */
    async function chooseLens(scene: ReachScene, lens: string): Promise<void> {
      const { keys, workbench } = scene;
      await until(`the lenses beside ${lens}`, async () => {
        await goToLens(scene, lens);
        await keys.run(LENSES);
        return workbench.quickInput.hasOpened();
      });
      await keys.pressUntil('ArrowDown', `the lens ${lens}`, (said) => said.includes(lens));
      await keys.press('Enter');
    }

    /** The line, from 0 on, above which a lens is drawn now; undefined where it is not. */
    function lineOf({ workbench }: ReachScene, lens: string): Promise<number | undefined> {
      return workbench.page.evaluate((title) => {
        const drawn = (selector: string): { readonly top: number; readonly text: string }[] =>
          [...document.querySelectorAll(`.editor-instance ${selector}`)]
            .map((each) => ({ top: each.getBoundingClientRect().top, text: each.textContent ?? '' }))
            .sort((one, other) => one.top - other.top);
        const at = drawn('.codelens-decoration').find(({ text }) => text.includes(title));
        const below = drawn('.view-line').findIndex(({ top }) => at !== undefined && top > at.top);
        return below < 0 ? undefined : below;
      }, lens);
    }

    /** Waits for a lens, and brings the cursor to its line; once more where the lines have moved meanwhile. */
    async function goToLens(scene: ReachScene, lens: string): Promise<void> {
      await until(`the line of ${lens}`, async () => {
        const line = await lineOf(scene, lens);
        if (line === undefined) return undefined;
        await scene.keys.press('Control+Home');
        for (let at = 0; at < line; at++) await scene.keys.press('ArrowDown');
        return (await lineOf(scene, lens)) === line;
      });
    }

    it('of details have their lenses by the keyboard', async () => {
      const scene = onScene();
      const { keys, workbench, shop } = scene;
      await goToRow(scene, shop);
      await keys.chooseFromMenu('Shift+F10', 'Show Details');
      await untilInEditor(scene);
      await until('the details', async () =>
        (await editorLines(scene)).some((line) => line.includes(String(shop.pid))),
      );
      await chooseLens(scene, 'Kill Process');
      assert.match((await workbench.dialog.text()).message, new RegExp(`pid ${shop.pid}`));
      await keys.press('Escape');
      await workbench.dialog.gone();
      assert.equal(shop.isRunning(), true);
      await closeEditors(scene);
    });

    it('on why a port is busy have theirs, which ask before they do anything', async () => {
      const scene = onScene();
      const { keys, workbench, shop } = scene;
      await goToRow(scene, shop);
      await keys.chooseFromMenu('Shift+F10', 'Why Is This Port Busy?');
      await untilInEditor(scene);
      await chooseLens(scene, 'Free Port…');
      assert.match((await workbench.dialog.text()).message, new RegExp(`pid ${shop.pid}`));
      await workbench.screenshot('reach-question');
      await keys.press('Enter');
      await workbench.dialog.gone();
      assert.equal(shop.isRunning(), true);
      await closeEditors(scene);
    });
  });
}
