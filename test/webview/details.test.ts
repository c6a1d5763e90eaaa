/** The details pane of the Traffic page, as it was built, in a browser. */
import assert from 'node:assert/strict';
import { until } from '../host/until';
import { endBrowser, openPage, type TrafficPage } from './page';

describe('the details', () => {
  let traffic: TrafficPage;
  const open = async (opening?: Parameters<typeof openPage>[0]): Promise<void> => {
    traffic = await openPage({ kept: { detailsHeight: 200 }, ...opening });
    await traffic.untilRow(0);
    await traffic.page.locator('[data-place="2"] .column-process').click();
    await pane().getByText('node server.js').waitFor();
  };
  const pane = (): ReturnType<TrafficPage['page']['locator']> =>
    traffic.page.getByRole('region', { name: 'Details' });
  const separator = (): ReturnType<TrafficPage['page']['locator']> =>
    traffic.page.getByRole('separator', { name: 'Height of the details' });
  const height = async (): Promise<number> => Math.round((await pane().boundingBox())?.height ?? 0);
  const kept = (): Promise<number> =>
    traffic.page.evaluate(() => (window.trafficHost.state as { detailsHeight: number }).detailsHeight);
  afterEach(() => traffic.close());
  after(endBrowser);

  it('are as high as they are dragged, within bounds, and keep that', async () => {
    await open();
    const box = await separator().boundingBox();
    assert.ok(box);
    await traffic.page.mouse.move(400, box.y + 2);
    await traffic.page.mouse.down();
    await traffic.page.mouse.move(400, box.y - 58, { steps: 4 });
    await traffic.page.mouse.up();
    await until('60 pixels more', async () => (await height()) === 260);
    assert.equal(await kept(), 260);
    await separator().focus();
    await traffic.page.keyboard.press('ArrowUp');
    await until('a step more', async () => (await height()) === 280);
    await traffic.page.keyboard.press('Home');
    await until('the least', async () => (await height()) === 80);
    await traffic.page.keyboard.press('End');
    await until('the most', async () => (await height()) === 640);
    assert.equal(await separator().getAttribute('aria-valuenow'), '640');
  });

  it('are of the row of the focus, live, with its own plots over the same time', async () => {
    await open({ kept: { detailsHeight: 200, window: 5 } });
    assert.match(await pane().locator('h2').innerText(), /^chromium \(1003\)/);
    const frames = pane().locator('.plot-frame');
    await until('its plots', async () => (await frames.count()) === 2);
    assert.match(
      (await frames.first().getAttribute('aria-label')) ?? '',
      /^Traffic, last 5 minutes: received/,
    );
    assert.match((await frames.last().getAttribute('aria-label')) ?? '', /^Round trip, last 5 minutes/);
    await traffic.page.keyboard.press('ArrowDown');
    await until('the next row', async () => (await pane().locator('h2').innerText()).startsWith('sshd'));
    await traffic.say({
      kind: 'details',
      id: 4,
      title: 'sshd (1004)',
      lines: [{ heading: 'Process' }, { label: 'Command', value: 'sshd: another' }],
    });
    await pane().getByText('sshd: another').waitFor();
  });

  it('read the values of a time in both plots', async () => {
    await open();
    await until('its plots', async () => (await pane().locator('.plot-frame').count()) === 2);
    const values = pane().locator('.legend-value');
    const before = await values.allInnerTexts();
    const box = await pane().locator('.plot-frame').first().boundingBox();
    assert.ok(box);
    await traffic.page.mouse.move(box.x + box.width * 0.75, box.y + 10);
    await until('a line in both', async () => (await pane().locator('.plot-line').count()) === 2);
    await until('other values', async () =>
      (await values.allInnerTexts()).every((text, at) => text !== before[at]),
    );
  });

  it('close by their button, and the focus stays on the page', async () => {
    await open();
    await pane().getByRole('button', { name: 'Close Details' }).click();
    await pane().waitFor({ state: 'detached' });
    assert.equal(await kept(), 0);
    await until('the focus on the row', () =>
      traffic.page.evaluate(() => document.activeElement?.closest('[data-place="2"]') !== null),
    );
  });
});
