import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalog, catalogOf, readCatalog } from '../../../src/build/manifest/catalog';
import { contributesOf } from '../../../src/build/manifest/contributes';
import { manifestFiles } from '../../../src/build/manifest/files';
import type { MenuItem } from '../../../src/build/manifest/menus';
import type { KeyBinding } from '../../../src/build/manifest/manifestKeys';
import { Texts } from '../../../src/build/manifest/manifestTexts';
import { onRow } from '../../../src/extension/catalog/clause';
import { command } from '../../../src/extension/catalog/command';
import { contextKey } from '../../../src/extension/catalog/contextKey';
import { booleanSetting, settingsGroup } from '../../../src/extension/catalog/setting';
import { text } from '../../../src/extension/catalog/catalogText';
import { view } from '../../../src/extension/catalog/view';
import { rowFlags } from '../../../src/extension/views/rows.contributions';

const root = join(__dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const declared = readCatalog();

interface Contributes {
  readonly commands: readonly { readonly command: string; readonly title: string }[];
  readonly views: { readonly netstat: readonly { readonly id: string }[] };
  readonly viewsWelcome: readonly { readonly view: string; readonly when: string }[];
  readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
  readonly keybindings: readonly KeyBinding[];
}

/** The catalog with more declarations. */
function withMore(...exports: readonly unknown[]): Catalog {
  return catalogOf([Object.values(declared), exports]);
}

/** What it says is wrong with the catalog. */
function problems(catalog: Catalog): string {
  try {
    manifestFiles(catalog, read);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return '';
}

const visitors = view({
  id: 'netstat.visitors',
  name: 'Visitors',
  position: declared.view.length + 1,
  icon: 'person',
  visibility: 'hidden',
  traits: ['table'],
  welcome: { none: 'Nobody is near.', noMatch: text('welcome.noMatch', welcome('netstat.nat', 'noMatch')) },
});

/** The text that a view has in place of rows. */
function welcome(id: string, reason: string): string {
  const shown = declared.view.find((each) => each.id === id)?.welcome[reason];
  return typeof shown === 'object' ? shown.english : (shown ?? '');
}

describe('package.json and the texts', () => {
  it('are as the contributions.ts of the extension declare them', () => {
    for (const [file, wanted] of Object.entries(manifestFiles(declared, read))) {
      assert.equal(read(file), wanted, `run "npm run manifest": it writes ${file}`);
    }
  });

  it('wake the extension for each tab of a page that comes back after a reload', () => {
    const { activationEvents } = JSON.parse(read('package.json')) as { activationEvents: string[] };
    for (const { id } of declared.page) assert.ok(activationEvents.includes(`onWebviewPanel:${id}`), id);
  });

  it('have no key for the Traffic page, where people type, and none of the trees’ buttons', () => {
    const { keybindings, menus } = contributesOf(declared, new Texts()) as unknown as Contributes;
    const pages = declared.page.map(({ id }) => id);
    assert.deepEqual(pages, ['netstat.traffic']);
    for (const { key, when } of keybindings) {
      const where = /^focusedView (?:== '([\w.]+)'|=~ \/(.+?)\/) && !inputFocus\b/.exec(when);
      assert.ok(where, `${key} is bound beyond views: ${when}`);
      const fits = new RegExp(where[2] ?? `^${where[1]}$`);
      for (const id of pages) assert.ok(!fits.test(id), `${key}: ${when}`);
      let bare = when;
      while (/\([^()]*\)/.test(bare)) bare = bare.replace(/\([^()]*\)/, '');
      assert.doesNotMatch(bare, /\|\|/, `${key}: an alternative goes beyond the view`);
    }
    const inTitle = (menus['view/title'] ?? []).filter(({ when = '' }) => {
      const [, list] = /^view =~ \/(.+?)\/(?: |$)/.exec(when) ?? [];
      return list === undefined
        ? when.startsWith('view == netstat.traffic')
        : new RegExp(list).test(pages[0] ?? '');
    });
    assert.deepEqual(inTitle.map(({ command: id = '' }) => id.replace(/^netstat\./, '')).sort(), [
      'exportTraffic',
      'openTrafficInEditor',
      'pauseRefresh',
      'refresh',
      'resumeRefresh',
      'selectNamespace',
      'showLog',
      'showThisMachine',
    ]);
  });

  it('explain each setting, and each of its values, in sentences', () => {
    for (const setting of declared.setting) {
      const values = setting.type === 'string' ? Object.values(setting.values) : [];
      for (const sentence of [setting.text, ...values]) assert.match(sentence, /^[A-Z].*\.$/s, setting.id);
    }
  });

  it('keep from a workspace what ends processes or changes terminals', () => {
    for (const { id, scope } of declared.setting) {
      if (/^netstat\.(kill|terminal)\./.test(id)) assert.equal(scope, 'machine', id);
    }
  });

  it('let no folder change a setting before it is trusted', () => {
    const { capabilities } = JSON.parse(read('package.json')) as {
      capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
    };
    const ofFolders = declared.setting.filter(({ scope }) => scope !== 'machine').map(({ id }) => id);
    const { supported, restrictedConfigurations } = capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.deepEqual(restrictedConfigurations, ofFolders.sort());
  });

  it('have an entry in a menu for each word of a row, and no other words', () => {
    const clauses = JSON.stringify(contributesOf(declared, new Texts()));
    const asked = [...clauses.matchAll(/\\\\b(\w+)\\\\b(?=[|/.])/g)].map(([, flag = '']) => flag);
    const spelled = clauses.includes('netstat(Row|Group)') ? [rowFlags.row, rowFlags.group] : [];
    assert.deepEqual([...new Set([...asked, ...spelled])].sort(), Object.values(rowFlags).toSorted());
  });

  it('lead a newcomer through files that exist', () => {
    const files = [
      ...JSON.stringify(declared.point).matchAll(/"(?:markdown|path|icon|configuration)":"([\w./-]+)"/g),
    ];
    assert.ok(files.length > 0);
    for (const [, file = ''] of files) assert.ok(existsSync(join(root, file)), file);
  });
});

describe('a view that is declared', () => {
  const { viewsWelcome, commands, menus, keybindings, views } = contributesOf(
    withMore(visitors),
    new Texts(),
  ) as unknown as Contributes;
  const inMenus = (menu: string): readonly string[] =>
    (menus[menu] ?? [])
      .filter(({ when = '' }) => new RegExp(whenView(when)).test(visitors.id))
      .map((item) => item.command ?? item.submenu ?? '');
  const whenView = (when: string): string =>
    /^view =~ \/(.*?)\/(?= |$)/.exec(when)?.[1] ?? `^${/^view == ([\w.]+)/.exec(when)?.[1] ?? 'nowhere'}$`;

  it('stands in its place, and says why it is empty', () => {
    assert.equal(views.netstat.at(-1)?.id, visitors.id);
    assert.deepEqual(
      viewsWelcome.filter((each) => each.view === visitors.id).map(({ when }) => when),
      ["netstat.visitors.emptiness == 'none'", "netstat.visitors.emptiness == 'noMatch'"],
    );
  });

  it('has what every view of its kind has, without another word', () => {
    assert.ok(commands.some(({ command: id }) => id === 'netstat.visitors.copyAll'));
    const inTitle = inMenus('view/title');
    for (const name of ['refresh', 'pauseRefresh', 'resumeRefresh', 'filter', 'showMarks', 'showLog']) {
      assert.ok(inTitle.includes(`netstat.${name}`), name);
    }
    assert.ok(inTitle.includes('netstat.visitors.copyAll'));
    const onRows = inMenus('view/item/context');
    assert.ok(onRows.includes('netstat.copyAs') && onRows.includes('netstat.copyValue'));
    assert.ok(!onRows.includes('netstat.killProcess'), 'its rows have no owners');
    const keys = keybindings.filter(({ when }) => when.includes(`'${visitors.id}'`));
    assert.deepEqual(
      keys.map(({ key }) => key),
      ['ctrl+c', 'ctrl+c', 'ctrl+c'],
    );
    assert.equal(keys[0]?.args, visitors.id);
    const slash = keybindings.find(({ key }) => key === '/')?.when ?? '';
    assert.match(slash, /^focusedView =~ /);
  });
});

describe('declarations that do not fit together', () => {
  it('are refused by what is wrong with them', () => {
    const row = (when: string): unknown =>
      command('netstat.try', {
        title: 'Try',
        menus: [{ menu: 'view/item/context', views: 'table', when, group: '1@1' }],
      });
    const group = settingsGroup({ name: 'new', title: 'New', order: 10 });
    const setting = booleanSetting('netstat.new', {
      group,
      order: 2,
      scope: 'window',
      default: true,
      text: 'It is new.',
    });
    const cases: readonly (readonly [RegExp, readonly unknown[]])[] = [
      [/^$/, [row(onRow(rowFlags.row))]],
      [/two of this: command netstat\.refresh/, [command('netstat.refresh', { title: 'Refresh' })]],
      [/asks for netstat\.nowhere, which nothing declares/, [row('netstat.nowhere')]],
      [/asks for config\.netstat\.off, which nothing declares/, [row('!config.netstat.off')]],
      [/No clause asks for the context key netstat\.unasked/, [contextKey('netstat.unasked')]],
      [/"New" are none, and should count from 1/, [group]],
      [/"New" are 2, and should count from 1/, [group, setting]],
      [/positions of views are /, [{ ...visitors, position: visitors.position + 1 }]],
      [/leads to netstat\.gone/, [{ ...visitors, welcome: { none: '[Go](command:netstat.gone)' } }]],
      [/Two texts have the key "command\.run"/, [command('netstat.x', { title: text('command.run', 'X') })]],
    ];
    for (const [wanted, more] of cases) assert.match(problems(withMore(...more)), wanted);
  });
});
