/** The bar of the Traffic page, and what stands below it. */
import assert from 'node:assert/strict';
import { until } from '../host/until';
import { endBrowser, openPage, type TrafficPage } from './page';

describe('the bar', () => {
  let traffic: TrafficPage;
  const open = async (opening?: Parameters<typeof openPage>[0]): Promise<void> => {
    traffic = await openPage(opening);
    await traffic.untilRow(0);
  };
  const filter = (): ReturnType<TrafficPage['page']['locator']> =>
    traffic.page.getByRole('combobox', { name: 'Filter' });
  const press = (key: string): Promise<void> => traffic.page.keyboard.press(key);
  afterEach(() => traffic.close());
  after(endBrowser);

  it('filters as is typed, says how many are left, and keeps it at Enter', async () => {
    await open();
    await filter().fill('process:postgres');
    assert.equal((await traffic.untilTold('filter')).isFinal, false);
    await traffic.page.getByText('43 of 340', { exact: true }).waitFor();
    await filter().press('Enter');
    const { text } = await traffic.untilTold('filter', ({ isFinal }) => isFinal);
    assert.equal(text, 'process:postgres');
    await traffic.page.getByRole('status').getByText('Connections: 43 of 340').waitFor();
  });

  it('completes the filter by keys and by the mouse', async () => {
    await open();
    await filter().focus();
    await traffic.page.keyboard.type('proc');
    const options = traffic.page.locator('.completion');
    await options.first().waitFor();
    assert.equal(await filter().getAttribute('aria-expanded'), 'true');
    await press('ArrowDown');
    await press('ArrowDown');
    const active = await filter().getAttribute('aria-activedescendant');
    assert.match(await traffic.page.locator(`[id="${active}"]`).innerText(), /process:vite/);
    await press('Enter');
    assert.equal(await filter().inputValue(), 'process:vite');
    await press('End');
    await traffic.page.keyboard.type(' por');
    await options.first().click();
    assert.equal(await filter().inputValue(), 'process:vite port:');
    await press('Escape');
    await press('Escape');
    assert.equal(await filter().inputValue(), '');
  });

  it('says what is wrong with the filter, at the filter', async () => {
    await open();
    await filter().fill('(port:80');
    const problem = traffic.page.getByRole('alert');
    await problem.waitFor();
    assert.match(await problem.innerText(), /ends inside of a bracket/);
    assert.equal(await filter().getAttribute('aria-invalid'), 'true');
    await filter().fill('');
    await problem.waitFor({ state: 'detached' });
  });

  it('follows a filter that was set elsewhere, and not its own echo', async () => {
    await open();
    await filter().fill('process:ng');
    const shared = await traffic.page.evaluate(
      () => (JSON.parse(document.body.dataset['start'] ?? '') as { shared: object }).shared,
    );
    type Shared = Extract<Parameters<TrafficPage['say']>[0], { kind: 'shared' }>['shared'];
    await traffic.say({ kind: 'shared', shared: { ...(shared as Shared), filter: 'process:n' } });
    await traffic.say({ kind: 'shared', shared: { ...(shared as Shared), filter: 'state:LISTEN' } });
    await until('the other filter', async () => (await filter().inputValue()) === 'state:LISTEN');
  });

  it('pauses, pins, and shows another time', async () => {
    await open();
    await traffic.page.getByRole('button', { name: 'Pause' }).click();
    assert.equal((await traffic.untilTold('pause')).isPaused, true);
    const pin = traffic.page.getByRole('button', { name: /A filter of its own/ });
    await pin.click();
    assert.equal((await traffic.untilTold('pin')).isPinned, true);
    assert.equal(await pin.getAttribute('aria-pressed'), 'true');
    await traffic.page.getByLabel('Time that plots show').selectOption({ label: '5 min' });
    await traffic.untilTold('view', ({ series }) => series.window === 5);
  });

  it('has a menu, by keys too, that gives the focus back', async () => {
    await open({ size: 'panel' });
    const button = traffic.page.getByRole('button', { name: 'More Actions' });
    await button.press('Enter');
    const items = traffic.page.locator('[role^=menuitem]');
    assert.deepEqual(await items.allInnerTexts(), [
      'Columns…',
      'Filter of Its Own',
      'Copy All Rows',
      'Export Rows…',
      'Export Samples…',
      'Open in Editor',
      'Network Namespace…',
      'Refresh',
    ]);
    for (let times = 0; times < 3; times++) await press('ArrowDown');
    await press('Enter');
    assert.equal((await traffic.untilTold('export')).of, 'rows');
    await button.press('Enter');
    await press('Escape');
    assert.ok(await button.evaluate((element) => element === document.activeElement));
    await button.click();
    await items.getByText('Columns…').click();
    await traffic.page.getByRole('menu', { name: 'Columns' }).waitFor();
  });

  it('says what narrows the table, and takes it away', async () => {
    await open({ shared: { namespace: 'container shop-web-1' } });
    await traffic.page.getByText('Network of container shop-web-1').waitFor();
    const plot = await traffic.page.locator('.plots canvas').first().boundingBox();
    assert.ok(plot);
    await traffic.page.mouse.move(plot.x + plot.width * 0.6, plot.y + 40);
    await traffic.page.mouse.down();
    await traffic.page.mouse.move(plot.x + plot.width * 0.8, plot.y + 40, { steps: 5 });
    await traffic.page.mouse.up();
    const { rows } = await traffic.untilTold('view', (view) => view.rows.span !== undefined);
    assert.ok(rows.span && rows.span.from < rows.span.to);
    const note = traffic.page.locator('.note', { hasText: 'What happened from' });
    await note.waitFor();
    await traffic.page.getByText('113 of 340', { exact: true }).waitFor();
    await note.getByRole('button').click();
    await until('all rows', async () => (await traffic.told('view')).at(-1)?.rows.span === undefined);
    await note.waitFor({ state: 'detached' });
  });

  it('tells once what may be done', async () => {
    await open({ shared: { isKnown: false } });
    const hint = traffic.page.getByText(/Type a filter with/);
    await hint.waitFor();
    await filter().fill('process:vite');
    await filter().press('Enter');
    await traffic.untilTold('known');
    await hint.waitFor({ state: 'detached' });
    await filter().press('Enter');
    assert.equal((await traffic.told('known')).length, 1);
  });

  it('says why there is nothing, and clears the filter', async () => {
    await open();
    await filter().fill('process:nobody');
    await traffic.page.getByText('The filter leaves nothing of this list.').waitFor();
    await traffic.page.locator('.empty').getByRole('button', { name: 'Clear Filter' }).click();
    await traffic.untilRow(0);
    assert.equal(await filter().inputValue(), '');
    await traffic.say({ kind: 'problem', text: 'The socket tables could not be read: permission denied.' });
    await traffic.page
      .getByText(/permission denied/)
      .first()
      .waitFor();
    await traffic.say({ kind: 'problem', text: '' });
    await traffic.page
      .getByText(/permission denied/)
      .first()
      .waitFor({ state: 'detached' });
  });

  it('is in the language of the user', async () => {
    await open({ texts: { '{0} of {1}': '{0} von {1}', 'More Actions': 'Weitere Aktionen' } });
    await filter().fill('process:postgres');
    await traffic.page.getByText('43 von 340', { exact: true }).waitFor();
    await traffic.page.getByRole('button', { name: 'Weitere Aktionen' }).waitFor();
  });

  it('keeps for its place what it is to have after a reload', async () => {
    await open({ kept: { kind: 'hosts', window: 5, sort: [{ column: 'received', isDescending: true }] } });
    assert.equal(await traffic.page.getByLabel('Kind of rows').inputValue(), 'hosts');
    const { rows, series } = await traffic.untilTold('view');
    assert.equal(rows.kind, 'hosts');
    assert.equal(series.window, 5);
    await traffic.page.getByLabel('Kind of rows').selectOption('listeners');
    const kept = await until('the state', () =>
      traffic.page.evaluate(() => {
        const state = window.trafficHost.state as { kind: string; sort: unknown[] };
        return state.kind === 'listeners' && state;
      }),
    );
    assert.deepEqual(kept.sort, []);
  });
});
