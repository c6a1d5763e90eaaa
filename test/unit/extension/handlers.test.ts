import { commands, said } from './fakeVscode';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { command } from '../../../src/extension/catalog/command';
import { registerHandlers } from '../../../src/extension/handlers';
import { nodeOf, type RowNode } from '../../../src/extension/views/tree/row';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<
      Record<string, readonly { readonly command?: string; readonly when?: string }[]>
    >;
  };
}

/** The commands that the command palette never has, each with why. */
const NOT_IN_PALETTE: Readonly<Record<string, string>> = {
  'netstat.pickProcess': 'it answers a variable of a debug configuration, and does nothing by itself',
  'netstat.copyValue': '"Copy" alone does not say of what; a row is copied by Copy As: netstat Text',
  'netstat.copyTrafficRows': 'it is about rows of the page Traffic, which only the page knows',
  'netstat.filterTrafficToRow': 'it is about rows of the page Traffic, which only the page knows',
  'netstat.openTrafficInEditor': 'Open Traffic does the same',
  'netstat.openDetails': 'it is what a click on a row does; Show Details asks for the row',
  'netstat.followLink': 'it is a link of details and hovers, and means what stands there',
  ...Object.fromEntries(
    ['Address', 'Port', 'Process', 'State'].map((of) => [
      `netstat.filterBy${of}`,
      'Filter by What Is Selected… offers all that a row can be filtered by',
    ]),
  ),
  'netstat.recentActivity.loadMore': 'it is the last row of a list, and means the list in sight',
  'netstat.recentActivity.explainMemory':
    'it explains a message of the view, and has nothing to say without it',
  ...Object.fromEntries(
    [
      ...['listeningPorts', 'connections', 'unixSockets', 'interfaces', 'routes', 'statistics'],
      ...['multicastGroups', 'nat', 'neighbours', 'recentActivity'],
    ].map((view) => [`netstat.${view}.copyAll`, 'Copy View As… asks which view, and does the same']),
  ),
};

describe('the command palette', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

  it('has every command but those that would make no sense there', () => {
    const hidden = (contributes.menus['commandPalette'] ?? []).filter(({ when }) => when === 'false');
    assert.deepEqual(new Set(hidden.map(({ command: id }) => id)), new Set(Object.keys(NOT_IN_PALETTE)));
  });

  it('is not the only place of a command that a view could offer', () => {
    const inMenus = new Set(
      Object.entries(contributes.menus).flatMap(([menu, items]) =>
        menu === 'commandPalette' ? [] : items.map(({ command: id }) => id),
      ),
    );
    const alone = contributes.commands.map(({ command: id }) => id).filter((id) => !inMenus.has(id));
    assert.deepEqual(alone, [
      // Each view has Copy All As… in its place.
      'netstat.copyView',
      // Rows have a submenu in its place.
      'netstat.filterByThis',
      // What a click and links of details do.
      'netstat.followLink',
      'netstat.openDetails',
      'netstat.pickProcess',
      // Links of the view's texts and rows.
      'netstat.recentActivity.explainMemory',
      'netstat.recentActivity.loadMore',
      'netstat.recentActivity.record',
      // Messages, reports and hovers lead there, of a port that is taken.
      'netstat.useFreePort',
    ]);
  });
});

describe('a command of rows', () => {
  const menus = [{ menu: 'view/item/context', group: '1@1' }] as const;
  const row = nodeOf('a', undefined, { id: 'a', label: 'a' }, []);
  let runs: (readonly unknown[])[];
  let asked: string[];
  let answer: readonly RowNode[];
  let registered: { dispose(): void };
  beforeEach(() => {
    said.length = 0;
    [runs, asked, answer] = [[], [], [row]];
    const note = (...args: unknown[]): unknown => runs.push(args);
    registered = registerHandlers(
      [
        [command('netstat.ofRow', { title: 'Of Row', menus }), note],
        [command('netstat.ofPort', { title: 'Of Port', asks: 'port', menus }), note],
        [command('netstat.ofNothing', { title: 'Of Nothing' }), note],
      ],
      async () => [],
      async (id) => {
        asked.push(id);
        return answer;
      },
    );
  });
  afterEach(() => registered.dispose());

  it('asks for a row where it comes with nothing, as from the command palette', async () => {
    await commands.get('netstat.ofRow')?.();
    assert.deepEqual(asked, ['netstat.ofRow']);
    assert.deepEqual(runs, [[row, [row]]]);
    answer = [];
    await commands.get('netstat.ofRow')?.();
    assert.equal(runs.length, 1, 'nothing is done where none is chosen');
  });

  it('asks nothing where it has a row, or a key names the view', async () => {
    await commands.get('netstat.ofRow')?.(row, [row]);
    await commands.get('netstat.ofRow')?.('netstat.connections');
    assert.deepEqual(runs, [[row, [row]], ['netstat.connections']]);
    assert.deepEqual(asked, []);
  });

  it('asks by itself where it says so, and does not where it is of no row', async () => {
    await commands.get('netstat.ofPort')?.();
    await commands.get('netstat.ofNothing')?.();
    assert.deepEqual(runs, [[], []]);
    assert.deepEqual(asked, []);
  });

  it('says that the row got lost where VS Code forgot it', async () => {
    await commands.get('netstat.ofRow')?.(undefined, undefined);
    assert.deepEqual([runs, asked], [[], []]);
    assert.match(said[0] ?? '', /the row got lost/);
  });
});
