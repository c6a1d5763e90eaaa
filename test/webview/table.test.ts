/** The table of the Traffic page, as it was built, in a browser. */
import assert from 'node:assert/strict';
import { until } from '../host/until';
import { MadeRows } from './madeRows';
import { endBrowser, openPage, type TrafficPage } from './page';

const FIRST_TITLES = [
  'Process',
  'Local Address',
  'Foreign Address',
  'State',
  'Received/s',
  'Sent/s',
  'Received',
  'Sent',
  'RTT',
];

describe('the table', () => {
  let traffic: TrafficPage;
  const open = async (opening?: Parameters<typeof openPage>[0]): Promise<void> => {
    traffic = await openPage(opening);
    await traffic.untilRow(0);
  };
  const header = (title: string): ReturnType<TrafficPage['page']['locator']> =>
    traffic.page.getByRole('columnheader', { name: title, exact: true });
  const menuItem = (name: string): ReturnType<TrafficPage['page']['locator']> =>
    traffic.page.locator('[role^=menuitem]').getByText(name, { exact: true });
  afterEach(() => traffic.close());
  after(endBrowser);

  it('tells its size, the place of each row, and what marks it', async () => {
    await open();
    const grid = traffic.page.getByRole('grid', { name: 'Connections' });
    assert.equal(await grid.getAttribute('aria-rowcount'), '341');
    assert.equal(await grid.getAttribute('aria-colcount'), '9');
    const row = traffic.page.locator('[data-place="4"]');
    assert.equal(await row.getAttribute('aria-rowindex'), '6');
    assert.deepEqual(await traffic.titles(), FIRST_TITLES);
    assert.match((await row.getAttribute('class')) ?? '', /is-changed/);
    assert.equal(await row.getAttribute('title'), 'Another state just now');
    assert.match((await traffic.page.locator('[data-place="6"]').getAttribute('class')) ?? '', /is-closed/);
  });

  it('shows nothing as a dot, the unknown with its reason, and what is only a least', async () => {
    await open();
    const cell = (place: number, name: string): ReturnType<TrafficPage['page']['locator']> =>
      traffic.page.locator(`[data-place="${place}"] .column-${name}`);
    assert.equal(await cell(4, 'receivedRate').innerText(), '·');
    assert.equal(await cell(4, 'receivedRate').getAttribute('aria-label'), '0');
    assert.equal(await cell(9, 'sent').innerText(), '–');
    assert.match((await cell(9, 'sent').getAttribute('title')) ?? '', /counts it of TCP alone/);
    assert.equal(await cell(10, 'received').innerText(), '≥ 136 kB');
    assert.equal(await cell(5, 'foreignAddress').textContent(), '↔ 127.0.0.1:https');
    assert.equal(await cell(8, 'process').innerText(), '~vite · shop');
    assert.equal(await cell(8, 'process').getAttribute('title'), 'vite · shop, probably');
    await traffic.page.evaluate(() =>
      window.trafficHost.change({ gaps: { sent: 'otherNamespace', sentRate: 'noNetlink' } }),
    );
    await until('the reason', async () =>
      (await cell(9, 'sent').getAttribute('title'))?.includes('only root may read'),
    );
  });

  it('brings row 90,000 of 100,000 into sight, sorted, as the host has it', async () => {
    await open({ rows: 100_000 });
    await header('Received/s').click();
    await traffic.untilTold('view', ({ rows }) => rows.sort[0]?.column === 'receivedRate');
    await traffic.page.locator('.table').evaluate((table) => (table.scrollTop = 90_000 * 22));
    const rows = new MadeRows(100_000);
    const sort = [{ column: 'receivedRate', isDescending: true }] as const;
    const id = rows.order('connections', sort, '', false, undefined)[90_000] ?? 0;
    const texts = await traffic.untilRow(90_000);
    assert.equal(texts[1], rows.text('localAddress', id));
    const { rows: asked } = await traffic.untilTold('view', (view) => view.rows.first > 80_000);
    assert.ok(asked.first <= 90_000 && asked.first + asked.count > 90_020 && asked.count <= 200);
    assert.ok((await traffic.page.locator('.rows .row').count()) < 60);
  });

  it('gives no row in sight a style of its own, which would slow down each that comes after it', async () => {
    await open({ rows: 100_000 });
    await traffic.untilRow(3);
    await traffic.page.locator('[data-place="3"]').click();
    await traffic.page.locator('.table').evaluate((table) => (table.scrollTop = 50_000 * 22));
    await traffic.untilRow(50_000);
    const styled = await traffic.page
      .locator('.rows .row[style*=":"]')
      .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['place']));
    // Away from them, the one that has the focus is where it would be.
    assert.deepEqual(styled, ['3']);
    const top = (place: number): Promise<number> =>
      traffic.page.locator(`[data-place="${place}"]`).evaluate((row) => row.getBoundingClientRect().top);
    assert.equal((await top(50_000)) - (await top(3)), (50_000 - 3) * 22);
  });

  it('sorts by a click, the other way by a second, in its own order by a third, and adds by Shift', async () => {
    await open();
    const sort = async (): Promise<unknown> => (await traffic.told('view')).at(-1)?.rows.sort;
    const untilSort = (expected: unknown): Promise<unknown> =>
      until('the order', async () => JSON.stringify(await sort()) === JSON.stringify(expected));
    await header('Received').click();
    await untilSort([{ column: 'received', isDescending: true }]);
    assert.equal(await header('Received').getAttribute('aria-sort'), 'descending');
    await header('Process').click({ modifiers: ['Shift'] });
    await untilSort([
      { column: 'received', isDescending: true },
      { column: 'process', isDescending: false },
    ]);
    await header('Process').click();
    await untilSort([{ column: 'process', isDescending: false }]);
    await header('Process').click();
    await untilSort([{ column: 'process', isDescending: true }]);
    await header('Process').click();
    await untilSort([]);
    assert.equal(await header('Process').getAttribute('aria-sort'), null);
  });

  it('moves a column that is dragged, and keeps that', async () => {
    await open();
    const from = await header('State').boundingBox();
    const to = await header('Local Address').boundingBox();
    assert.ok(from && to);
    await traffic.page.mouse.move(from.x + 20, from.y + 10);
    await traffic.page.mouse.down();
    await traffic.page.mouse.move(to.x + 30, to.y + 10, { steps: 4 });
    await traffic.page.mouse.move(to.x + 10, to.y + 10);
    await traffic.page.mouse.up();
    const { columns } = await traffic.untilTold('columns');
    const names = columns.map(({ column }) => column);
    assert.equal(names.indexOf('state') + 1, names.indexOf('localAddress'));
    assert.deepEqual((await traffic.titles()).slice(0, 3), ['Process', 'State', 'Local Address']);
    assert.equal((await traffic.told('view')).at(-1)?.rows.sort.length, 0);
  });

  it('scrolls to the side that a column is dragged to', async () => {
    await open({ size: 'half' });
    const from = await header('Process').boundingBox();
    assert.ok(from);
    await traffic.page.mouse.move(from.x + 20, from.y + 10);
    await traffic.page.mouse.down();
    await traffic.page.mouse.move(495, from.y + 10, { steps: 4 });
    const table = traffic.page.locator('.table');
    await until('the end of the columns', () =>
      table.evaluate(
        ({ scrollLeft, scrollWidth, clientWidth }) =>
          scrollLeft > 0 && scrollLeft >= scrollWidth - clientWidth - 1,
      ),
    );
    await traffic.page.mouse.up();
    await until('the column behind all', async () => (await traffic.titles()).at(-1) === 'Process');
  });

  it('has columns of its own for each kind, and none without values', async () => {
    await open();
    const kinds = {
      listeners: ['Process', 'PID', 'User', 'Proto', 'Local Address', 'Recv-Q', 'Age'],
      processes: ['Process', 'PID', 'Connections', 'Received/s', 'Sent/s', 'Received', 'Sent'],
      hosts: ['Foreign Address', 'Connections', 'Received/s', 'Sent/s', 'Received', 'Sent'],
    };
    for (const [kind, titles] of Object.entries(kinds)) {
      await traffic.page.getByLabel('Kind of rows').selectOption(kind);
      await until(`columns of ${kind}`, async () => String(await traffic.titles()) === String(titles));
    }
    await header('Connections').click({ button: 'right' });
    assert.equal(await menuItem('State').count(), 0);
    await menuItem('Age').click();
    await traffic.page.keyboard.press('Escape');
    assert.ok((await traffic.titles()).includes('Age'));
    await traffic.page.getByLabel('Kind of rows').selectOption('processes');
    await traffic.page.getByRole('grid', { name: 'Processes' }).waitFor();
    assert.ok(!(await traffic.titles()).includes('Age'));
  });

  it('keeps rows until those of another kind are there', async () => {
    await open();
    const seen = await traffic.page.evaluate(async () => {
      const states = new Set<string>();
      // A function with a name would need a helper of the bundler's that the page does not have.
      const observer = new MutationObserver(() => {
        const rows = document.querySelectorAll('.rows .row').length > 0;
        states.add(rows && document.querySelector('.empty') === null ? 'rows' : 'none');
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      const select = document.querySelector('select');
      if (select === null) throw new Error('No switch');
      select.value = 'hosts';
      select.dispatchEvent(new Event('change', { bubbles: true }));
      while (document.querySelector('[aria-label="Remote Hosts"]') === null)
        await new Promise(requestAnimationFrame);
      observer.disconnect();
      return [...states];
    });
    assert.deepEqual(seen, ['rows']);
  });

  it('shows details of a row that it is told of as a document, where it has no room for them', async () => {
    await open({ size: 'narrow' });
    await traffic.say({ kind: 'reveal', row: 30, rowKind: 'connections', opensDetails: true });
    assert.deepEqual(await traffic.untilTold('act'), { kind: 'act', action: 'details', ids: [30] });
  });

  it('makes a column wider by its edge, and as wide as it must be by a double click', async () => {
    await open();
    const edge = header('Process').locator('.edge');
    const box = await edge.boundingBox();
    assert.ok(box);
    const before = (await header('Process').boundingBox())?.width ?? 0;
    await traffic.page.mouse.move(box.x + 3, box.y + 10);
    await traffic.page.mouse.down();
    await traffic.page.mouse.move(box.x + 63, box.y + 10, { steps: 3 });
    await traffic.page.mouse.up();
    const { columns } = await traffic.untilTold('columns');
    const width = columns.find(({ column }) => column === 'process')?.width ?? 0;
    assert.ok(Math.abs(width - before - 60) <= 1, `${before} became ${width}`);
    assert.equal((await traffic.told('columns')).length, 1);
    await edge.dblclick();
    const fitted = await traffic.untilTold('columns', ({ columns: [first] }) => (first?.width ?? 0) < 130);
    assert.ok((fitted.columns[0]?.width ?? 0) > 60);
    const isCut = await traffic.page
      .locator('.rows .column-process .text')
      .evaluateAll((texts) => texts.some((text) => text.scrollWidth > text.clientWidth));
    assert.equal(isCut, false);
  });

  it('hides and shows columns by the menu of its header, and all come back', async () => {
    await open();
    await header('RTT').click({ button: 'right' });
    await menuItem('RTT').click();
    await menuItem('PID').click();
    await traffic.page.keyboard.press('Escape');
    const titles = await traffic.titles();
    assert.ok(titles.includes('PID') && !titles.includes('RTT'));
    const { rows } = await traffic.untilTold('view', (view) => view.rows.columns.includes('pid'));
    assert.ok(!rows.columns.includes('roundTrip'));
    await header('PID').click({ button: 'right' });
    await menuItem('Hide Column').click();
    assert.ok(!(await traffic.titles()).includes('PID'));
    await header('State').click({ button: 'right' });
    await menuItem('Reset Columns').click();
    assert.deepEqual(await traffic.titles(), FIRST_TITLES);
    assert.deepEqual((await traffic.told('columns')).at(-1)?.columns, []);
  });

  it('selects by click, Ctrl and Shift, copies that, and tells the menu of it', async () => {
    await open();
    const row = (place: number): ReturnType<TrafficPage['page']['locator']> =>
      traffic.page.locator(`[data-place="${place}"] .column-localAddress`);
    await row(2).click();
    await row(5).click({ modifiers: ['Shift'] });
    assert.deepEqual(await traffic.selected(), [2, 3, 4, 5]);
    await row(3).click({ modifiers: ['ControlOrMeta'] });
    assert.deepEqual(await traffic.selected(), [2, 4, 5]);
    await traffic.page.keyboard.press('ControlOrMeta+c');
    assert.deepEqual(
      [...((await traffic.untilTold('copy')).ids ?? [])].sort((a, b) => a - b),
      [3, 5, 6],
    );
    const context = async (place: number): Promise<unknown> => {
      await row(place).click({ button: 'right' });
      const text = await traffic.page.locator(`[data-place="${place}"]`).getAttribute('data-vscode-context');
      return JSON.parse(text ?? '');
    };
    const expected = {
      webviewSection: 'netstat.trafficRow',
      trafficPlace: 'editor',
      trafficKind: 'connections',
      preventDefaultContextMenuItems: true,
    };
    assert.deepEqual(await context(4), { ...expected, trafficRow: 5, trafficRows: [3, 5, 6] });
    assert.deepEqual(await context(8), { ...expected, trafficRow: 9, trafficRows: [9] });
  });

  it('selects a range that was scrolled over too fast to be seen, and says where it could not', async () => {
    await open({ rows: 5000 });
    const row = (place: number): ReturnType<TrafficPage['page']['locator']> =>
      traffic.page.locator(`[data-place="${place}"] .column-localAddress`);
    const scroll = (place: number): Promise<number> =>
      traffic.page.locator('.table').evaluate((table, top) => (table.scrollTop = top), place * 22);
    await row(1).click();
    await scroll(270);
    await traffic.untilRow(275);
    await row(275).click({ modifiers: ['Shift'] });
    await traffic.untilTold('view', ({ rows }) => rows.first <= 1 && rows.first + rows.count > 275);
    await until('275 rows', async () => {
      await traffic.page.keyboard.press('ControlOrMeta+c');
      return (await traffic.told('copy')).at(-1)?.ids?.length === 275;
    });
    await scroll(4000);
    await traffic.untilRow(4005);
    await row(4005).click({ modifiers: ['Shift'] });
    await traffic.page.getByText(/of 4005 rows are selected: only those that were in sight/).waitFor();
    await traffic.page.keyboard.press('Escape');
    await until('nothing selected', async () => (await traffic.selected()).length === 0);
  });

  it('holds its order while the pointer is on it, says so, and brings it up to date', async () => {
    await open();
    await header('Received/s').click();
    await traffic.page.locator('[data-place="3"]').hover();
    await traffic.untilTold('view', ({ rows }) => rows.isHeld && rows.sort.length === 1);
    const before = await traffic.untilRow(0);
    await traffic.sample();
    const line = traffic.page.getByRole('button', { name: /order is out of date/ });
    await line.waitFor();
    assert.equal((await traffic.untilRow(0))[1], before[1]);
    const place = await traffic.page.locator('[data-place="0"]').boundingBox();
    await line.click();
    await line.waitFor({ state: 'detached' });
    assert.notEqual((await traffic.untilRow(0))[1], before[1]);
    assert.equal((await traffic.page.locator('[data-place="0"]').boundingBox())?.y, place?.y);
  });

  it('changes texts in place with a sample: no element is another', async () => {
    await open();
    const cell = traffic.page.locator('[data-place="1"] .column-receivedRate');
    const before = await cell.innerText();
    await cell.evaluate((element) => element.setAttribute('data-seen', 'yes'));
    await traffic.sample();
    await until('another rate', async () => (await cell.innerText()) !== before);
    assert.equal(await cell.getAttribute('data-seen'), 'yes');
  });

  it('lets columns fall away from the right where it is narrow, and keeps those that matter', async () => {
    await open({ size: 'narrow' });
    assert.deepEqual(await traffic.titles(), ['Process', 'Foreign Address', 'Received/s', 'Sent/s']);
    const box = await header('Sent/s').boundingBox();
    assert.ok(box && box.x + box.width <= 400);
  });

  it('shows another kind of rows by the switch, and its sums are of TCP only', async () => {
    await open();
    await traffic.page.getByLabel('Kind of rows').selectOption({ label: 'Processes' });
    await traffic.untilTold('view', ({ rows }) => rows.kind === 'processes');
    await traffic.page.getByRole('grid', { name: 'Processes' }).waitFor();
    await traffic.page.getByText('TCP only', { exact: true }).first().waitFor();
    assert.ok((await traffic.titles()).includes('Connections'));
    assert.match((await header('Received').getAttribute('title')) ?? '', /TCP only/);
    await traffic.page.getByLabel('Kind of rows').selectOption({ label: 'Containers' });
    await traffic.page.getByText("No connection is known to be a container's.").waitFor();
  });

  it('selects and brings into sight what it is told to', async () => {
    await open({ rows: 5000 });
    await traffic.say({ kind: 'reveal', row: 4321, rowKind: 'connections', opensDetails: true });
    await traffic.untilRow(4320);
    await until('the row in sight', async () => (await traffic.selected()).includes(4320));
    assert.ok(await traffic.page.locator('[data-place="4320"]').isVisible());
    await traffic.page.getByRole('region', { name: 'Details' }).getByText('node server.js').waitFor();
  });

  it('asks for all strings anew where some were lost', async () => {
    await open();
    await traffic.page.evaluate(() => window.trafficHost.change({ strings: { from: 9999, texts: ['x'] } }));
    await traffic.untilTold('view', ({ rows }) => rows.strings === 0 && rows.isHeld === false);
    await traffic.page.evaluate(() => window.trafficHost.change({}));
    assert.equal((await traffic.untilRow(0))[0], 'vite · shop');
  });
});
