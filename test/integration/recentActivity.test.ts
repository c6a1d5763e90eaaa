/** Recent Activity in a window, of a made-up history: what is told of a real one is in the layer test/history. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import * as vscode from 'vscode';
import type {
  HistoryConnection,
  HistoryEntry,
  HistoryQuestion,
  HistoryStatus,
} from '../../src/core/model/history';
import { historyTest } from '../../src/core/history/historyFilter';
import type { NetstatApi } from '../../src/extension/api';
import { nodeOf, type RowNode } from '../../src/extension/views/tree/row';
import { connection, listener, NODE, program, seen } from '../unit/historyEntries';
import { netstat, rowOf, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';

const ID = 'netstat.recentActivity';

describe('Recent Activity', () => {
  let api: NetstatApi;
  let kept: HistoryEntry[];
  let status: HistoryStatus;
  let asked: HistoryQuestion[];

  const view = (): NetstatApi['recentActivity'] => api.recentActivity;
  /** What happened, which a label has behind the time. */
  const event = (label: string): string => label.replace(/^.*?\d\d:\d\d:\d\d {2}/, '');
  const labels = (): string[] =>
    view()
      .provider.getChildren()
      .map(({ row }) => event(row.label));
  const happen = async (more: Parameters<typeof listener>[0]): Promise<void> => {
    const by = Date.now();
    kept = [listener({ opened: { after: by, by }, ...more }), ...kept];
    status = { ...status, revision: status.revision + 1, entries: kept.length };
  };
  const row = (label: string): RowNode | undefined =>
    view()
      .provider.getChildren()
      .find((node) => event(node.row.label) === label);

  before(async () => {
    api = await netstat();
    kept = [];
    asked = [];
    status = { record: 'listeners', recorder: 'other', bytes: 1, entries: 0, revision: 1 };
    api.engine.history = (question) => {
      asked.push(question);
      const { filter = '', from = -Infinity, most, before } = question;
      const start = before === undefined ? 0 : kept.findIndex(({ id }) => id === before.id) + 1;
      const found = kept
        .slice(start)
        .filter(historyTest(filter))
        .filter((entry) => entry.kind === 'listener' && entry.opened.by >= from);
      const entries = found.slice(0, most);
      const last = entries.at(-1);
      const isCut = found.length > most && last?.kind === 'listener';
      return Promise.resolve({
        ...{ entries, status },
        ...(isCut && { next: { at: last.opened.by, id: last.id } }),
      });
    };
    await vscode.commands.executeCommand(`${ID}.focus`);
    await until('the view in sight', () => view().tree.visible);
    await until('an answer', () => view().provider.source.takenAt > 0);
  });
  after(async () => {
    // The engine's own is of its class.
    delete (api.engine as Partial<NetstatApi['engine']>).history;
    await api.filter.set('');
    await stopPrograms();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
  });

  it('says why it is empty, and follows what happens', async () => {
    await until('the reason', () => view().emptiness() === 'other');
    await happen({ port: 3000 });
    await until('the event', () => labels()[0] === 'node (4242) began to listen on 3000');
    await happen({ port: 3001 });
    await until('the next one above it', () => labels()[0] === 'node (4242) began to listen on 3001');
    assert.equal(labels()[1], 'node (4242) began to listen on 3000');
    await until('its mark', () => view().provider.getChildren()[0]?.mark === 'new');
    assert.match(labels().at(-1) ?? '', /^Connections are not recorded/);
  });

  it('stays as it is while an older event is selected, and says how much is new', async () => {
    const older = row('node (4242) began to listen on 3000') ?? assert.fail('no row');
    await view().tree.reveal(older, { select: true });
    await until('the selection', () => view().tree.selection[0] === older);
    await happen({ port: 3002 });
    await until('the new one, told', () => view().tree.description?.includes('1 new'));
    assert.equal(labels()[0], 'node (4242) began to listen on 3001');
    await vscode.commands.executeCommand(`${ID}.showNewest`);
    await until('the newest', () => labels()[0] === 'node (4242) began to listen on 3002');
    await until('nothing new', () => !view().tree.description?.includes('new'));
  });

  it('is filtered by time, which other views say that they are not', async () => {
    await api.filter.set('since:5m port:3001');
    await until('one event', () => labels()[0] === 'node (4242) began to listen on 3001');
    assert.ok((asked.at(-1)?.from ?? 0) > Date.now() - 400_000);
    await until('the note', () => view().tree.message?.includes('Filter: since:5m port:3001 (1 of'));
    assert.ok(!view().tree.message?.includes('Recent Activity alone'));
    await api.filter.set('since:5m');
    await vscode.commands.executeCommand('netstat.connections.focus');
    const { tree, provider } = api.connections;
    await until('all connections', () => {
      const { matching, total } = provider.source.counts;
      return (
        matching === total && tree.message?.includes('since: and between: apply in Recent Activity alone')
      );
    });
    await api.filter.set('image:postgres');
    await vscode.commands.executeCommand(`${ID}.focus`);
    await until('what is not kept, told', () => view().tree.message?.includes('nothing that image:'));
    assert.ok(labels().length > 2);
    await api.filter.set('');
  });

  it('copies an event as text, JSON and CSV, and what it says', async () => {
    const event = row('node (4242) began to listen on 3001') ?? assert.fail('no row');
    const copied = async (command: string, ...args: unknown[]): Promise<string> => {
      await vscode.env.clipboard.writeText('');
      await vscode.commands.executeCommand(command, ...args);
      return vscode.env.clipboard.readText();
    };
    assert.match(
      await copied('netstat.copyAsText', event),
      /^\d\d:\d\d:\d\d {2}node \(4242\) began to listen on 3001\n$/,
    );
    const data = JSON.parse(await copied('netstat.copyAsJson', event)) as Record<string, unknown>;
    assert.deepEqual([data['table'], data['kind']], ['history', 'listener']);
    assert.match(await copied('netstat.copyAsCsv', event), /\nhistory,listener,.*3001/);
    assert.match(await copied('netstat.copyValue', event), /^\d\d:\d\d:\d\d {2}node \(4242\) began/);
  });

  it('tells the history of what an event is about', async () => {
    await vscode.commands.executeCommand(
      'netstat.showHistory',
      row('node (4242) began to listen on 3001') ?? assert.fail('no row'),
    );
    const document = await until('the document', () => vscode.window.activeTextEditor?.document);
    assert.match(document.getText(), /^History of port 3001 \(TCP\)\n/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.commands.executeCommand(`${ID}.focus`);
  });

  it('leads to the row of what is still open, and says where there is none', async () => {
    const { told, pid } = await startProgram(tcpServer('127.0.0.1'));
    const { port } = told;
    const { owners } = (await rowOf(api, port)).row.port;
    const startTime = owners.find((owner) => owner.pid === pid)?.startTime ?? assert.fail('no owner');
    await vscode.commands.executeCommand(`${ID}.focus`);
    await happen({ port, address: '127.0.0.1', owners: seen(program('node', pid, { startTime })) });
    const event = await until('its event', () => row(`node (${pid}) began to listen on 127.0.0.1:${port}`));
    assert.match(String(view().provider.getTreeItem(event).contextValue), /\bliving\b/);
    await vscode.commands.executeCommand(`${ID}.showRow`, event);
    await until('its row', () => api.listeningPorts.tree.selection[0]?.row.port?.port === port);
    await vscode.commands.executeCommand(`${ID}.focus`);
  });

  it('leads to the row of a connection', async () => {
    const { told, pid } = await startProgram(tcpServer('127.0.0.1'));
    const client = connect(told.port, '127.0.0.1');
    await once(client, 'connect');
    const { localPort = 0 } = client;
    const by = Date.now();
    const opened = { after: by, by };
    const end = (port: number): HistoryConnection['local'] => {
      return { address: '127.0.0.1', port, owners: seen(program('node', pid)) };
    };
    const ends = { local: end(told.port), foreign: end(localPort), isWithin: true, states: [] };
    const { closed: _closed, ending: _ending, ...open } = connection({ ...ends, opened });
    const event = nodeOf('event', undefined, { id: 'event', label: 'an event', entry: open }, []);
    try {
      await vscode.commands.executeCommand(`${ID}.showRow`, event);
      const chosen = await until('its row', () => api.connections.tree.selection[0]?.row.socket);
      assert.ok(chosen.kind === 'inet');
      const { localPort: near, remotePort: far } = chosen.socket;
      assert.deepEqual(new Set([near, far]), new Set([told.port, localPort]));
    } finally {
      client.destroy();
      await vscode.commands.executeCommand(`${ID}.focus`);
    }
  });

  it('loads older events when they are wanted', async () => {
    await view().tree.reveal(view().provider.getChildren()[0] ?? assert.fail('no row'), { select: true });
    for (let i = 0; i < 300; i++) await happen({ port: 10_000 + i, owners: seen(NODE) });
    const isCut = (): boolean => labels().includes('Load older events');
    await until('a part', () => labels()[0]?.endsWith('10299') === true && isCut());
    await vscode.commands.executeCommand(`${ID}.loadMore`);
    await until('the rest', () => row('node (4242) began to listen on 3000') !== undefined);
    assert.ok(!isCut());
  });
});
