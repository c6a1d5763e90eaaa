import type { Clause } from '../../extension/catalog/clause';
import { type MenuPlace, viewCommandId } from '../../extension/catalog/command';
import { isOneOf, viewsIn } from '../../extension/catalog/view';
import type { Catalog } from './catalog';
import { inOrderOf } from './order';

/** An entry of a menu, as package.json has it. */
export interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: Clause;
  readonly group?: string;
}

/** VS Code's menus come first, in this order, then ours. */
const MENUS = ['commandPalette', 'editor/title', 'view/title', 'view/item/context', 'webview/context'];

/** The entries of all menus. */
export function menusOf(catalog: Catalog): Record<string, readonly MenuItem[]> {
  const menus = new Map<string, MenuItem[]>(MENUS.map((menu) => [menu, []]));
  const add = (menu: string, item: MenuItem): void => {
    menus.set(menu, [...(menus.get(menu) ?? []), item]);
  };
  const hide = (command: string, palette: Clause | false | undefined): void => {
    if (palette !== undefined) add('commandPalette', { command, when: palette || 'false' });
  };
  const place = (what: MenuItem, at: MenuPlace): void => {
    const menu = typeof at.menu === 'string' ? at.menu : at.menu.id;
    add(menu, { ...what, ...whenOf(at, catalog), group: at.group });
  };
  for (const { id, palette, menus: places = [] } of catalog.command) {
    hide(id, palette);
    for (const each of places) place({ command: id }, each);
  }
  for (const declared of catalog.viewCommand) {
    for (const view of viewsIn(declared.views, catalog.view)) {
      const id = viewCommandId(declared, view.id);
      hide(id, declared.palette);
      place({ command: id }, { menu: 'view/title', views: view, group: declared.group(view) });
    }
  }
  for (const { id, menus: places } of catalog.submenu) {
    for (const each of places) place({ submenu: id }, each);
  }
  return Object.fromEntries(
    [...menus]
      .sort(
        inOrderOf(
          ([menu]) => MENUS.indexOf(menu) >>> 0,
          ([menu]) => menu,
        ),
      )
      .map(([menu, items]) => [menu, items.sort(inOrderOf(...ORDER))]),
  );
}

const ORDER: readonly ((item: MenuItem) => string)[] = [
  ({ group = '' }) => group,
  ({ command, submenu = '' }) => command ?? submenu,
  ({ when = '' }) => when,
];

function whenOf({ views, when }: MenuPlace, catalog: Catalog): { readonly when?: Clause } {
  const clauses = [
    ...(views === undefined ? [] : [isOneOf('view', views, catalog.view)]),
    ...(when === undefined ? [] : [when]),
  ];
  return clauses.length === 0 ? {} : { when: clauses.join(' && ') };
}
