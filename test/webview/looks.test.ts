/** How the Traffic page looks in all themes and places, and whether everybody can use it: pictures are in out/screenshots. */
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { TRAFFIC_KINDS } from '../../src/core/model/traffic';
import { axeFindings } from '../host/axe';
import { repository } from '../host/paths';
import { until } from '../host/until';
import { changeTheme, endBrowser, openPage, SIZES, type TrafficPage } from './page';
import { type ThemeName, THEMES, themeVariables } from './themes';

/** States of the page, each with how it is brought about. */
const STATES: Readonly<Record<string, (traffic: TrafficPage) => Promise<unknown>>> = {
  completions: async ({ page }) => {
    await page.getByRole('combobox', { name: 'Filter' }).focus();
    await page.keyboard.type('proc');
    await page.locator('.completion').first().waitFor();
    await page.keyboard.press('ArrowDown');
  },
  problem: async ({ page }) => {
    await page.getByRole('combobox', { name: 'Filter' }).fill('(port:80');
    await page.getByRole('alert').waitFor();
  },
  details: async ({ page }) => {
    await page.locator('[data-place="2"] .column-process').click();
    await page.locator('[data-place="4"] .column-process').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Enter');
    await page.getByText('node server.js').waitFor();
  },
  menu: async ({ page }) => {
    await page.getByRole('button', { name: 'More Actions' }).click();
    await page.getByRole('menu').waitFor();
  },
  columns: async ({ page }) => {
    await page.getByRole('columnheader', { name: 'State' }).click({ button: 'right' });
    await page.getByRole('menu').waitFor();
  },
  sorted: async (traffic) => {
    await traffic.page.getByRole('columnheader', { name: 'Received/s' }).click();
    await traffic.page.getByRole('columnheader', { name: 'Process' }).click({ modifiers: ['Shift'] });
    await traffic.page.locator('[data-place="5"]').hover();
    await traffic.untilTold('view', ({ rows }) => rows.isHeld && rows.sort.length === 2);
    await traffic.sample();
    await traffic.page.getByRole('button', { name: /order is out of date/ }).waitFor();
  },
  processes: async (traffic) => {
    const { page } = traffic;
    await page.getByLabel('Kind of rows').selectOption('processes');
    await page.getByRole('grid', { name: 'Processes' }).waitFor();
    await traffic.untilRow(0);
  },
  empty: async ({ page }) => {
    await page.getByRole('combobox', { name: 'Filter' }).fill('process:nobody');
    await page.getByText('The filter leaves nothing of this list.').waitFor();
  },
};

describe('the looks of the Traffic page', () => {
  let traffic: TrafficPage;
  afterEach(() => traffic.close());
  after(endBrowser);

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) {
      it(`are those of ${theme} in the size "${size}", and axe-core finds nothing`, async () => {
        traffic = await openPage({ theme, size });
        await traffic.untilRow(0);
        await traffic.sample();
        await traffic.page.locator('.plots canvas').first().waitFor();
        await traffic.page.mouse.move(300, size === 'panel' ? 130 : 400);
        await traffic.picture(`${size}-${theme}`);
        assert.deepEqual(await axeFindings(traffic.page), []);
      });
    }
    for (const [state, bring] of Object.entries(STATES)) {
      it(`are those of ${theme} with "${state}", and axe-core finds nothing`, async () => {
        traffic = await openPage({ theme, shared: { isKnown: state !== 'menu' } });
        await traffic.untilRow(0);
        await bring(traffic);
        await traffic.picture(`${state}-${theme}`);
        assert.deepEqual(await axeFindings(traffic.page), []);
      });
    }
  }

  for (const kind of TRAFFIC_KINDS) {
    for (const size of ['wide', 'tab', 'low', 'half', 'least'] as const) {
      it(`are those of ${kind} in the size "${size}" with all that is seldom seen, and axe-core finds nothing`, async () => {
        const theme = kind === 'connections' ? 'light' : 'dark';
        traffic = await openPage({ theme, size, isHard: true, kept: { kind } });
        if (kind !== 'containers') await traffic.untilRow(0);
        await traffic.picture(`hard-${kind}-${size}`);
        assert.deepEqual(await axeFindings(traffic.page), []);
        assert.equal(
          await traffic.page.locator('.page').evaluate((page) => page.scrollWidth > page.clientWidth),
          false,
        );
      });
    }
  }

  it('follow a change of the theme', async () => {
    traffic = await openPage({ theme: 'dark' });
    await traffic.untilRow(0);
    const ground = (): Promise<string> =>
      traffic.page.locator('.page').evaluate((page) => getComputedStyle(page).backgroundColor);
    assert.equal(await ground(), 'rgb(31, 31, 31)');
    await changeTheme(traffic, 'light');
    await until('the light ground', async () => (await ground()) === 'rgb(255, 255, 255)');
    assert.equal(themeVariables('light')['--vscode-editor-background'], '#ffffff');
  });

  it('have no movement where none is wanted', async () => {
    traffic = await openPage({ reducedMotion: true });
    await traffic.untilRow(0);
    const animation = (): Promise<string> =>
      traffic.page.locator('.rows .is-new').evaluate((row) => getComputedStyle(row).animationName);
    assert.equal(await animation(), 'none');
  });

  it('move a little where nobody minds', async () => {
    traffic = await openPage();
    await traffic.untilRow(0);
    const row = traffic.page.locator('.rows .is-new');
    assert.equal(await row.evaluate((element) => getComputedStyle(element).animationName), 'appear');
    await traffic.page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
    assert.equal(await row.evaluate((element) => getComputedStyle(element).animationName), 'none');
  });

  it('need no more than 170 kB of script and 15 kB of style', async () => {
    traffic = await openPage();
    assert.ok(statSync(join(repository, 'dist/traffic.js')).size <= 170_000);
    assert.ok(statSync(join(repository, 'dist/traffic.css')).size <= 15_000);
  });
});
