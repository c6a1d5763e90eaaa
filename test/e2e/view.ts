import type { Locator, Page } from 'playwright-core';
import { moveMouseAway } from './mouse';
import { matches, pattern, until } from './poll';

/** One row of a tree view, as it is shown. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  readonly ariaLabel: string;
  readonly level: number;
  /** Undefined where the row has no children. */
  readonly expanded: boolean | undefined;
  readonly selected: boolean;
  readonly focused: boolean;
}

/** A tree view in the side bar, found by its title. */
export class View {
  readonly #page: Page;
  readonly #pane: Locator;
  readonly title: string;

  constructor(page: Page, title: string) {
    this.#page = page;
    this.title = title;
    // A view's description stands between its title and the word "Section".
    const header = page.locator(
      `.pane-header[aria-label="${title} Section"], .pane-header[aria-label^="${title} - "]`,
    );
    this.#pane = page.locator('.pane').filter({ has: header });
  }

  /** The rows that are in sight; none while the view is loading, empty or collapsed. */
  async rows(): Promise<TreeRow[]> {
    return this.#rows().evaluateAll((rows) =>
      rows.map((row) => ({
        label: row.querySelector('.label-name')?.textContent ?? '',
        description: row.querySelector('.label-description')?.textContent ?? '',
        ariaLabel: row.getAttribute('aria-label') ?? '',
        level: Number(row.getAttribute('aria-level')),
        expanded: row.hasAttribute('aria-expanded')
          ? row.getAttribute('aria-expanded') === 'true'
          : undefined,
        selected: row.classList.contains('selected'),
        focused: row.classList.contains('focused'),
      })),
    );
  }

  /** Waits until there are rows. */
  async someRows(): Promise<TreeRow[]> {
    return until(`rows in ${this.title}`, async () => {
      const rows = await this.rows();
      return rows.length > 0 && rows;
    });
  }

  /** Waits for a row with this label. */
  async row(label: string | RegExp): Promise<TreeRow> {
    return until(`the row ${label} in ${this.title}`, async () =>
      (await this.rows()).find((row) => matches(row.label, label)),
    );
  }

  /** Waits until no row has this label. */
  async rowGone(label: string | RegExp): Promise<void> {
    await until(`the row ${label} in ${this.title} to vanish`, async () =>
      (await this.rows()).every((row) => !matches(row.label, label)),
    );
  }

  /** Waits for a row, clicks it: it is selected and has the focus. */
  async click(label: string | RegExp): Promise<void> {
    await this.#locate(label).click();
  }

  /** Moves the focus to a row with the arrow keys alone; the selection stays where it is. */
  async focus(label: string | RegExp): Promise<void> {
    await this.row(label);
    await this.#pane.locator('.monaco-list').focus();
    await this.#page.keyboard.press('Home');
    await until(`the focus on ${label} in ${this.title}`, async () => {
      const before = (await this.rows()).find((row) => row.focused)?.label;
      if (before !== undefined && matches(before, label)) return true;
      await this.#page.keyboard.press('ArrowDown');
      await until('the focus to move', async () => {
        const now = (await this.rows()).find((row) => row.focused)?.label;
        return now !== before;
      });
      return undefined;
    });
  }

  /** Expands a row, or leaves it so, and waits until its children are in sight. */
  async expand(label: string | RegExp): Promise<void> {
    if (!(await this.row(label)).expanded) {
      await this.#locate(label).locator('.monaco-tl-twistie').click();
    }
    await until(`the rows below ${label} in ${this.title}`, async () => {
      const rows = await this.rows();
      const at = rows.findIndex((row) => matches(row.label, label));
      return (rows[at + 1]?.level ?? 0) > (rows[at]?.level ?? Infinity);
    });
  }

  /** Hovers a row and presses one of its inline buttons, named by its tooltip. */
  async pressButton(label: string | RegExp, button: string): Promise<void> {
    const row = this.#locate(label);
    await row.hover();
    await row.locator(`.action-label[aria-label^="${button}"]`).click();
  }

  /** Opens a row's context menu and chooses an entry; a path of several leads through submenus. */
  async chooseFromMenu(label: string | RegExp, ...path: string[]): Promise<void> {
    await this.openMenu(label, ...path.slice(0, -1));
    await this.#press(path.at(-1) ?? '', (open) => open === 0, path.length - 1);
  }

  /** Opens a row's context menu, and the submenus that the path leads through. */
  async openMenu(label: string | RegExp, ...path: string[]): Promise<void> {
    await this.#locate(label).click({ button: 'right' });
    for (const [index, entry] of path.entries()) await this.#press(entry, (open) => open > index + 1, index);
  }

  /** Presses an entry of an open menu until it is done. */
  async #press(entry: string, isDone: (open: number) => boolean, index: number): Promise<void> {
    const menus = this.#page.locator('.monaco-menu');
    // A menu takes no click in its first tenth of a second, so that the click that opened it chooses nothing.
    await until(`the menu entry ${entry} to be chosen`, async () => {
      if (isDone(await menus.count())) return true;
      await menus
        .nth(index)
        .getByText(entry, { exact: true })
        .click({ timeout: 1000 })
        .catch(() => undefined);
      return undefined;
    });
  }

  /** Presses a button in the view's title, named by its tooltip. */
  async pressTitleButton(button: string): Promise<void> {
    // With a single view in sight, its buttons stand in the container's title.
    const name = `.action-label[aria-label^="${button}"]`;
    await this.#pane.hover();
    await this.#page.locator(`.part.sidebar .composite.title ${name}, .pane-header ${name}`).first().click();
  }

  /** What stands above the rows (`TreeView.message`), or ''. */
  async message(): Promise<string> {
    const message = this.#pane.locator('.tree-explorer-viewlet-tree-view > .message:not(.hide)');
    return (await message.allTextContents()).join('\n');
  }

  /** What stands in the view's place while it has no rows (`viewsWelcome`), or ''. */
  async welcome(): Promise<string> {
    return (await this.#pane.locator('.welcome-view-content:visible').allTextContents()).join('\n');
  }

  /** What stands beside the view's title (`TreeView.description`), or ''. */
  async description(): Promise<string> {
    return (await this.#pane.locator('.pane-header .description').allTextContents()).join('');
  }

  /** The row's hover text, as the mouse brings it up: where a row is drawn anew below it, it has to come again. */
  async tooltip(label: string | RegExp): Promise<string> {
    const hovers = this.#page.locator('.monaco-hover:visible');
    return until(`the tooltip of ${label}`, async () => {
      await moveMouseAway(this.#page);
      await until('other hovers to vanish', async () => (await hovers.count()) === 0);
      await this.#locate(label)
        .locator('.label-name')
        .hover({ position: { x: 4, y: 8 } });
      const loaded = hovers.filter({ hasNotText: 'Loading...' });
      await loaded
        .first()
        .waitFor({ timeout: 2000 })
        .catch(() => undefined);
      const text = (await loaded.allInnerTexts()).join('\n');
      return text !== '' && text;
    });
  }

  #rows(): Locator {
    return this.#pane.locator('.customview-tree .monaco-list-rows > .monaco-list-row');
  }

  /** By its text and not by its place: a refresh may move rows between the look and the click. */
  #locate(label: string | RegExp): Locator {
    const name = this.#page.locator('.label-name').filter({ hasText: pattern(label) });
    return this.#rows().filter({ has: name }).first();
  }
}
