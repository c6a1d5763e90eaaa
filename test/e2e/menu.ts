import type { Locator, Page } from 'playwright-core';
import { moveMouseAway } from './mouse';
import { until } from './poll';

/** What the context menu that is open came to. */
type Step = 'done' | 'gone';

/**
 * The context menu and its submenus, gone through with the keys: a menu takes no click in its first tenth of a second, so
 * that the click that opened it chooses nothing, and nothing on the screen tells when that is over.
 */
export class ContextMenu {
  readonly #page: Page;
  readonly #menus: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#menus = page.locator('.monaco-menu');
  }

  /**
   * Opens the menu and goes along the path of entries; the last one is chosen, or where it has a submenu, opened. A menu
   * that VS Code closes by itself (a view that is drawn anew just then takes the focus back) is opened again.
   * @param open brings the menu up
   */
  async follow(path: readonly string[], open: () => Promise<void>): Promise<void> {
    await until(`the menu ${path.join(' › ')}`, async () => {
      await this.close();
      await open();
      await this.#menus.first().waitFor();
      // An entry that comes up below the mouse takes the focus.
      await moveMouseAway(this.#page);
      for (const [depth, entry] of path.entries()) {
        if ((await this.#take(entry, depth)) === 'gone') return undefined;
      }
      return true;
    });
  }

  /** Closes the menu with all its submenus, where one is open, and waits until nothing of it is left. */
  async close(): Promise<void> {
    await until('the menu to close', async () => {
      if ((await this.#menus.count()) === 0) return true;
      await this.#page.keyboard.press('Escape');
      return undefined;
    });
  }

  /** Moves the focus to an entry of the menu at this depth, and takes it: runs it or opens its submenu. */
  async #take(entry: string, depth: number): Promise<Step> {
    const menu = this.#menus.nth(depth);
    const item = menu.locator('.action-item', { has: this.#page.getByText(entry, { exact: true }) }).last();
    const isOpen = async (): Promise<boolean> => (await this.#menus.count()) > depth;
    const isFocused = async (): Promise<boolean> => (await classesOf(item)).includes('focused');
    if (!(await isOpen())) return 'gone';
    await item.waitFor();
    const arrived = await until(`the focus on ${entry}`, async () => {
      if (!(await isOpen())) return 'gone';
      if (await isFocused()) return 'done';
      await this.#page.keyboard.press('ArrowDown');
      return undefined;
    });
    if (arrived === 'gone') return arrived;
    const hasSubmenu = (await item.locator('.submenu-indicator').count()) > 0;
    await this.#page.keyboard.press(hasSubmenu ? 'ArrowRight' : 'Enter');
    if (!hasSubmenu) {
      await this.#menus.first().waitFor({ state: 'detached' });
      return 'done';
    }
    return until(`the submenu ${entry}`, async () => {
      if (!(await isOpen())) return 'gone';
      return (await this.#menus.count()) > depth + 1 && 'done';
    });
  }
}

/** The classes of an element, none where it has just gone. */
async function classesOf(element: Locator): Promise<string[]> {
  const all = await element.evaluateAll((found) => found.map(({ className }) => className));
  return (all[0] ?? '').split(' ');
}
