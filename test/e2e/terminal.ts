import type { Page } from 'playwright-core';
import { clearTheWay, clickLink, hoverUntil } from './mouse';
import { until } from './poll';

/** The part of xterm.js that is used here; VS Code leaves it at the terminal's element. */
interface XTerm {
  readonly cols: number;
  readonly buffer: {
    readonly active: {
      readonly length: number;
      getLine(index: number): { translateToString(trim: boolean): string } | undefined;
    };
  };
}

const wrapper = '.terminal-wrapper.active';

/** In pixels from the window's upper left. */
type Place = readonly [x: number, y: number];

/** Is there while a click opens the link below the mouse: the link has been found, and Ctrl is down. */
const followed = `${wrapper} .xterm-cursor-pointer`;

/** The integrated terminal that is in sight. */
export class Terminal {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Types a command line and presses Enter. Waits first until the shell has shown its prompt. */
  async run(line: string): Promise<void> {
    await until('the shell to show its prompt', async () => (await this.text()).trim() !== '');
    await this.#focus();
    await this.#page.keyboard.type(line);
    await this.#page.keyboard.press('Enter');
  }

  /** Presses a key for the program that runs in it. */
  async press(key: string): Promise<void> {
    await this.#focus();
    await this.#page.keyboard.press(key);
  }

  /** All that the terminal holds; '' while there is none. */
  async text(): Promise<string> {
    if ((await this.#page.locator(wrapper).count()) === 0) return '';
    const lines = await this.#page.locator(wrapper).evaluate((element) => {
      const buffer = (element as unknown as { xterm?: XTerm }).xterm?.buffer.active;
      const rows = Array.from({ length: buffer?.length ?? 0 }, (_, index) => buffer?.getLine(index));
      return rows.map((row) => row?.translateToString(true) ?? '');
    });
    return lines.join('\n').trimEnd();
  }

  /** Waits until the terminal's text matches. */
  async wait(pattern: RegExp): Promise<RegExpMatchArray> {
    return until(`${pattern} in the terminal`, async () => (await this.text()).match(pattern) ?? undefined);
  }

  async #focus(): Promise<void> {
    await clearTheWay(this.#page);
    // What scrolls along at the top is a terminal too.
    await this.#page.locator(`${wrapper} .xterm`).first().click();
  }

  /**
   * Clicks a text in the terminal's last line that has it, with Ctrl: a link in it is opened.
   * @param tooltip what the link says that it does: VS Code finds others in the same text
   * @param whenFound what to do while the link is in sight
   */
  async followLink(text: string, tooltip: string, whenFound: () => Promise<void>): Promise<void> {
    const { keyboard, mouse } = this.#page;
    const hint = this.#page.locator('.monaco-hover:visible').filter({ hasText: `${tooltip} (ctrl + click)` });
    const isShown = async (): Promise<boolean> => (await hint.count()) > 0;
    let place: Place = [0, 0];
    const hover = async (): Promise<void> => {
      place = await this.#hoverWithCtrl(text);
    };
    await hoverUntil(this.#page, `the link ${text}`, hover, isShown);
    await whenFound();
    await clickLink(this.#page, `the link ${text}`, followed, hover, async () => {
      if (!(await isShown())) return false;
      // That Ctrl is down, the link learns from what the mouse does after it has been found.
      await mouse.move(...place);
      return true;
    });
    await keyboard.up('Control');
  }

  /**
   * Brings the mouse to a text from the line below, and holds Ctrl down. xterm.js asks for a line's links when the mouse
   * comes there from another line; coming back to the same character, even from outside, changes nothing for it.
   */
  async #hoverWithCtrl(text: string): Promise<Place> {
    const row = this.#page.locator(`${wrapper} .xterm-rows > div`, { hasText: text }).last();
    const box = await row.boundingBox();
    const columns = await this.#page
      .locator(wrapper)
      .evaluate((element) => (element as unknown as { xterm?: XTerm }).xterm?.cols ?? 0);
    const column = ((await row.textContent()) ?? '').indexOf(text) + 1;
    if (box === null || columns === 0) throw new Error(`There is no "${text}" in the terminal.`);
    const place: Place = [box.x + ((column + 0.5) * box.width) / columns, box.y + box.height / 2];
    const { keyboard, mouse } = this.#page;
    await keyboard.up('Control');
    await mouse.move(place[0], place[1] + box.height);
    await keyboard.down('Control');
    await mouse.move(...place);
    return place;
  }
}
