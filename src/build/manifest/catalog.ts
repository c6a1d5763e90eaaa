import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CommandDeclaration,
  SubmenuDeclaration,
  ViewCommandDeclaration,
} from '../../extension/catalog/command';
import type { ContextKeyDeclaration } from '../../extension/catalog/contextKey';
import type { PointDeclaration } from '../../extension/catalog/point';
import type { SettingDeclaration, SettingsGroup } from '../../extension/catalog/setting';
import type { Text } from '../../extension/catalog/catalogText';
import type { PageDeclaration, ViewDeclaration } from '../../extension/catalog/view';

/** What a declaration may be. */
interface Declarations {
  readonly view: ViewDeclaration;
  readonly page: PageDeclaration;
  readonly command: CommandDeclaration;
  readonly viewCommand: ViewCommandDeclaration;
  readonly submenu: SubmenuDeclaration;
  readonly settingsGroup: SettingsGroup;
  readonly setting: SettingDeclaration;
  readonly contextKey: ContextKeyDeclaration;
  readonly point: PointDeclaration;
}

/** All that is declared, by its kind; views in the order in which they are shown. */
export type Catalog = { readonly [Kind in keyof Declarations]: readonly Declarations[Kind][] } & {
  readonly texts: readonly Text[];
};

const folder = join(__dirname, '../../extension');

/** Reads every `*.contributions.ts` of the extension. */
export function readCatalog(): Catalog {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.contributions.ts'))
    .sort();
  return catalogOf(files.map((file) => require(join(folder, file)) as unknown));
}

/** What modules export, and objects and lists in that, as far as it is declared. */
export function catalogOf(modules: readonly unknown[]): Catalog {
  const found = new Set<object>();
  for (const exported of modules) gather(exported, found);
  const all = [...found];
  const ofKind = <Kind extends keyof Declarations>(kind: Kind): Declarations[Kind][] =>
    all.filter((each): each is Declarations[Kind] => 'declares' in each && each.declares === kind);
  return {
    view: ofKind('view').sort((a, b) => a.position - b.position),
    page: ofKind('page'),
    command: ofKind('command'),
    viewCommand: ofKind('viewCommand'),
    submenu: ofKind('submenu'),
    settingsGroup: ofKind('settingsGroup'),
    setting: ofKind('setting'),
    contextKey: ofKind('contextKey'),
    point: ofKind('point'),
    texts: all.filter(isText),
  };
}

/** Whether a value is a text of package.nls.json. */
export function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'key' in value && 'english' in value;
}

/** A declaration is not looked into: what it refers to is exported where it is declared. */
function gather(value: unknown, found: Set<object>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('declares' in value || isText(value)) found.add(value);
  else for (const each of Object.values(value)) gather(each, found);
}
