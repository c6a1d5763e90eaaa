import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  copyAllCommands,
  commands,
  container,
  contextKeys,
  rowFlags,
  settings,
  submenus,
  views,
} from '../../../src/extension/ids';

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}

interface WalkthroughStep {
  readonly description: string;
  readonly media: { readonly markdown: string };
  readonly completionEvents: readonly string[];
}

interface Setting {
  readonly order: number;
  readonly scope: string;
  readonly markdownDescription: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly {
      readonly view: string;
      readonly when: string;
      readonly contents: string;
    }[];
    readonly commands: readonly { readonly command: string }[];
    readonly submenus: readonly { readonly id: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly WalkthroughStep[] }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly keybindings: readonly (MenuItem & {
      readonly args?: string | { readonly commands: readonly (string | { readonly command: string })[] };
    })[];
    readonly configuration: readonly {
      readonly title: string;
      readonly order: number;
      readonly properties: Readonly<Record<string, Setting>>;
    }[];
  };
}

const root = join(__dirname, '../../..');
const text = readFileSync(join(root, 'package.json'), 'utf8');
const { contributes } = JSON.parse(text) as Manifest;
const nls = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

describe('package.json and the code', () => {
  it('have the same commands', () => {
    assert.deepEqual(
      sorted(contributes.commands.map(({ command }) => command)),
      sorted([...Object.values(commands), ...copyAllCommands]),
    );
  });

  it('have the same views, in the same container', () => {
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [container],
    );
    assert.deepEqual(
      sorted((contributes.views[container] ?? []).map(({ id }) => id)),
      sorted(Object.values(views)),
    );
  });

  it('have the same settings', () => {
    const keys = contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
    assert.deepEqual(sorted(keys), sorted(Object.values(settings)));
  });

  it('have settings in groups, in order, each with a sentence', () => {
    const orders = (all: readonly { readonly order: number }[]): void => {
      const sortedOrders = all.map(({ order }) => order).toSorted((a, b) => a - b);
      assert.deepEqual(
        sortedOrders,
        [...sortedOrders.keys()].map((i) => i + 1),
      );
    };
    orders(contributes.configuration);
    for (const { title, properties } of contributes.configuration) {
      assert.ok(nls[title.slice(1, -1)], title);
      orders(Object.values(properties));
      for (const [key, property] of Object.entries(properties)) {
        const { markdownDescription, enum: values = [], enumDescriptions = [] } = property;
        for (const text of [markdownDescription, ...enumDescriptions]) {
          assert.match(nls[text.slice(1, -1)] ?? '', /^[A-Z].*\.$/s, `${key}: ${text}`);
        }
        assert.equal(enumDescriptions.length, values.length, key);
      }
    }
  });

  it('keep from a workspace what ends processes or changes terminals', () => {
    const all = contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
    for (const [key, { scope }] of all) {
      if (/^netstat\.(kill|terminal)\./.test(key)) assert.equal(scope, 'machine', key);
    }
  });

  it('have the same submenus', () => {
    assert.deepEqual(sorted(contributes.submenus.map(({ id }) => id)), sorted(Object.values(submenus)));
  });

  it('use each context key and row flag on both sides, and no other', () => {
    const clauses = text.match(/"when": "(?:[^"\\]|\\.)*"/g)?.join('\n') ?? '';
    const words = clauses.match(/(?<!config\.)\bnetstat\.[\w.]+/g) ?? [];
    const viewIds = new Set<string>(Object.values(views));
    const keys = words.filter((word) => !viewIds.has(word));
    assert.deepEqual(sorted(keys), sorted(Object.values(contextKeys)));
    const flags = [...clauses.matchAll(/viewItem =~ \/\\\\b(\w+)\\\\b\//g)].map(([, flag]) => flag ?? '');
    assert.deepEqual(sorted(flags), sorted(Object.values(rowFlags)));
    const configured = [...clauses.matchAll(/\bconfig\.(netstat\.[\w.]+)/g)].map(([, key]) => key ?? '');
    const known = new Set<string>(Object.values(settings));
    assert.deepEqual(
      configured.filter((key) => !known.has(key)),
      [],
    );
  });

  it('name in menus and keys only commands that exist', () => {
    const ours = new Set<string>([...Object.values(commands), ...copyAllCommands]);
    const items = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    const used = items.flatMap(({ command }) => command ?? []);
    const keyed = contributes.keybindings
      .flatMap(({ args }) => (typeof args === 'object' ? args.commands : []))
      .map((entry) => (typeof entry === 'string' ? entry : entry.command));
    const foreign = new Set(['runCommands', 'list.selectAndPreserveFocus', 'list.toggleExpand']);
    assert.deepEqual(
      [...used, ...keyed].filter((id) => !ours.has(id) && !foreign.has(id)),
      [],
    );
    const linked = contributes.viewsWelcome.flatMap(({ contents }) => {
      const welcome = nls[contents.slice(1, -1)] ?? '';
      return [...welcome.matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id ?? '');
    });
    assert.deepEqual(
      linked.filter((id) => !ours.has(id)),
      [],
    );
  });

  it('have a walkthrough whose links, events and files exist', () => {
    const ours = new Set<string>([
      ...Object.values(commands),
      ...Object.values(views).flatMap((view) => [view, `${view}.focus`]),
    ]);
    for (const { description, media, completionEvents } of contributes.walkthroughs.flatMap(
      ({ steps }) => steps,
    )) {
      const texts = nls[description.slice(1, -1)] ?? '';
      const linked = [...texts.matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id ?? '');
      const awaited = completionEvents.map((event) => event.replace(/^on(Command|View):/, ''));
      assert.deepEqual(
        [...linked, ...awaited].filter((id) => !ours.has(id)),
        [],
      );
      assert.ok(completionEvents.length > 0, 'a step can be completed');
      assert.notEqual(readFileSync(join(root, media.markdown), 'utf8'), '');
    }
  });

  it('have a text for every placeholder, and no other texts', () => {
    const used = [...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');
    assert.deepEqual(sorted(used), sorted(Object.keys(nls)));
  });
});
