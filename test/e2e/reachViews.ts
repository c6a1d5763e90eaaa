import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../host/paths';
import { until } from './poll';
import type { ReachScene } from './reachScene';
import { assertSentence } from './sentence';

interface Manifest {
  readonly contributes: {
    readonly viewsContainers: Readonly<
      Record<string, readonly { readonly id: string; readonly title: string }[]>
    >;
    readonly views: Readonly<
      Record<string, readonly { readonly id: string; readonly name: string; readonly type?: string }[]>
    >;
    readonly viewsWelcome: readonly { readonly view: string; readonly when: string }[];
  };
}

/** A view as the palette and its header call it. */
interface OurView {
  readonly id: string;
  readonly name: string;
  /** "Netstat: Focus on Routes View". */
  readonly focus: string;
  readonly isPage: boolean;
  /** Whether a filter can leave nothing of it. */
  readonly isFiltered: boolean;
}

/** All views that package.json contributes: a new one is among them. */
function ourViews(): OurView[] {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(repository, file), 'utf8'));
  const { contributes } = read('package.json') as Manifest;
  const texts = read('package.nls.json') as Readonly<Record<string, string>>;
  const text = (key: string): string => (key.startsWith('%') ? (texts[key.slice(1, -1)] ?? key) : key);
  const containers = Object.values(contributes.viewsContainers).flat();
  return Object.entries(contributes.views).flatMap(([container, views]) => {
    const title = text(containers.find(({ id }) => id === container)?.title ?? '');
    return views.map(({ id, name, type }) => ({
      id,
      name: text(name),
      focus: `${title}: Focus on ${text(name)} View`,
      isPage: type === 'webview',
      isFiltered: contributes.viewsWelcome.some(
        ({ view, when }) => view === id && when.endsWith("== 'noMatch'"),
      ),
    }));
  });
}

/** A view's place in the window. */
const paneOf = ({ name }: OurView): string =>
  `.pane:has(> .pane-header:is([aria-label="${name} Section"], [aria-label^="${name} - "]))`;

/** Every view, with rows and without. */
export function theViewsByKeys(onScene: () => ReachScene): void {
  const views = ourViews();
  const trees = views.filter(({ isPage }) => !isPage);

  describe('the views', () => {
    for (const view of trees) {
      it(`${view.name} is reached by its command, and its rows read as sentences`, async () => {
        const { keys, workbench } = onScene();
        await keys.run(view.focus);
        const shown = workbench.view(view.name);
        await until(`rows or a reason in ${view.name}`, async () => {
          return (await shown.rows()).length > 0 || (await shown.welcome()) !== '';
        });
        // A view that had none yet when it was opened gets them without the focus: VS Code takes a second command for that.
        if (!(await keys.isIn(paneOf(view)))) await keys.run(view.focus);
        await keys.untilIn(view.name, paneOf(view));
        if ((await shown.rows()).length === 0) {
          await keys.pressUntil('Tab', 'what can be done there', (said) => said !== '');
          return;
        }
        await keys.press('Home');
        const first = await until('what its first row says', async () => {
          const said = await keys.said();
          return (await shown.rows()).some(({ ariaLabel }) => ariaLabel === said) && said;
        });
        assertSentence(first, view.name);
        // What lies below the first row, too, where something does.
        await keys.press('ArrowRight', 'ArrowRight');
        for (const { ariaLabel } of await shown.rows()) assertSentence(ariaLabel, view.name);
      });
    }

    it('say why they are empty, and are left by a key', async () => {
      const { keys, workbench } = onScene();
      const filtered = trees.filter(({ isFiltered }) => isFiltered);
      await keys.run('Netstat: Filter…');
      await until('the filter', () => workbench.quickInput.hasOpened());
      await workbench.page.keyboard.type('none-is-called-so');
      await keys.press('Enter');
      for (const { name } of filtered) {
        await until(`${name} without rows`, async () => (await workbench.view(name).welcome()) !== '');
      }
      await workbench.screenshot('reach-empty');
      const left = new Set(filtered);
      for (const { name, focus } of filtered) {
        if (![...left].some((view) => view.name === name)) continue;
        await keys.run(focus);
        // Tab goes on to the views below, too.
        for (let presses = 0; left.size > 0 && presses < 40; presses++) {
          for (const view of left) {
            if (await keys.isIn(`${paneOf(view)} .welcome-view-content`)) left.delete(view);
          }
          await keys.press('Tab');
        }
      }
      assert.deepEqual(
        [...left].map(({ name }) => name),
        [],
        'not reached by Tab',
      );
      await keys.run('Netstat: Clear Filter');
      await workbench.view('Listening Ports').someRows();
    });
  });
}
