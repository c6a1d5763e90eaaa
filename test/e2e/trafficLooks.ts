import assert from 'node:assert/strict';
import { axeFindings } from '../host/axe';
import { moveMouseAway } from './mouse';
import { bytesOf, isOf } from './trafficPage';
import type { TrafficScene } from './trafficScene';
import type { themes } from './workbench';

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
            assert.deepEqual(await axeFindings(await page.frame()), [], page.place);
        }
      });
    }
  });
}
