import { groupBy } from '../../core/query/groupBy';
import { type CommandDeclaration, viewCommandId } from '../../extension/catalog/command';
import { shortId } from '../../extension/catalog/catalogText';
import {
  emptinessKey,
  type PageDeclaration,
  type ViewDeclaration,
  viewsIn,
} from '../../extension/catalog/view';
import { container } from '../../extension/extension.contributions';
import { type Catalog, isText } from './catalog';
import { keysOf } from './manifestKeys';
import { menusOf } from './menus';
import { inOrderOf } from './order';
import { configurationOf } from './manifestSettings';
import type { Texts } from './manifestTexts';

/** Before which of our own contribution points others stand in package.json, and in which order. */
const POINTS = [
  'viewsContainers',
  'views',
  'viewsWelcome',
  'commands',
  'languages',
  'grammars',
  'configurationDefaults',
  'submenus',
  'menus',
  'keybindings',
  'configuration',
  'languageModelTools',
  'walkthroughs',
  'taskDefinitions',
  'mcpServerDefinitionProviders',
];

/** `contributes` of package.json. @param texts is given the texts that it refers to */
export function contributesOf(catalog: Catalog, texts: Texts): Record<string, unknown> {
  const { submenu, view: views, point } = catalog;
  const parts: Record<string, unknown> = {
    views: viewsOf(catalog, texts),
    viewsWelcome: views.flatMap((view) => welcomeOf(view, texts)),
    commands: commandsOf(catalog, texts),
    submenus: submenu.toSorted(inOrderOf(({ id }) => id)).map(({ id, label }) => ({
      id,
      label: texts.placeholder(`submenu.${shortId(id)}`, label),
    })),
    menus: menusOf(catalog),
    keybindings: keysOf(catalog),
    configuration: configurationOf(catalog, texts),
    ...pointsOf(point, texts),
  };
  const order = inOrderOf<[string, unknown]>(
    ([name]) => POINTS.indexOf(name) >>> 0,
    ([name]) => name,
  );
  return Object.fromEntries(Object.entries(parts).sort(order));
}

/** What is contributed to each point, by however many declarations. */
function pointsOf(declared: Catalog['point'], texts: Texts): Record<string, unknown> {
  return Object.fromEntries(
    [...groupBy(declared, ({ point }) => point)].map(([name, all]) => {
      const values = all.map(({ value }) => withPlaceholders(value, texts));
      const isList = values.every((value) => Array.isArray(value));
      return [name, isList ? values.flat() : Object.assign({}, ...values)];
    }),
  );
}

/** Those of each container; pages stand above lists. */
function viewsOf({ view: views, page: pages }: Catalog, texts: Texts): Record<string, object[]> {
  const all: Record<string, object[]> = { [container]: [] };
  for (const page of pages) (all[page.container] ??= []).push(pageOf(page, texts));
  for (const view of views) (all[view.container ?? container] ??= []).push(viewOf(view, texts));
  return all;
}

function viewOf({ id, name, icon, visibility }: ViewDeclaration, texts: Texts): object {
  return {
    id,
    name: texts.placeholder(`view.${shortId(id)}`, name),
    icon: `$(${icon})`,
    contextualTitle: 'Netstat',
    ...(visibility !== undefined && { visibility }),
  };
}

function pageOf({ id, name, icon }: PageDeclaration, texts: Texts): object {
  return {
    id,
    name: texts.placeholder(`view.${shortId(id)}`, name),
    type: 'webview',
    icon,
    contextualTitle: 'Netstat',
  };
}

function welcomeOf(view: ViewDeclaration, texts: Texts): object[] {
  return Object.entries(view.welcome).map(([reason, declared]) => ({
    view: view.id,
    contents: texts.placeholder(`welcome.${shortId(view.id)}.${reason}`, declared),
    when: `${emptinessKey(view)} == '${reason}'`,
  }));
}

function commandsOf({ command, viewCommand, view }: Catalog, texts: Texts): object[] {
  const ofViews = viewCommand.flatMap((declared) =>
    viewsIn(declared.views, view).map((each) => ({
      id: viewCommandId(declared, each.id),
      title: declared.title(each),
      ...(declared.icon !== undefined && { icon: declared.icon }),
    })),
  );
  const all: readonly Pick<CommandDeclaration, 'id' | 'title' | 'icon' | 'category'>[] = [
    ...command,
    ...ofViews,
  ];
  return all.toSorted(inOrderOf(({ id }) => id)).map(({ id, title, icon, category }) => ({
    command: id,
    title: texts.placeholder(`command.${shortId(id)}`, title),
    category: category === undefined ? 'Netstat' : texts.placeholder(category.key, category),
    ...(icon !== undefined && { icon }),
  }));
}

function withPlaceholders(value: unknown, texts: Texts): unknown {
  if (isText(value)) return texts.placeholder(value.key, value);
  if (Array.isArray(value)) return value.map((each) => withPlaceholders(each, texts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withPlaceholders(each, texts)]));
}
