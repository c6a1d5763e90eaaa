import type { Locator, Page } from 'playwright-core';
import { matches, until } from './poll';

/** The messages that pop up at the window's lower right. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The texts that are in sight now. */
  async texts(): Promise<string[]> {
    return this.#items().locator('.notification-list-item-message').allInnerTexts();
  }

  /** Waits for a notification and returns its text. */
  async wait(text: string | RegExp): Promise<string> {
    return until(`the notification ${text}`, async () =>
      (await this.texts()).find((each) => matches(each, text)),
    );
  }

  /** Waits for a notification and presses one of its buttons. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.wait(text);
    const item = this.#items().filter({ hasText: text });
    await item.locator('.monaco-button').getByText(button, { exact: true }).click();
  }

  #items(): Locator {
    return this.#page.locator('.notifications-toasts .notification-list-item');
  }
}
