import type { Locator, Page } from 'playwright-core';

/** A modal question. */
export class Dialog {
  readonly #box: Locator;

  constructor(page: Page) {
    this.#box = page.locator('.monaco-dialog-box');
  }

  /** Waits for a dialog and reads its message and, below it, its detail. */
  async text(): Promise<{ message: string; detail: string }> {
    await this.#box.waitFor();
    return {
      message: (await this.#box.locator('.dialog-message-text').allInnerTexts()).join('\n'),
      detail: (await this.#box.locator('.dialog-message-detail').allInnerTexts()).join('\n'),
    };
  }

  /** Waits for a dialog and reads what its buttons say. */
  async buttons(): Promise<string[]> {
    await this.#box.waitFor();
    return this.#box.locator('.dialog-buttons .monaco-button').allInnerTexts();
  }

  /** Waits until no dialog is there. */
  async gone(): Promise<void> {
    await this.#box.waitFor({ state: 'detached' });
  }

  /** Waits for a dialog, presses a button, and waits until the dialog is gone. */
  async press(button: string): Promise<void> {
    await this.#box.locator('.dialog-buttons .monaco-button').getByText(button, { exact: true }).click();
    await this.#box.waitFor({ state: 'detached' });
  }
}
