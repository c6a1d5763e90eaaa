import { holds } from '../catalog/holds';

/** A text of package.json as VS Code passes it on: with a translation, the original stands beside it. */
type TitleText = string | { readonly value: string };

/** What package.json says of commands and menus, as far as menus of rows follow from it. */
export interface ContributedMenus {
  readonly commands: readonly {
    readonly command: string;
    readonly title: TitleText;
    readonly icon?: unknown;
  }[];
  readonly submenus?: readonly { readonly id: string; readonly label: TitleText }[];
  readonly menus: Readonly<Record<string, readonly ContributedItem[]>>;
}

interface ContributedItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

/** A command that the menu of a row has. */
export interface RowMenuItem {
  readonly command: string;
  readonly title: string;
  /** A codicon, where it has one. */
  readonly icon?: string;
  /** The menus within the row's menu that lead to it, the outermost first. */
  readonly path: readonly string[];
  /** The group of the row's menu that it stands in: a line separates it from the next. */
  readonly group: string;
}

/** A row, as its menu's conditions ask for it. */
export interface MenuRow {
  /** The id of its view. */
  readonly view: string;
  /** Its `contextValue`. */
  readonly viewItem: string;
}

const ROW_MENU = 'view/item/context';

/** The menus of rows, from what package.json has: what is declared once is in all lists of what can be done with a row. */
export class RowMenus {
  readonly #contributed: ContributedMenus;

  constructor(contributed: ContributedMenus) {
    this.#contributed = contributed;
  }

  /** What the menu of a row has, in its order, with that of menus within it in their place. */
  of(row: MenuRow): RowMenuItem[] {
    return this.#items(ROW_MENU, row, []);
  }

  /** Whether the menu of a row has a command. */
  has(row: MenuRow, command: string): boolean {
    return this.of(row).some((item) => item.command === command);
  }

  /** Whether rows of a view can have a command in their menu, whatever they are. */
  canHave(view: string, command: string): boolean {
    return this.#leads(ROW_MENU, view, command);
  }

  #leads(menu: string, view: string, command: string): boolean {
    return (this.#contributed.menus[menu] ?? []).some(
      ({ command: own, submenu, when = '' }) =>
        viewsOf(when).some((clause) => holds(clause, { view })) &&
        (own === command || (submenu !== undefined && this.#leads(submenu, view, command))),
    );
  }

  /** The title of a command, as menus have it. */
  titleOf(command: string): string {
    return titleText(this.#contributed.commands.find((each) => each.command === command)?.title ?? command);
  }

  #items(menu: string, row: MenuRow, path: readonly string[]): RowMenuItem[] {
    const shown = (this.#contributed.menus[menu] ?? []).filter(
      ({ group = '', when = '' }) => !/^inline\b/.test(group) && holds(when, { ...row }),
    );
    const items = shown.toSorted(byPlace).flatMap(({ command, submenu, group = '' }): RowMenuItem[] => {
      const [name = ''] = group.split('@');
      if (command !== undefined) return [{ ...this.#itemOf(command), path, group: name }];
      if (submenu === undefined) return [];
      return this.#items(submenu, row, [...path, this.#labelOf(submenu)]).map((item) => {
        return { ...item, group: name };
      });
    });
    // A command may stand in a menu under several conditions.
    return items.filter(({ command }, at) => items.findIndex((each) => each.command === command) === at);
  }

  #itemOf(command: string): Pick<RowMenuItem, 'command' | 'title' | 'icon'> {
    const icon = this.#contributed.commands.find((each) => each.command === command)?.icon;
    const [, name] = /^\$\(([\w-]+)\)$/.exec(typeof icon === 'string' ? icon : '') ?? [];
    return { command, title: this.titleOf(command), ...(name !== undefined && { icon: name }) };
  }

  #labelOf(submenu: string): string {
    return titleText(this.#contributed.submenus?.find(({ id }) => id === submenu)?.label ?? submenu);
  }
}

/** What each alternative of a condition asks of the view alone. */
function viewsOf(clause: string): string[] {
  return clause.split(/\s*\|\|\s*/).map((part) =>
    part
      .split(/\s*&&\s*/)
      .filter((term) => /^view\b/.test(term))
      .join(' && '),
  );
}

function titleText(text: TitleText): string {
  return typeof text === 'string' ? text : text.value;
}

/** As VS Code orders a menu: groups by their names, in them by the number behind the @. */
function byPlace(a: ContributedItem, b: ContributedItem): number {
  const [[one = '', first = '0'], [other = '', second = '0']] = [a, b].map(({ group = '' }) =>
    group.split('@'),
  ) as [string[], string[]];
  return one < other ? -1 : one > other ? 1 : Number(first) - Number(second);
}
