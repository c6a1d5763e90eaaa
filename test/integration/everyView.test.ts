/** What users may expect of every view, of those that package.json will have one day too. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { decorationOf } from '../../src/extension/views/tree/markTexts';
import type { RegisteredView } from '../../src/extension/views/tree/registerView';
import type { RowNode } from '../../src/extension/views/tree/row';
import { say } from '../skip';
import { holds, type Clause, manifest } from './manifest';
import { netstat, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';

const { contributes } = manifest();

/** Counters move all the time: those that speak of trouble are marked, and no other. */
const UNMARKED = ['netstat.statistics'];

describe('every view', () => {
  let api: NetstatApi;
  before(async () => {
    api = await netstat();
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    await startProgram(`require('net').connect(${told.port}, '127.0.0.1', () => console.log('{}'));`);
  });
  after(async () => {
    await api.filter.set('');
    await stopPrograms();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
  });

  for (const { id, type } of Object.values(contributes.views).flat()) {
    if (type !== 'webview') describe(id, () => tests(id, () => api));
  }
});

function tests(id: string, api: () => NetstatApi): void {
  let view: RegisteredView;
  /** One that stands for something; absent where the machine has nothing for the view, which then says why. */
  let row: RowNode | undefined;

  before(async () => {
    view = api().views.find(({ provider }) => provider.view === id) ?? assert.fail('it is not registered');
    await vscode.commands.executeCommand(`${id}.focus`);
    await until('the view in sight', () => view.tree.visible);
    await until('what was read', () => view.provider.source.takenAt > 0);
  });

  beforeEach(async () => {
    row = await until('a row, or why there is none', async () => {
      const found = await firstRow(view, view.provider.getChildren());
      return found === undefined && view.emptiness() === '' ? undefined : { found };
    }).then(({ found }) => found);
  });

  const flags = (): string => (row === undefined ? '' : String(view.provider.getTreeItem(row).contextValue));
  const offers = (menu: string, context: Clause = {}): string[] =>
    (contributes.menus[menu] ?? [])
      .filter(({ when = '' }) => holds(when, { view: id, viewItem: flags(), ...context }))
      .map(({ command, submenu }) => command ?? submenu ?? '');

  it('has a text for each reason to be empty', () => {
    const reasons = (contributes.viewsWelcome ?? []).filter((welcome) => welcome.view === id);
    const ofNone = row === undefined ? view.emptiness() : 'none';
    if (row === undefined) say(`      no row here (${ofNone}): what can be done with one is not tried`);
    assert.ok(
      reasons.some(({ when = '' }) => when.endsWith(`== '${ofNone}'`)),
      ofNone,
    );
  });

  it('has buttons that refresh and pause it, and says that it is paused', async () => {
    assert.ok(offers('view/title').includes('netstat.refresh'));
    assert.ok(offers('view/title').includes('netstat.pauseRefresh'));
    assert.ok(offers('view/title', { 'netstat.paused': true }).includes('netstat.resumeRefresh'));
    await vscode.commands.executeCommand('netstat.pauseRefresh');
    await until('the pause', () => view.tree.description?.includes('paused'));
    await vscode.commands.executeCommand('netstat.resumeRefresh');
    await until('no pause', () => !view.tree.description?.includes('paused'));
  });

  it('is filtered by words, which it says, and offers to clear the filter', async () => {
    assert.ok(offers('view/title').includes('netstat.filter'));
    const key = contributes.keybindings.find(({ command }) => command === 'netstat.filter');
    assert.ok(holds(key?.when ?? '', { focusedView: id }), 'the key goes with the button');
    await api().filter.set('no-such-thing-anywhere');
    await until('the empty list', () => view.provider.source.counts?.matching === 0);
    await until('the note', () => view.tree.description?.includes('filter: no-such'));
    if (row !== undefined) await until('the reason', () => view.emptiness() === 'noMatch');
    assert.ok(offers('view/title', { 'netstat.filtered': true }).includes('netstat.clearFilter'));
    await api().filter.set('');
    await until('no note', () => !view.tree.description?.includes('filter'));
  });

  it('finds its rows by a word that they show', async () => {
    if (row === undefined) return;
    // A moment is asked for by since: and between:.
    const label = row.row.label.replace(/^(?:≤ )?\d\d:\d\d:\d\d/, '');
    const word = /[\w./]{2,}/.exec(label)?.[0] ?? assert.fail(label);
    await api().filter.set(`"${word}"`);
    const { id: wanted } = row;
    await until('the row', () =>
      firstRow(view, view.provider.getChildren(), ({ id: found }) => found === wanted),
    );
    await until('the note', () => view.tree.message?.includes(`Filter: "${word}" (`));
    await api().filter.set('');
    await until('no note', () => !view.tree.description?.includes('filter'));
  });

  it('marks its rows, and can be told not to', async () => {
    assert.ok(offers('view/title', { 'config.netstat.showMarks': true }).includes('netstat.hideMarks'));
    assert.ok(offers('view/title').includes('netstat.showMarks'));
    if (row === undefined || UNMARKED.includes(id)) return;
    const { scheme, path } = view.provider.getTreeItem(row).resourceUri ?? assert.fail('it is not marked');
    assert.deepEqual([scheme, path], ['netstat-row', `/${id}/${row.serial}`]);
    assert.equal(view.provider.source.node(row.serial), row);
    for (const mark of ['new', 'changed', 'closed'] as const) {
      const { badge, text } = decorationOf({ ...row, mark }, 'facts') ?? assert.fail(mark);
      assert.ok(badge.length === 1 && text.length > 0);
    }
  });

  it('copies a row as netstat, JSON and CSV', async () => {
    if (row === undefined) return;
    assert.ok(offers('view/item/context').includes('netstat.copyAs'), flags());
    for (const command of ['netstat.copyAsText', 'netstat.copyAsCsv'])
      assert.match(await copied(command, row), /\S/);
    const data = JSON.parse(await copied('netstat.copyAsJson', row)) as { readonly table?: string };
    assert.ok(data.table, 'the data of a row name its table');
  });

  it('copies the value of the selected row by Ctrl+C', async () => {
    const keys = contributes.keybindings.filter(({ key, when = '' }) => {
      return key === 'ctrl+c' && holds(when, { focusedView: id, listMultiSelection: true });
    });
    assert.equal(keys.length, 1);
    if (row === undefined) return;
    const { command = '', args } = keys[0] ?? {};
    const chosen = row;
    await view.tree.reveal(chosen, { select: true, focus: true });
    await until('the selection', () => view.tree.selection[0]?.id === chosen.id);
    assert.match(await copied(command, ...(args === undefined ? [] : [args])), /\S/);
  });

  it('offers on a row what can be done with it, to copy it at hand', () => {
    if (row === undefined) return;
    const inline = (contributes.menus['view/item/context'] ?? []).filter(({ group, when = '' }) => {
      return group?.startsWith('inline') === true && holds(when, { view: id, viewItem: flags() });
    });
    assert.ok(
      inline.some(({ command }) => /copy/i.test(command ?? '')),
      flags(),
    );
    assert.ok(offers('view/item/context').length > inline.length + 1, 'more than what stands inline');
  });

  it('tells everything of a row in a document, which is read again', async () => {
    assert.ok(row === undefined || offers('view/item/context').includes('netstat.showDetails'), flags());
    if (row === undefined) return;
    await vscode.commands.executeCommand('netstat.showDetails', row);
    const document = vscode.window.activeTextEditor?.document ?? assert.fail('no document');
    assert.equal(document.uri.scheme, 'netstat-details');
    assert.match(document.getText(), /^Details of .+\nAs read on .+\.\n\n/);
    assert.ok(
      !/It is not there any more|This socket has closed/.test(document.getText()),
      document.getText(),
    );
    const before = document.getText();
    await vscode.commands.executeCommand('netstat.refreshDetails', document.uri);
    await until('what is read again', () => document.getText().split('\n')[0] === before.split('\n')[0]);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.commands.executeCommand(`${id}.focus`);
  });

  it('exports all of its rows', async () => {
    assert.ok(offers('view/title').includes(`${id}.copyAll`));
    if (row === undefined) return;
    await vscode.env.clipboard.writeText('');
    const copying = vscode.commands.executeCommand(`${id}.copyAll`);
    const text = await until('copied text', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return (await vscode.env.clipboard.readText()) || undefined;
    });
    await copying;
    assert.match(text, /\S/);
  });
}

/**
 * The first row, at whatever depth, that stands for something of the machine: not for a group, a problem, or more rows.
 * @param is which row is looked for, where not any will do
 */
async function firstRow(
  view: RegisteredView,
  nodes: readonly RowNode[],
  is: (node: RowNode) => boolean = () => true,
): Promise<RowNode | undefined> {
  for (const node of nodes) {
    const words = String(view.provider.getTreeItem(node).contextValue).split(' ');
    if (words.includes('netstatRow') && words.includes('printable') && is(node)) return node;
    const below = await firstRow(view, await view.provider.getChildren(node), is);
    if (below !== undefined) return below;
  }
  return undefined;
}

async function copied(command: string, ...args: unknown[]): Promise<string> {
  await vscode.env.clipboard.writeText('');
  await vscode.commands.executeCommand(command, ...args);
  return vscode.env.clipboard.readText();
}
