/** The plots of the Traffic page, as they were built, in a browser. */
import assert from 'node:assert/strict';
import { until } from '../host/until';
import { changeTheme, endBrowser, openPage, type TrafficPage } from './page';

/** Steps of the made-up host's series, and those of its gap. */
const STEPS = 60;
const GAP = { from: 21, to: 25 };

type Located = ReturnType<TrafficPage['page']['locator']>;

describe('the plots', () => {
  let traffic: TrafficPage;
  const open = async (opening?: Parameters<typeof openPage>[0]): Promise<void> => {
    traffic = await openPage(opening);
    await traffic.untilRow(0);
    await traffic.page.locator('.plots canvas').first().waitFor();
  };
  /** A plot by what it is called. */
  const frame = (name: string): Located =>
    traffic.page
      .locator('.plots .plot-frame')
      .and(traffic.page.locator(`[aria-label^="${name}"][aria-label*=", last"]`));
  const legend = (name: string): Located => traffic.page.getByRole('toolbar', { name: `Legend of ${name}` });
  const place = async (of: Located, share: number, fraction = 0.5): Promise<[x: number, y: number]> => {
    const box = await of.boundingBox();
    assert.ok(box);
    return [box.x + box.width * share, box.y + box.height * fraction];
  };
  const point = async (name: string, share: number, fraction?: number): Promise<void> =>
    traffic.page.mouse.move(...(await place(frame(name), share, fraction)));
  const drag = async (name: string, from: number, to: number): Promise<void> => {
    await point(name, from);
    await traffic.page.mouse.down();
    await traffic.page.mouse.move(...(await place(frame(name), to)), { steps: 5 });
  };
  const lastRows = async (): Promise<{ readonly span?: unknown; readonly series?: string }> =>
    (await traffic.told('view')).at(-1)?.rows ?? {};
  /** What a plot looks like. */
  const drawn = (name: string): Promise<string> =>
    frame(name)
      .locator('canvas')
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  afterEach(() => traffic.close());
  after(endBrowser);

  it('read the values of one time in all of them, below the pointer', async () => {
    await open();
    const values = traffic.page.locator('.plots .legend-value');
    const before = await values.allInnerTexts();
    for (const name of ['Interfaces', 'Processes', 'States', 'Opened and closed', 'Losses']) {
      await point(name, 0.8);
      await until(
        'a line in each plot',
        async () => (await traffic.page.locator('.plots .plot-line').count()) === 5,
      );
      const lefts = await traffic.page
        .locator('.plots .plot-line')
        .evaluateAll((lines) => lines.map((line) => (line as HTMLElement).style.left));
      assert.equal(new Set(lefts).size, 1);
      const now = await values.allInnerTexts();
      assert.equal(now.length, before.length);
      // The interface, the states and what was opened are all others then.
      assert.ok(now.filter((text, at) => text !== before[at]).length >= 6, String(now));
    }
    const time = await traffic.page.locator('.plots .plot-time').first().innerText();
    assert.match(time, /^\d\d:\d\d:\d\d$/);
    await traffic.page.mouse.move(600, 700);
    await until('the newest again', async () => String(await values.allInnerTexts()) === String(before));
  });

  it('mark a span by dragging, in both directions, and take it away by Escape', async () => {
    await open();
    await drag('Interfaces', 0.9, 0.6);
    assert.equal(await traffic.page.locator('.plots .plot-span').count(), 5);
    assert.equal((await lastRows()).span, undefined);
    await traffic.page.mouse.up();
    const { rows } = await traffic.untilTold('view', (view) => view.rows.span !== undefined);
    assert.ok(rows.span);
    const { from, to } = rows.span;
    assert.ok(from < to && to - from >= 15_000 && to - from <= 21_000, `${from} to ${to}`);
    await traffic.page.getByText(/^What happened from/).waitFor();
    await traffic.page.keyboard.press('Escape');
    await until('no span', async () => (await lastRows()).span === undefined);
    assert.equal(await traffic.page.locator('.plots .plot-span').count(), 0);
  });

  it('forget a drag that Escape ends', async () => {
    await open();
    await frame('States').focus();
    await drag('States', 0.5, 0.7);
    await traffic.page.locator('.plots .plot-span').first().waitFor();
    await traffic.page.keyboard.press('Escape');
    await until('no span', async () => (await traffic.page.locator('.plots .plot-span').count()) === 0);
    await traffic.page.mouse.up();
    await traffic.sample();
    assert.ok((await traffic.told('view')).every(({ rows }) => rows.span === undefined));
  });

  it('go back to now by a double click on the axis', async () => {
    await open();
    await drag('Interfaces', 0.6, 0.9);
    await traffic.page.mouse.up();
    await traffic.page.locator('.plots .plot-span').first().waitFor();
    await traffic.page
      .locator('.plot-axis')
      .first()
      .dblclick({ position: { x: 150, y: 6 } });
    await until('no span', async () => (await traffic.page.locator('.plots .plot-span').count()) === 0);
  });

  it('switch series off and on by the legend, and keep that', async () => {
    await open();
    const before = await drawn('States');
    const states = legend('States');
    const of = states.getByRole('button', { name: 'Show ESTABLISHED', exact: true });
    assert.equal(await of.getAttribute('aria-pressed'), 'true');
    await of.click();
    await until('other lines', async () => (await drawn('States')) !== before);
    assert.equal(await of.getAttribute('aria-pressed'), 'false');
    const hidden = await traffic.page.evaluate(
      () => (window.trafficHost.state as { hiddenSeries: string[] }).hiddenSeries,
    );
    assert.deepEqual(hidden, ['state 1']);
    await of.click();
    await traffic.page.mouse.move(600, 700);
    await until('the same lines', async () => (await drawn('States')) === before);
  });

  it('narrow the table to a series by its name, and by a click into the plot, and say so in words', async () => {
    await open();
    await legend('States').getByRole('button', { name: 'TIME_WAIT', exact: true }).click();
    await traffic.untilTold('view', ({ rows }) => rows.series === 'state 6');
    await traffic.page.getByText('Narrowed to TIME_WAIT').waitFor();
    await traffic.page.getByRole('button', { name: 'Take Away: Narrowed to TIME_WAIT' }).click();
    await until('all rows', async () => (await lastRows()).series === undefined);
    // The area at the bottom is the first process's.
    await traffic.page.mouse.click(...(await place(frame('Processes'), 0.7, 0.95)));
    await traffic.untilTold('view', ({ rows }) => rows.series === 'process 1');
    await traffic.page.getByText('Narrowed to vite').waitFor();
    await legend('Interfaces').getByRole('button', { name: 'eth0', exact: true }).click();
    await traffic.untilTold('view', ({ rows }) => rows.series === 'interface eth0');
    assert.equal(
      await legend('Losses').getByRole('button', { name: 'retransmitted', exact: true }).count(),
      0,
    );
  });

  it('are read, marked and narrowed by keyboard alone', async () => {
    await open();
    const spoken = traffic.page.locator('.plots [role=status]');
    await frame('Processes').focus();
    const keys = async (...all: string[]): Promise<void> => {
      for (const key of all) await traffic.page.keyboard.press(key);
    };
    await keys('ArrowLeft', 'ArrowLeft');
    await until('the values of a step', async () =>
      /^\d\d:\d\d:\d\d\. vite: .*\/s/.test(await spoken.innerText()),
    );
    await keys('ArrowDown', 'ArrowDown', 'Enter');
    await traffic.untilTold('view', ({ rows }) => rows.series === 'process 2');
    await keys('Shift+ArrowLeft', 'Shift+ArrowLeft');
    const { rows } = await traffic.untilTold('view', (view) => view.rows.span !== undefined);
    assert.ok(rows.span && rows.span.to - rows.span.from >= 2000);
    await keys('Home');
    await until(
      'the first step',
      async () =>
        (await traffic.page
          .locator('.plots .plot-line')
          .first()
          .evaluate((line) => Number.parseFloat(line.style.left))) < 5,
    );
    await legend('Processes').getByRole('button').first().focus();
    await keys('ArrowRight', 'ArrowRight', 'ArrowRight');
    assert.equal(await traffic.page.evaluate(() => document.activeElement?.textContent), 'postgres');
    await keys('Tab');
    assert.ok(await frame('Processes').evaluate((element) => element === document.activeElement));
  });

  it('say in words what they show, and not anew with each sample', async () => {
    await open();
    const summary = (): Promise<string | null> => frame('Interfaces').getAttribute('aria-label');
    assert.match(
      (await summary()) ?? '',
      /^Interfaces, last minute: eth0: received .*, sent .* now, at most /,
    );
    const before = await summary();
    await traffic.sample();
    await until(
      'the sample',
      async () => (await traffic.page.locator('.headline-step').innerText()) === 'every 1 s',
    );
    assert.equal(await summary(), before);
  });

  it('draw a gap as a gap, and not as nothing', async () => {
    await open();
    await traffic.page.mouse.move(600, 700);
    const middle = (GAP.from + (GAP.to - GAP.from) / 2) / STEPS;
    // Areas stand on the axis everywhere but in the gap.
    const [inGap = 0, beside = 0] = await frame('Processes')
      .locator('canvas')
      .evaluate(
        (element, shares) => {
          const { width, height } = element as HTMLCanvasElement;
          const context = (element as HTMLCanvasElement).getContext('2d')!;
          const { data } = context.getImageData(0, Math.round(height * 0.9), width, 1);
          return shares.map((share) => {
            const from = Math.round(width * share) * 4;
            return data.subarray(from, from + 24).reduce((sum, value) => sum + value, 0);
          });
        },
        [middle, 0.7],
      );
    assert.ok(inGap < beside / 2, `${inGap} in the gap, ${beside} beside it`);
    await point('Processes', middle);
    await until('values that are not known', async () =>
      /eth0\s*↓ – ↑ –/.test(await legend('Interfaces').innerText()),
    );
  });

  it('show a minute, five, and an hour', async () => {
    await open();
    const choose = traffic.page.getByLabel('Time that plots show');
    for (const [window, words] of [
      ['5', 'last 5 minutes'],
      ['60', 'last 60 minutes'],
      ['1', 'last minute'],
    ] as const) {
      await choose.selectOption(window);
      await traffic.untilTold('view', ({ series }) => String(series.window) === window);
      await traffic.page.locator(`.plots .plot-frame[aria-label^="States, ${words}"]`).waitFor();
      const ticks = await traffic.page.locator('.plot-axis').first().locator('span').allInnerTexts();
      assert.ok(ticks.length >= 2, String(ticks));
    }
  });

  it('take the colours of another theme at once', async () => {
    await open({ theme: 'dark' });
    const before = await drawn('Interfaces');
    await changeTheme(traffic, 'light');
    await until('other colours', async () => (await drawn('Interfaces')) !== before);
  });

  it('are one at a time where it is narrow, each with all of its values', async () => {
    await open({ size: 'narrow' });
    const choose = traffic.page.getByLabel('Plot', { exact: true });
    for (const name of ['States', 'Losses', 'Processes', 'Interfaces']) {
      await choose.selectOption({ label: name === 'Processes' ? 'Processes (TCP only)' : name });
      await frame(name).waitFor();
      assert.equal(await traffic.page.locator('.plots .plot-frame').count(), 1);
    }
  });

  it('stand below figures that say what they lack, and have no total where there is loopback alone', async () => {
    await open();
    const headline = traffic.page.getByRole('group', { name: 'Last sample' });
    const text = await headline.innerText();
    assert.match(text, /12\.4 MB\/s/);
    assert.doesNotMatch(text, /missing|not told/);
    await traffic.page.evaluate(
      (change) =>
        new Promise<void>((said) => {
          const heard = new AbortController();
          addEventListener(
            'message',
            ({ data }) => {
              if (data.kind !== 'series') return;
              heard.abort();
              const { answer } = data;
              const summary = { ...answer.summary, ...change };
              window.trafficHost.say({ ...data, answer: { ...answer, summary } });
              said();
            },
            { signal: heard.signal },
          );
          window.trafficHost.sample();
        }),
      { isPartial: true, isLoopbackOnly: true, lost: 3 } as const,
    );
    await headline.getByText('short connections may be missing').waitFor();
    await headline.getByText('3 closed connections were not told').waitFor();
    assert.doesNotMatch(await headline.innerText(), /MB\/s|kB\/s|–/);
  });
});
