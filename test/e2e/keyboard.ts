import { ContextMenu } from './menu';
import { until } from './poll';
import type { Workbench } from './workbench';

/** A window that is used without a mouse, and what a screen reader would say of what has the focus. */
export class Keyboard {
  readonly #workbench: Workbench;
  readonly #menu: ContextMenu;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
    this.#menu = new ContextMenu(workbench.page);
  }

  /** Presses keys one after the other. */
  press(...keys: string[]): Promise<void> {
    return this.#workbench.press(...keys);
  }

  /**
   * The accessible name of what has the focus: of a list, and of a box that moves through one, that of the row which it
   * says is the active one. '' where nothing has a name.
   */
  said(): Promise<string> {
    return this.#workbench.page.evaluate(() => {
      const focused = document.activeElement;
      const active = document.getElementById(focused?.getAttribute('aria-activedescendant') ?? '') ?? focused;
      return active?.getAttribute('aria-label') ?? active?.textContent ?? '';
    });
  }

  /** Whether what has the focus is, or lies within, what the selector finds. */
  isIn(selector: string): Promise<boolean> {
    return this.#workbench.page.evaluate(
      (within) =>
        document.activeElement?.closest(within) !== null && document.activeElement !== document.body,
      selector,
    );
  }

  /** Waits until the focus is there. */
  async untilIn(what: string, selector: string): Promise<void> {
    await until(`the focus in ${what}`, () => this.isIn(selector));
  }

  /** Presses a key until what is said is wanted, and returns that. */
  async pressUntil(key: string, what: string, isWanted: (said: string) => boolean): Promise<string> {
    return until(`${what} by ${key}`, async () => {
      const before = await this.said();
      if (isWanted(before)) return before;
      await this.press(key);
      // Where only one thing can have the focus, the next round presses again.
      await until('the focus to move', async () => (await this.said()) !== before, 1_000).catch(
        () => undefined,
      );
      return undefined;
    });
  }

  /** Runs a command from the palette by its whole title, typed and taken with Enter. */
  async run(title: string): Promise<void> {
    const { page, quickInput } = this.#workbench;
    await until(`${title} in the palette`, async () => {
      await this.press('F1');
      if (!(await quickInput.hasOpened())) return undefined;
      await page.keyboard.type(title);
      // What is taken is what has the focus: the palette may not have found it yet.
      const saying = until(`${title}, said`, async () => isSaid(await this.said(), title), 5_000);
      const isFound = await saying.catch(() => this.#seek(title));
      if (isFound) await this.press('Enter');
      else await quickInput.cancel();
      return isFound;
    });
    // What the command opens may be a list in the same box.
    await until('the palette to close', async () => !(await quickInput.isPalette()));
  }

  /** Goes down the list to a row that is said so; false where it has none. */
  async #seek(title: string): Promise<boolean> {
    const first = await this.said();
    for (;;) {
      await this.press('ArrowDown');
      const now = await this.said();
      if (isSaid(now, title)) return true;
      if (now === first) return false;
    }
  }

  /** Closes what lies over the window. */
  async closeAll(): Promise<void> {
    const over = this.#workbench.page.locator(
      '.monaco-menu, .monaco-dialog-box, .quick-input-widget:visible',
    );
    await until('questions and lists to close', async () => {
      if ((await over.count()) === 0) return true;
      await this.press('Escape');
      return undefined;
    });
  }

  /** Opens the menu of the row that has the focus, with the key of menus, and goes along the path of entries. */
  async chooseFromMenu(key: 'ContextMenu' | 'Shift+F10', ...path: string[]): Promise<void> {
    await this.#menu.follow(path, () => this.press(key));
  }
}

/** Whether a row of the palette is that of a command: what is said goes on with its keys, or that it was used before. */
function isSaid(said: string, title: string): boolean {
  return said === title || said.startsWith(`${title},`);
}
