import type { Locator, Page } from 'playwright-core';
import { moveMouseAway } from './mouse';
import { stretched } from '../host/timeLimit';
import { matches, pattern, until } from './poll';

/** One row of a quick pick, as it is shown. */
export interface QuickPickRow {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** The heading that the row begins, or ''. */
  readonly separator: string;
  readonly ariaLabel: string;
}

/** The box at the top of the window: the command palette, quick picks and input boxes. */
export class QuickInput {
  readonly #page: Page;
  readonly #widget: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget:visible');
  }

  /** Waits a while for a list with rows and the focus in it; false where it does not come. */
  async hasOpened(): Promise<boolean> {
    const box = '.quick-input-widget:visible:not([inert]):focus-within';
    const rows = this.#page.locator(`${box} .quick-input-list .monaco-list-row`);
    return rows
      .first()
      .waitFor({ timeout: stretched(5_000) })
      .then(
        () => true,
        () => false,
      );
  }

  /** Waits until the box is open, and replaces the text in it. */
  async type(text: string): Promise<void> {
    await this.#input.fill(text);
  }

  /** The same where the box may close instead: false where it did. */
  async tryToType(text: string): Promise<boolean> {
    return this.#input.fill(text, { timeout: stretched(2_000) }).then(
      () => true,
      () => false,
    );
  }

  /** Waits until this text stands in the box. */
  async waitForText(text: string): Promise<void> {
    await until(`"${text}" in the box`, async () => (await this.#input.inputValue()) === text);
  }

  /** The text of the title bar, or '' where it has none. */
  async title(): Promise<string> {
    await this.#widget.waitFor();
    return (await this.#widget.locator('.quick-input-title').textContent()) ?? '';
  }

  /** Waits for the box with this title: what is typed before that is lost with the one that it takes the place of. */
  async waitForTitle(title: string): Promise<void> {
    await until(`the box "${title}"`, async () => (await this.title()) === title);
  }

  /** The text that stands in the empty box. */
  async placeholder(): Promise<string> {
    return (await this.#widget.locator('.quick-input-box input').getAttribute('placeholder')) ?? '';
  }

  /** Whether the box is open, and is the command palette. */
  async isPalette(): Promise<boolean> {
    const texts = await this.#input.evaluateAll((inputs) =>
      inputs.map((input) => (input as HTMLInputElement).value),
    );
    return texts.some((text) => text.startsWith('>'));
  }

  /** What a screen reader says of the box itself. */
  async name(): Promise<string> {
    return (await this.#input.getAttribute('aria-label')) ?? '';
  }

  /** The message below an input box, where one is shown. */
  async message(): Promise<string> {
    return (await this.#widget.locator('.quick-input-message').textContent()) ?? '';
  }

  /** The rows that are in sight. */
  async rows(): Promise<QuickPickRow[]> {
    await this.#widget.waitFor();
    return this.#rows().evaluateAll((rows) =>
      rows.map((row) => {
        const text = (selector: string): string => row.querySelector(selector)?.textContent ?? '';
        return {
          label: text('.quick-input-list-rows .quick-input-list-row:first-child .label-name'),
          description: text('.label-description'),
          detail: text('.quick-input-list-label-meta'),
          separator: text('.quick-input-list-separator'),
          ariaLabel: row.getAttribute('aria-label') ?? '',
        };
      }),
    );
  }

  /** Waits for a row with this label. */
  async row(label: string | RegExp): Promise<QuickPickRow> {
    return until(`the row ${label} in the quick pick`, async () =>
      (await this.rows()).find((row) => matches(row.label, label)),
    );
  }

  /** Waits for a row with this label and chooses it. */
  async choose(label: string | RegExp): Promise<void> {
    await this.#locate(label).click();
    await moveMouseAway(this.#page);
  }

  /** Accepts what has the focus, or the text typed. */
  async accept(): Promise<void> {
    await this.#page.keyboard.press('Enter');
  }

  /** Closes the box without a choice. */
  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.#widget.waitFor({ state: 'hidden' });
  }

  get #input(): Locator {
    return this.#widget.locator('.quick-input-box input');
  }

  #rows(): Locator {
    return this.#widget.locator('.quick-input-list .monaco-list-row:visible');
  }

  /** By its text and not by its place: rows move while they come in. */
  #locate(label: string | RegExp): Locator {
    const name = this.#page.locator('.label-name').filter({ hasText: pattern(label) });
    return this.#rows().filter({ has: name }).first();
  }
}
