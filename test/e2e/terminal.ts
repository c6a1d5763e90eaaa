import type { Page } from 'playwright-core';
import { until } from './poll';

/** The part of xterm.js that is used here; VS Code leaves it at the terminal's element. */
interface XTerm {
  readonly buffer: {
    readonly active: {
      readonly length: number;
      getLine(index: number): { translateToString(trim: boolean): string } | undefined;
    };
  };
}

const wrapper = '.terminal-wrapper.active';

/** The integrated terminal that is in sight. */
export class Terminal {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Types a command line and presses Enter. Waits first until the shell has shown its prompt. */
  async run(line: string): Promise<void> {
    await until('the shell to show its prompt', async () => (await this.text()).trim() !== '');
    await this.#page.locator(`${wrapper} .xterm`).click();
    await this.#page.keyboard.type(line);
    await this.#page.keyboard.press('Enter');
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
}
