import assert from 'node:assert/strict';
import { readCatalog } from '../../src/build/manifest/catalog';
import { until } from './poll';
import { goToRow, untilOnRows } from './reachRows';
import type { ReachScene } from './reachScene';

/**
 * Commands that ask something in a list, beside those that are declared to ask for a port. Which container is meant is asked
 * only where several are seen.
 */
const ASKING: readonly string[] = [
  'netstat.findPortOwner',
  'netstat.filter',
  'netstat.selectNamespace',
  'netstat.compareSnapshots',
  'netstat.resolveNames',
  'netstat.showWatches',
  'netstat.copyView',
];

/** Their titles, as the palette has them. */
function asking(): string[] {
  return readCatalog()
    .command.filter(({ id, asks }) => asks === 'port' || ASKING.includes(id))
    .map(({ title }) => `Netstat: ${typeof title === 'string' ? title : title.english}`);
}

/** Every list that asks something. */
export function thePicksByKeys(onScene: () => ReachScene): void {
  describe('lists that ask', () => {
    before(async () => {
      const scene = onScene();
      await scene.keys.run('Netstat: Save Snapshot');
      await goToRow(scene, scene.shop);
      // A view that is drawn anew in the moment in which a list opens takes the focus back, and VS Code closes the list.
      await scene.keys.run('Netstat: Pause Continuous Refresh');
      await until('the pause', async () => {
        return (await scene.workbench.view('Listening Ports').description()).includes('paused');
      });
    });

    after(() => onScene().keys.run('Netstat: Resume Continuous Refresh'));

    /** Waits for a list, moves in it, and returns what is said of its rows. */
    async function move({ keys, workbench }: ReachScene): Promise<string[]> {
      await until('a list with rows', () => workbench.quickInput.hasOpened());
      const said = new Set<string>();
      for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
        await keys.press(key);
        said.add(await until('a row that says something', async () => (await keys.said()) || undefined));
      }
      return [...said];
    }

    for (const title of asking()) {
      it(`${title} opens, is moved in by arrows, and gives the focus back by Escape`, async () => {
        const scene = onScene();
        const { keys, workbench } = scene;
        const before = await keys.said();
        await keys.run(title);
        const rows = await move(scene);
        for (const said of rows) {
          assert.match(said, /\p{Letter}{2}/u);
          assert.doesNotMatch(said, /\$\(/);
        }
        assert.match(await workbench.quickInput.name(), /^\p{Letter}/u, 'the box says what it asks for');
        await workbench.quickInput.cancel();
        await untilOnRows(scene);
        assert.equal(await keys.said(), before);
      });
    }

    it('have a second one where the first has found something', async () => {
      const scene = onScene();
      const { keys, workbench, shop } = scene;
      await keys.run('Netstat: Find Port Owner…');
      await until('the list', () => workbench.quickInput.hasOpened());
      await workbench.page.keyboard.type(String(shop.port));
      await until('the port', async () => (await keys.said()).includes('vite'));
      await keys.press('Enter');
      await until('what to do with it', async () =>
        (await workbench.quickInput.placeholder()).includes(String(shop.port)),
      );
      assert.ok((await move(scene)).length > 1);
      await workbench.quickInput.cancel();
      await untilOnRows(scene);
    });
  });
}
