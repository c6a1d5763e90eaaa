import { emptinessKey } from '../../extension/catalog/view';
import type { Catalog } from './catalog';

/** What the types of declarations cannot see, as sentences; none where all is well. */
export function problemsOf(
  catalog: Catalog,
  contributes: Readonly<Record<string, unknown>>,
  texts: Readonly<Record<string, string>>,
): string[] {
  return [
    ...twins(catalog),
    ...gaps(catalog),
    ...strangers(catalog, contributes),
    ...deadLinks(contributes, texts),
  ];
}

/** Two of a kind with the same id. */
function twins({ view, page, command, submenu, setting, contextKey, point }: Catalog): string[] {
  const kinds = { view, page, command, submenu, setting, 'context key': contextKey };
  const named = Object.entries(kinds).flatMap(([kind, all]) => all.map(({ id }) => `${kind} ${id}`));
  // Lists of several declarations are one list, and objects one object, whose names have to differ.
  const parts = point.flatMap(({ point: name, value }) =>
    Array.isArray(value) ? [] : Object.keys(value).map((key) => `contribution to ${name}: ${key}`),
  );
  const all = [...named, ...parts];
  const twice = all.filter((name, index) => all.indexOf(name) !== index);
  return [...new Set(twice)].map((name) => `There are two of this: ${name}.`);
}

/** Places that are not numbered from 1 on. */
function gaps({ view, settingsGroup, setting }: Catalog): string[] {
  const lists: readonly (readonly [string, readonly number[]])[] = [
    ['The positions of views', view.map(({ position }) => position)],
    ['The orders of settings groups', settingsGroup.map(({ order }) => order)],
    ...settingsGroup.map((group): [string, number[]] => [
      `The orders of settings in "${group.title}"`,
      setting.filter((each) => each.group === group).map(({ order }) => order),
    ]),
  ];
  const isCounted = (orders: readonly number[]): boolean =>
    orders.length > 0 && orders.toSorted((a, b) => a - b).every((order, index) => order === index + 1);
  return lists
    .filter(([, orders]) => !isCounted(orders))
    .map(([what, orders]) => `${what} are ${orders.join(', ') || 'none'}, and should count from 1.`);
}

/** Names of ours in clauses and menus that nothing declares. */
function strangers(catalog: Catalog, contributes: Readonly<Record<string, unknown>>): string[] {
  const clauses = [...JSON.stringify(contributes).matchAll(/"when":("(?:[^"\\]|\\.)*")/g)]
    .map(([, clause = '""']) => JSON.parse(clause) as string)
    .join('\n');
  const settings = new Set(catalog.setting.map(({ id }) => `config.${id}`));
  const keys = new Set([
    ...catalog.view.flatMap((view) => [view.id, emptinessKey(view)]),
    ...catalog.page.flatMap(({ id, rowSection }) => [id, rowSection]),
    ...catalog.contextKey.map(({ id }) => id),
  ]);
  const words: readonly string[] = clauses.match(/\b(config\.)?netstat\.[\w.]+/g) ?? [];
  const unknown = words.filter((word) => !keys.has(word) && !settings.has(word));
  const unused = catalog.contextKey.map(({ id }) => id).filter((id) => !words.includes(id));
  const { menus } = contributes as { menus: Readonly<Record<string, unknown>> };
  const submenus = new Set(catalog.submenu.map(({ id }) => id));
  const nowhere = Object.keys(menus).filter((menu) => menu.startsWith('netstat.') && !submenus.has(menu));
  return [
    ...new Set(unknown.map((word) => `A clause asks for ${word}, which nothing declares.`)),
    ...unused.map((id) => `No clause asks for the context key ${id}.`),
    ...nowhere.map((menu) => `Entries are put into the submenu ${menu}, which nothing declares.`),
  ];
}

/** Links in texts, and steps of the walkthrough, that lead to no command and no view. */
function deadLinks(
  contributes: Readonly<Record<string, unknown>>,
  texts: Readonly<Record<string, string>>,
): string[] {
  const { commands, views } = contributes as {
    commands: readonly { command: string }[];
    views: Readonly<Record<string, readonly { id: string }[]>>;
  };
  const known = new Set([
    ...commands.map(({ command }) => command),
    ...Object.values(views).flatMap((all) => all.flatMap(({ id }) => [id, `${id}.focus`])),
  ]);
  const linked = Object.values(texts).flatMap((text) => [...text.matchAll(/\(command:([\w.]+)\)/g)]);
  const awaited = [...JSON.stringify(contributes).matchAll(/"on(?:Command|View):([\w.]+)"/g)];
  return [...linked, ...awaited]
    .map(([, id = '']) => id)
    .filter((id) => !known.has(id))
    .map(
      (id) => `A text or a step of the walkthrough leads to ${id}, which is neither a command nor a view.`,
    );
}
