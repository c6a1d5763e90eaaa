import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import { moveMouseAway } from './mouse';
import { bytesOf, isOf } from './trafficPage';
import type { TrafficScene } from './trafficScene';
import type { themes } from './workbench';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Found {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe-core finds in a page; it is brought in past the page's policy, as extensions of a browser are. */
async function found(frame: Frame): Promise<string[]> {
  // What fades in has less contrast for a moment; that of a row that goes never ends.
  await frame.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
  );
  await frame.evaluate(AXE);
  const violations = await frame.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Found[] }> } };
    return (await axe.run()).violations;
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  );
}

/** The places in which it is looked at, by sizes of the window: a wide editor above a low panel, and narrow ones. */
const SIZES = { wide: { width: 1600, height: 1000 }, narrow: { width: 760, height: 1000 } } as const;

const THEMES: Readonly<Record<keyof typeof themes, string>> = {
  dark: 'dark',
  light: 'light',
  highContrast: 'high-contrast',
  highContrastLight: 'high-contrast-light',
};

/** Both places in all themes, changed while they are open. */
export function theLooksOfTraffic(onScene: () => TrafficScene): void {
  describe('in all themes', () => {
    before(async () => {
      const { workbench } = onScene();
      await workbench.runCommand('Notifications: Clear All Notifications');
      // A row that fades in has less contrast for a moment.
      await workbench.page.emulateMedia({ reducedMotion: 'reduce' });
    });

    after(async () => {
      const { workbench, transfer } = onScene();
      transfer.flow(0);
      await workbench.page.emulateMedia({ reducedMotion: null });
      await workbench.page.setViewportSize({ width: 1440, height: 1000 });
    });

    for (const [theme, name] of Object.entries(THEMES) as [keyof typeof themes, string][]) {
      it(`follows the theme ${name}, and axe-core finds nothing`, async () => {
        const { workbench, editor, panel, transfer } = onScene();
        transfer.flow(3_000_000);
        await workbench.setTheme(theme);
        for (const [size, viewport] of Object.entries(SIZES)) {
          await workbench.page.setViewportSize(viewport);
          await moveMouseAway(workbench.page);
          for (const page of [editor, panel]) {
            await page.rowWhere(
              'the flow',
              (row) => isOf(transfer.sender)(row) && bytesOf(row.cells.sentRate) > 1_000_000,
            );
          }
          await workbench.screenshot(`traffic-${size}-${name}`);
          for (const page of [editor, panel])
            assert.deepEqual(await found(await page.frame()), [], page.place);
        }
      });
    }
  });
}
