/** The Traffic page by the keyboard alone. */
import assert from 'node:assert/strict';
import { until } from '../host/until';
import { endBrowser, openPage, type TrafficPage } from './page';

describe('the keys of the page', () => {
  let traffic: TrafficPage;
  const open = async (opening?: Parameters<typeof openPage>[0]): Promise<void> => {
    traffic = await openPage(opening);
    await traffic.untilRow(0);
  };
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await traffic.page.keyboard.press(key);
  };
  const inTable = async (): Promise<void> => {
    await traffic.page.locator('.cell[tabindex="0"]').focus();
  };
  /** The cell that has the focus. */
  const focused = async (): Promise<string> =>
    traffic.page.evaluate(() => {
      const cell = document.activeElement as HTMLElement | null;
      return `${cell?.parentElement?.dataset['place'] ?? 'header'} ${cell?.dataset['column'] ?? ''}`;
    });
  const untilFocused = (cell: string): Promise<unknown> =>
    until(`the focus on ${cell}`, async () => (await focused()) === cell);
  afterEach(() => traffic.close());
  after(endBrowser);

  it('only edit text in the filter', async () => {
    await open();
    await inTable();
    await press('ArrowDown', '/');
    await traffic.page.keyboard.type('a/b rs');
    await press('Home', 'Delete', ' ');
    const filter = traffic.page.getByRole('combobox', { name: 'Filter' });
    assert.equal(await filter.inputValue(), ' /b rs');
    assert.deepEqual(await traffic.told('act'), []);
    assert.deepEqual(await traffic.told('pause'), []);
  });

  it('move through rows and columns, to both ends and by pages', async () => {
    await open({ rows: 1000 });
    await inTable();
    await press('ArrowDown', 'ArrowDown', 'ArrowRight');
    await untilFocused('2 1');
    await press('PageDown');
    await until('a page farther', async () => Number((await focused()).split(' ')[0]) > 12);
    await press('End');
    await untilFocused('999 1');
    assert.ok(await traffic.page.locator('[data-place="999"]').isVisible());
    await traffic.untilRow(999);
    await press('Home');
    await untilFocused('0 1');
    await press('ArrowUp');
    await untilFocused('header 1');
  });

  it('select rows, all of them, and copy', async () => {
    await open({ rows: 1000 });
    await inTable();
    await press('ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await until('three rows', async () => String(await traffic.selected()) === '1,2,3');
    await press('ControlOrMeta+c');
    assert.deepEqual((await traffic.untilTold('copy')).ids, [2, 3, 4]);
    await press('ControlOrMeta+a', 'ControlOrMeta+c');
    await traffic.untilTold('copy', ({ ids }) => ids === undefined);
    await press('Escape');
    await until('nothing selected', async () => (await traffic.selected()).length === 0);
  });

  it('sort by the column of the focus, move it, and make it wider', async () => {
    await open();
    await inTable();
    await press('ArrowRight', 's');
    await traffic.untilTold('view', ({ rows }) => rows.sort[0]?.column === 'localAddress');
    await press('ArrowUp');
    await untilFocused('header 1');
    await press('Enter');
    await traffic.untilTold('view', ({ rows }) => rows.sort[0]?.isDescending === true);
    await press('Alt+ArrowRight');
    await until('the column moved', async () => (await traffic.titles())[2] === 'Local Address');
    await untilFocused('header 2');
    const width = async (): Promise<number> =>
      (await traffic.page.locator('.head [data-column="2"]').boundingBox())?.width ?? 0;
    const before = await width();
    await press('Shift+ArrowRight');
    await until('ten pixels more', async () => Math.abs((await width()) - before - 10) < 1.5);
    await press('Shift+F10');
    await traffic.page.getByRole('menu', { name: 'Columns' }).waitFor();
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    await until('one column less', async () => !(await traffic.titles()).includes('Local Address'));
  });

  it('pause, open details and end processes', async () => {
    await open();
    await inTable();
    await press('ArrowDown', 'ArrowDown', ' ');
    assert.equal((await traffic.untilTold('pause')).isPaused, true);
    await press('Delete');
    assert.deepEqual(await traffic.untilTold('act'), { kind: 'act', action: 'kill', ids: [3] });
    await press('Enter');
    const details = traffic.page.getByRole('region', { name: 'Details' });
    await details.getByText('node server.js').waitFor();
    assert.equal((await traffic.untilTold('view', (view) => view.details === 3)).series.row, 3);
    await press('ArrowDown');
    await traffic.untilTold('view', (view) => view.details === 4);
    await press('Escape', 'Escape');
    await details.waitFor({ state: 'detached' });
  });

  it('open the editor for details, where the page is in the panel', async () => {
    await open({ size: 'panel' });
    await inTable();
    await press('ArrowDown', 'Enter');
    assert.deepEqual(await traffic.untilTold('act'), { kind: 'act', action: 'openEditor', ids: [2] });
  });

  it('do nothing to rows where none has the focus', async () => {
    await open();
    await traffic.page.locator('.plots-area').focus();
    await press('Delete', 'Enter');
    await press('/');
    assert.deepEqual(await traffic.told('act'), []);
  });

  it('go from the bar to the plots, the table, the details and back', async () => {
    await open({ kept: { detailsHeight: 180 } });
    const area = async (): Promise<string> =>
      traffic.page.evaluate(() => {
        const all = ['.filter', '.plots-area', '.table', '.details-area'];
        return all.find((each) => document.querySelector(each)?.contains(document.activeElement)) ?? '';
      });
    const seen: string[] = [];
    for (let press_ = 0; press_ < 5; press_++) {
      await press('F6');
      seen.push(await area());
    }
    assert.deepEqual(seen, ['.filter', '.plots-area', '.table', '.details-area', '.filter']);
    await press('Shift+F6');
    assert.equal(await area(), '.details-area');
  });

  it('open the menu of a row at the row', async () => {
    await open();
    await inTable();
    await press('ArrowDown', 'Shift+F10');
    const context = await until('the context', async () =>
      traffic.page.evaluate(
        () => document.querySelector<HTMLElement>('[data-place="1"]')?.dataset['vscodeContext'],
      ),
    );
    assert.equal((JSON.parse(context) as { trafficRow: number }).trafficRow, 2);
  });

  it('keep the focus on its row where rows above it go', async () => {
    await open();
    await inTable();
    await press('ArrowDown', 'ArrowDown', 'ArrowDown');
    await untilFocused('3 0');
    await traffic.page.waitForFunction(() =>
      window.trafficHost.messages.some(
        ({ kind, ...rest }) => kind === 'view' && 'rows' in rest && rest.rows.focused === 4,
      ),
    );
    await traffic.page.evaluate(() => window.trafficHost.change({ focusedAt: 1 }));
    await untilFocused('1 0');
  });

  it('put the focus on the row in its place where the focused one is gone', async () => {
    await open();
    await inTable();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await traffic.untilTold('view', ({ rows, details }) => rows.focused === 3 && details === 3);
    await traffic.page.evaluate(() => window.trafficHost.remove(3));
    await traffic.untilTold('view', ({ rows, details }) => rows.focused === 4 && details === 4);
    await untilFocused('2 0');
    await press('Delete');
    assert.deepEqual((await traffic.untilTold('act')).ids, [4]);
  });
});
