import type { Locator, Page } from 'playwright-core';
import { stretched } from '../host/timeLimit';
import { seek } from './list';
import { ContextMenu } from './menu';
import { clearTheWay, COMES_WITHIN, hoverUntil } from './mouse';
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
  readonly #menu: ContextMenu;
  readonly title: string;

  constructor(page: Page, title: string) {
    this.#page = page;
    this.#menu = new ContextMenu(page);
    this.title = title;
    // A view's description stands between its title and the word "Section".
    const header = page.locator(
      `.pane-header[aria-label="${title} Section"], .pane-header[aria-label^="${title} - "]`,
    );
    this.#pane = page.locator('.pane').filter({ has: header });
  }

  /** The rows that are in sight, their middle at least; none while the view is loading, empty or collapsed. */
  async rows(): Promise<TreeRow[]> {
    return this.#rows().evaluateAll((rows) => {
      const frame = rows[0]?.closest('.monaco-scrollable-element')?.getBoundingClientRect();
      // What is clicked is the middle, and the view below may lie over it.
      const isInSight = (row: Element): boolean => {
        const { top, height } = row.getBoundingClientRect();
        const middle = top + height / 2;
        return frame === undefined || (middle > frame.top && middle < frame.bottom);
      };
      return rows.filter(isInSight).map((row) => ({
        label: row.querySelector('.label-name')?.textContent ?? '',
        description: row.querySelector('.label-description')?.textContent ?? '',
        ariaLabel: row.getAttribute('aria-label') ?? '',
        level: Number(row.getAttribute('aria-level')),
        expanded: row.hasAttribute('aria-expanded')
          ? row.getAttribute('aria-expanded') === 'true'
          : undefined,
        selected: row.classList.contains('selected'),
        focused: row.classList.contains('focused'),
      }));
    });
  }

  /** Waits until there are rows. */
  async someRows(): Promise<TreeRow[]> {
    return until(`rows in ${this.title}`, async () => {
      const rows = await this.rows();
      return rows.length > 0 && rows;
    });
  }

  /** Waits for a row with this label, and brings it into sight. */
  async row(label: string | RegExp): Promise<TreeRow> {
    return this.rowWhere(`the row ${label}`, (row) => matches(row.label, label));
  }

  /** Waits for a row that `isIt` knows, and brings it into sight. */
  async rowWhere(what: string, isIt: (row: TreeRow) => boolean): Promise<TreeRow> {
    return until(`${what} in ${this.title}`, () => this.#seek(isIt));
  }

  /** Waits until no row has this label. */
  async rowGone(label: string | RegExp): Promise<void> {
    await this.noRowWhere(`the row ${label}`, (row) => matches(row.label, label));
  }

  /** Waits until `isIt` knows no row. */
  async noRowWhere(what: string, isIt: (row: TreeRow) => boolean): Promise<void> {
    await until(`${what} in ${this.title} to vanish`, async () => (await this.#seek(isIt)) === undefined);
  }

  /** Waits for a row, clicks it: it is selected and has the focus. */
  async click(label: string | RegExp): Promise<void> {
    await (await this.#reach(label)).click();
  }

  /** The same for a row that `isIt` knows. */
  async clickWhere(what: string, isIt: (row: TreeRow) => boolean): Promise<void> {
    await clearTheWay(this.#page);
    const { ariaLabel } = await this.rowWhere(what, isIt);
    await this.#rows()
      .and(this.#page.getByLabel(ariaLabel, { exact: true }))
      .first()
      .click();
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
      await (await this.#reach(label)).locator('.monaco-tl-twistie').click();
    }
    await until(`the rows below ${label} in ${this.title}`, () =>
      seek(this.#content, async () => {
        const rows = await this.rows();
        const at = rows.findIndex((row) => matches(row.label, label));
        return (rows[at + 1]?.level ?? 0) > (rows[at]?.level ?? Infinity) ? rows[at] : undefined;
      }),
    );
  }

  /**
   * Opens a row's context menu and chooses an entry; a path of several leads through submenus. Where the last one has a
   * submenu, that is left open.
   */
  async chooseFromMenu(label: string | RegExp, ...path: string[]): Promise<void> {
    await this.#menu.follow(path, async () => (await this.#reach(label)).click({ button: 'right' }));
  }

  /** Closes the context menu that is open. */
  async closeMenu(): Promise<void> {
    await this.#menu.close();
  }

  /** Presses a button in the view's title, named by its tooltip. */
  async pressTitleButton(button: string): Promise<void> {
    // With a single view in sight, its buttons stand in the container's title.
    const name = `.action-label[aria-label^="${button}"]`;
    const place = this.#page
      .locator(`.part.sidebar .composite.title ${name}`)
      .or(this.#pane.locator(`.pane-header ${name}`))
      .first();
    // Shown while the mouse is over the view. There a row's tooltip comes up after a while and may lie over the button, so
    // the mouse first comes to rest on that.
    await hoverUntil(
      this.#page,
      `${button} of ${this.title}`,
      () => this.#pane.hover(),
      () =>
        place.hover({ timeout: stretched(COMES_WITHIN) }).then(
          () => true,
          () => false,
        ),
    );
    await place.click();
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

  /** The row's hover text, as the mouse brings it up. */
  async tooltip(label: string | RegExp): Promise<string> {
    const loaded = this.#page.locator('.monaco-hover:visible').filter({ hasNotText: 'Loading...' });
    return hoverUntil(
      this.#page,
      `the tooltip of ${label}`,
      async () => {
        await this.row(label);
        await this.#locate(label)
          .locator('.label-name')
          .hover({ position: { x: 4, y: 8 } });
      },
      async () => {
        const text = (await loaded.allInnerTexts()).join('\n');
        return text !== '' && text;
      },
    );
  }

  /** Looks for a row, and brings it into sight. */
  #seek(isIt: (row: TreeRow) => boolean): Promise<TreeRow | undefined> {
    return seek(this.#content, async () => (await this.rows()).find(isIt));
  }

  /** Waits for a row, and until nothing lies over it. */
  async #reach(label: string | RegExp): Promise<Locator> {
    await clearTheWay(this.#page);
    await this.row(label);
    return this.#locate(label);
  }

  get #content(): Locator {
    return this.#pane.locator('.customview-tree .monaco-list-rows').first();
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
