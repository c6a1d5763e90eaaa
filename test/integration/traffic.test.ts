/** The host's side of the Traffic page in a real window: its two places, its commands, and what its menus' rows come to. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { rowsOf } from '../../src/core/query/page/pageSources';
import { type RowContext, ROW_SECTION } from '../../src/core/traffic/messages';
import type { NetstatApi } from '../../src/extension/api';
import type { TrafficKind, TrafficRow } from '../../src/core/model/traffic';
import { FakeLink } from '../unit/extension/traffic/fakeLink';
import { rowsAnswer, view } from '../unit/extension/traffic/answers';
import { process as made, snapshot } from '../unit/snapshots';
import { type Clause, holds, manifest } from './manifest';
import { netstat, until } from './netstat';

const { contributes } = manifest();
const taken = snapshot(
  [
    { local: ['127.0.0.1', 4000], remote: ['10.0.0.1', 443], state: 1, pids: [42], inode: 5 },
    { local: ['127.0.0.1', 3000], pids: [42], inode: 6 },
  ],
  [made()],
);
const rows = rowsOf('connections', taken);
const CONNECTION: TrafficRow = { kind: 'connections', row: rows.row(0), isClosed: false };
const LISTENER: TrafficRow = { kind: 'listeners', row: rows.row(1), isClosed: false };

function context(kind: TrafficKind, ...ids: readonly [number, ...number[]]): RowContext {
  return {
    webviewSection: ROW_SECTION,
    trafficPlace: 'editor',
    trafficKind: kind,
    trafficRow: ids[0],
    trafficRows: ids,
    preventDefaultContextMenuItems: true,
  };
}

/** The tabs that show the page. */
function tabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('netstat.traffic'),
    );
}

/** What is said while something runs, with every message closed. */
async function sayings(run: (said: readonly string[]) => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  const { showInformationMessage, showWarningMessage } = vscode.window;
  const say = async (text: string): Promise<undefined> => void said.push(text);
  Object.assign(vscode.window, { showInformationMessage: say, showWarningMessage: say });
  try {
    await run(said);
  } finally {
    Object.assign(vscode.window, { showInformationMessage, showWarningMessage });
  }
  return said;
}

