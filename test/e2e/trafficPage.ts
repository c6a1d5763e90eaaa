import { setTimeout as later } from 'node:timers/promises';
import type { Frame, Locator, Page } from 'playwright-core';
import type { TrafficColumn, TrafficPlace } from '../../src/core/model/traffic';
import { stretched } from '../host/timeLimit';
import { until } from './poll';

/** Milliseconds, on an idle machine, after which a frame that has not answered will not. */
const ANSWERS_WITHIN = 500;

/** A row of the table as it is drawn: what its cells say, by their columns. */
export interface ShownRow {
  /** In the order. */
  readonly place: number;
  readonly cells: Readonly<Partial<Record<TrafficColumn, string>>>;
  /** Its classes, with its marks among them. */
  readonly look: string;
}

/** The Traffic page in one of its places, within the frames of a webview. */
export class TrafficPage {
  readonly #page: Page;
  readonly place: TrafficPlace;

  constructor(page: Page, place: TrafficPlace) {
    this.#page = page;
    this.place = place;
  }

  /** The frame that it is drawn in: another one after each time that it was hidden, or the window was loaded again. */
  async frame(): Promise<Frame> {
    return until(`the Traffic page in the ${this.place}`, () => this.#find());
  }

  /** Whether it is to be seen. */
  async isThere(): Promise<boolean> {
    return (await this.#find()) !== undefined;
  }

  async #find(): Promise<Frame | undefined> {
    const isHere = async (frame: Frame): Promise<boolean> => {
      const asked = frame.evaluate(
        (place) => document.querySelector(`[data-place-of-page="${place}"]`) !== null,
        this.place,
      );
      // A frame that is being loaded or taken away may never answer.
      return Promise.race([asked.catch(() => false), later(stretched(ANSWERS_WITHIN), false)]);
    };
    const frames = this.#page.frames().filter((frame) => frame.url().includes('fake.html'));
    const here = await Promise.all(frames.map(isHere));
    return frames.findLast((_, at) => here[at]);
  }

  async locate(selector: string): Promise<Locator> {
    return (await this.frame()).locator(selector);
  }

  /** The titles of the columns, from left to right. */
  async titles(): Promise<string[]> {
    return (await this.locate('.head .header > .text')).allInnerTexts();
  }

  async header(title: string): Promise<Locator> {
    return (await this.frame()).getByRole('columnheader', { name: title, exact: true });
  }

  async filter(): Promise<Locator> {
    return (await this.frame()).getByRole('combobox', { name: 'Filter' });
  }

  /** Has it show all rows, where it does not. */
  async clearFilter(): Promise<void> {
    const filter = await this.filter();
    if ((await filter.inputValue()) === '') return;
    await filter.fill('');
    await filter.press('Enter');
  }

  /** The rows that are drawn and have come, in their order. */
  async rows(): Promise<ShownRow[]> {
    const rows = await this.locate('.rows .row:not(:has(.awaited))');
    const shown = await rows.evaluateAll((all) =>
      all.map((row) => ({
        place: Number((row as HTMLElement).dataset['place']),
        look: row.className,
        cells: Object.fromEntries(
          [...row.querySelectorAll('.cell')].map((cell) => [
            /column-(\w+)/.exec(cell.className)?.[1] ?? '',
            cell.querySelector('.text')?.textContent ?? '',
          ]),
        ),
      })),
    );
    return shown.sort((a, b) => a.place - b.place);
  }

  /** Waits for a row among those that are drawn. */
  async rowWhere(what: string, isIt: (row: ShownRow) => boolean): Promise<ShownRow> {
    return until(`${what} in the ${this.place}`, async () => (await this.rows()).find(isIt));
  }

  async noRowWhere(what: string, isIt: (row: ShownRow) => boolean): Promise<void> {
    await until(`${what} in the ${this.place} to vanish`, async () => !(await this.rows()).some(isIt));
  }

  /** How many rows it says that there are, and of how many: "12", "3 of 12". */
  async count(): Promise<string> {
    const all = await (await this.locate('.count')).innerText();
    return all.split('\n')[0] ?? '';
  }

  /** What narrows the table beside the filter, in words, and whose network it is. */
  async notes(): Promise<string[]> {
    return (await this.locate('.note > .text')).allInnerTexts();
  }

  /** The row itself, by its place in the order. */
  async row({ place }: ShownRow): Promise<Locator> {
    return this.locate(`.rows [data-place="${place}"]`);
  }

  /** Clicks the cell of a row that `isIt` knows: with the pointer on the table, rows keep their places. */
  async click(
    what: string,
    isIt: (row: ShownRow) => boolean,
    column: TrafficColumn = 'process',
    options: Parameters<Locator['click']>[0] = {},
  ): Promise<void> {
    const still = await until(`${what} below the pointer`, async () => {
      const row = await this.rowWhere(what, isIt);
      await (await this.cell(row, column)).hover();
      return (await this.rows()).find((now) => now.place === row.place && isIt(now));
    });
    await (await this.cell(still, column)).click(options);
  }

  /** An entry of the menu that the page itself has open. */
  async menuItem(name: string): Promise<Locator> {
    return (await this.frame()).locator('[role^=menuitem]').getByText(name, { exact: true });
  }

  /** A cell of a row, by the row's place in the order. */
  async cell({ place }: ShownRow, column: TrafficColumn): Promise<Locator> {
    return this.locate(`[data-place="${place}"] .column-${column}`);
  }

  /** Presses the mouse at a place of an element, moves it to another one of that or another element, and lets it go. */
  async drag(from: Locator, at: Point, to: Locator, then: Point): Promise<void> {
    const [begin, end] = [await pointOf(from, at), await pointOf(to, then)];
    const { mouse } = this.#page;
    await mouse.move(begin.x, begin.y);
    await mouse.down();
    await mouse.move((begin.x + end.x) / 2, end.y, { steps: 4 });
    await mouse.move(end.x, end.y, { steps: 4 });
    await mouse.up();
  }
}

/** From the left and the top of an element; below 0 from its right and bottom, between 0 and 1 a share of it. */
interface Point {
  readonly x: number;
  readonly y: number;
}

async function pointOf(element: Locator, { x, y }: Point): Promise<Point> {
  const box = await element.boundingBox();
  if (box === null) throw new Error('What is to be dragged is not to be seen.');
  const within = (value: number, length: number): number =>
    value < 0 ? length + value : value > 0 && value < 1 ? value * length : value;
  return { x: box.x + within(x, box.width), y: box.y + within(y, box.height) };
}

/** Rows of a process, which end with its pid as its name in the table does. */
export function isOf({ pid }: { readonly pid: number }): (row: ShownRow) => boolean {
  return ({ cells }) => cells.process?.endsWith(`·${pid}`) ?? false;
}

const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 };

/** How much a figure of bytes says, a second or in all: "1.96 MB/s". */
export function bytesOf(figure: string | undefined): number {
  if (figure === '·') return 0;
  const [, value, unit = ''] = /^(?:≥ )?([\d.,]+) (\w+)/.exec(figure ?? '') ?? [];
  return Number(value?.replaceAll(',', '')) * (UNITS[unit] ?? Number.NaN);
}