describe('the Traffic page', () => {
  let api: NetstatApi;
  const restore: (() => unknown)[] = [];
  before(async () => {
    api = await netstat();
  });
  afterEach(async () => {
    for (const each of restore.splice(0)) each();
    await api.filter.set('');
    await vscode.window.tabGroups.close(tabs());
  });

  /** Has the engine answer this of rows, until the test is over. */
  const answerRow = (found: (id: number) => TrafficRow | undefined): void => {
    const own = Object.getOwnPropertyDescriptor(api.engine, 'trafficRow');
    Object.defineProperty(api.engine, 'trafficRow', {
      configurable: true,
      value: async (ids: readonly number[]) => ids.map(found),
    });
    restore.push(() => {
      delete (api.engine as { trafficRow?: unknown }).trafficRow;
      if (own !== undefined) Object.defineProperty(api.engine, 'trafficRow', own);
    });
  };

  it('opens in one tab, which is shown again and reads traffic while it is in sight', async () => {
    await vscode.commands.executeCommand('netstat.openTraffic');
    await until('the tab', () => tabs().length === 1);
    await vscode.commands.executeCommand('netstat.openTraffic');
    assert.equal(tabs().length, 1);
    assert.equal(tabs()[0]?.label, 'Traffic');
    await until('its place', () => api.traffic.page.place('editor')?.link.isVisible === true);
    await until('a pass', () => api.monitor.isActive);
    await vscode.window.tabGroups.close(tabs());
    await until('the end of it', () => api.traffic.page.place('editor') === undefined);
  });

  it('has a view in the panel', async () => {
    await vscode.commands.executeCommand('netstat.traffic.focus');
    await until('the view', () => api.traffic.page.place('panel')?.link.isVisible === true);
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await until('its end', () => api.traffic.page.place('panel')?.link.isVisible !== true);
  });

  it('is answered with samples of the engine', async () => {
    const link = new FakeLink('editor');
    const attached = api.traffic.page.attach(link);
    restore.push(() => attached.dispose());
    link.send({ kind: 'ready' });
    link.send(view());
    await until('rows and series', () => link.told('rows').length > 0 && link.told('series').length > 0);
    assert.equal(link.told('rows')[0]?.answer.place, 'editor');
    const before = link.told('rows').length;
    await api.monitor.refresh();
    await until('the next sample', () => link.told('rows').length > before);
    assert.deepEqual(link.told('problem'), []);
  });

  it('pauses with the views, and follows their filter', async () => {
    const link = new FakeLink('editor');
    const attached = api.traffic.page.attach(link);
    restore.push(() => attached.dispose());
    link.send({ kind: 'ready' });
    link.send({ kind: 'pause', isPaused: true });
    await until('a pause', () => api.monitor.isPaused);
    link.send({ kind: 'pause', isPaused: false });
    await until('its end', () => !api.monitor.isPaused);
    link.send({ kind: 'filter', text: 'port:3000', isFinal: true });
    await until('the filter', () => api.filter.expression === 'port:3000');
    await vscode.commands.executeCommand('netstat.clearFilter');
    await until('none', () => link.told('shared').at(-1)?.shared.filter === '');
  });

  it('has rows’ commands act on what their ids stand for', async () => {
    answerRow((id) => (id === 1 ? CONNECTION : LISTENER));
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand('netstat.connections.copyAddress', context('connections', 1));
    assert.equal(await vscode.env.clipboard.readText(), '10.0.0.1:443');
    await vscode.commands.executeCommand('netstat.copyPort', context('listeners', 2));
    assert.equal(await vscode.env.clipboard.readText(), '3000');
    await vscode.commands.executeCommand('netstat.copyPid', context('connections', 1, 2));
    assert.equal(await vscode.env.clipboard.readText(), '42');
    await vscode.commands.executeCommand('netstat.filterTrafficToRow', context('listeners', 2));
    assert.equal(api.filter.expression, 'localport:3000');
  });

  it('says of rows that are gone that they are, and asks nothing', async () => {
    answerRow(() => undefined);
    for (const command of ['netstat.killProcess', 'netstat.closeConnection', 'netstat.showDetails']) {
      const said = await sayings(async () =>
        vscode.commands.executeCommand(command, context('connections', 1)),
      );
      assert.deepEqual(
        said.map((text) => text.slice(0, 16)),
        ['The row is gone:'],
        command,
      );
    }
  });

  it('says where no filter asks for a row', async () => {
    answerRow(() => ({ kind: 'processes', owner: undefined, name: 'unknown, short-lived' }));
    const before = api.filter.expression;
    const said = await sayings(async () =>
      vscode.commands.executeCommand('netstat.filterTrafficToRow', context('processes', 5)),
    );
    assert.deepEqual(said, ['No filter asks for this row: it is not known which process it is.']);
    assert.equal(api.filter.expression, before);
  });

  it('never has a command take another view’s selection for a row of its own', async () => {
    answerRow(() => assert.fail('no row is meant'));
    const commands = (contributes.menus['webview/context'] ?? []).flatMap(({ command = [] }) => command);
    assert.ok(commands.includes('netstat.killProcess'));
    for (const command of commands) {
      const said = await sayings(async () =>
        vscode.commands.executeCommand(command, { webview: 'netstat.traffic', pid: 1 }),
      );
      assert.deepEqual(said, [], command);
    }
  });

  it('copies rows with a header, in their order', async () => {
    const link = new FakeLink('editor');
    const attached = api.traffic.page.attach(link);
    restore.push(() => attached.dispose());
    const asked: unknown[] = [];
    Object.defineProperties(api.engine, {
      trafficRows: { configurable: true, value: async (question: never) => rowsAnswer(question) },
      trafficText: {
        configurable: true,
        value: async (question: { readonly ids?: unknown }) => {
          asked.push(question.ids);
          return 'Process\tReceived\nnode\t12\n';
        },
      },
    });
    restore.push(() => {
      delete (api.engine as { trafficRows?: unknown }).trafficRows;
      delete (api.engine as { trafficText?: unknown }).trafficText;
    });
    link.send({ kind: 'ready' });
    link.send(view());
    link.send({ kind: 'copy', ids: [9] });
    await until('the copy', async () => (await vscode.env.clipboard.readText()).includes('node\t12'));
    await vscode.commands.executeCommand('netstat.copyTrafficRows', context('connections', 7, 8));
    assert.deepEqual(asked, [[9], [7, 8]]);
  });

  it('writes what it shows to a file, as its name asks for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'netstat-traffic-'));
    const link = new FakeLink('editor');
    const attached = api.traffic.page.attach(link);
    const { showSaveDialog } = vscode.window;
    const asked: unknown[] = [];
    Object.defineProperty(api.engine, 'trafficText', {
      configurable: true,
      value: async ({ of, format }: { readonly of: string; readonly format: string }) => {
        asked.push(`${of} ${format}`);
        return `${format} of ${of}`;
      },
    });
    restore.push(
      () => attached.dispose(),
      () => Object.assign(vscode.window, { showSaveDialog }),
      () => delete (api.engine as { trafficText?: unknown }).trafficText,
    );
    link.send({ kind: 'ready' });
    link.send(view());
    for (const [of, name] of [
      ['rows', 'a.csv'],
      ['samples', 'b.json'],
    ] as const) {
      const file = join(folder, name);
      Object.assign(vscode.window, { showSaveDialog: async () => vscode.Uri.file(file) });
      const said = await sayings(async (soFar) => {
        link.send({ kind: 'export', of });
        // The file is there before it is told of, and what comes late would be taken for the next one's.
        await until('the message', () => soFar.length > 0);
        assert.ok(existsSync(file));
      });
      assert.equal(readFileSync(file, 'utf8'), `${name.slice(2)} of ${of}`);
      assert.deepEqual(said, [`The traffic was written to ${file}.`]);
    }
    assert.deepEqual(asked, ['rows csv', 'samples json']);
    await rm(folder, { recursive: true });
  });

  it('opens a row’s details in the editor where it is low', async () => {
    const link = new FakeLink('panel');
    const attached = api.traffic.page.attach(link);
    restore.push(() => attached.dispose());
    link.send({ kind: 'ready' });
    link.send(view());
    link.send({ kind: 'act', action: 'details', ids: [3] });
    await until('the tab', () => tabs().length === 1);
  });

  it('offers each kind of row what can be done with it', () => {
    const offers = (kind: TrafficKind): string[] =>
      (contributes.menus['webview/context'] ?? [])
        .filter(({ when = '' }) => holds(when, menuOf(kind)))
        .map(({ command, submenu }) => command ?? submenu ?? '');
    assert.ok(offers('connections').includes('netstat.closeConnection'));
    assert.ok(!offers('listeners').includes('netstat.closeConnection'), 'a listener is never closed');
    assert.ok(offers('listeners').includes('netstat.openInBrowser'));
    assert.ok(offers('processes').includes('netstat.killProcess'));
    assert.deepEqual(offers('hosts'), [
      'netstat.showHistory',
      'netstat.filterTrafficToRow',
      'netstat.copyTrafficRows',
    ]);
  });
});

function menuOf(kind: TrafficKind): Clause {
  return { webviewSection: ROW_SECTION, trafficKind: kind };
}
