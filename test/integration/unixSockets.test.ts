import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { unixOwnersOf } from '../../src/core/model/snapshot';
import { unixSocketAt } from '../../src/core/model/unixTable';
import type { NetstatApi } from '../../src/extension/api';
import { netstat, until } from './netstat';
import { startProgram, stopPrograms } from './programs';
import { assertOwnLinks, SocketsProbe } from './sockets';

describe('UNIX sockets', () => {
  after(stopPrograms);

  it('are in a snapshot of all sockets, with their owners', async () => {
    const { engine } = await netstat();
    const { pid } = await startProgram(
      "require('net').createServer().listen(String.fromCharCode(0) + 'netstat-test-' + process.pid, () => console.log('{}'));",
    );
    const snapshot = await engine.scan('all', true);
    const path = `@netstat-test-${pid}`;
    const row = [...snapshot.unix.inode.keys()].find((each) =>
      Buffer.from(unixSocketAt(snapshot.unix, each).path).toString('latin1').startsWith(path),
    );
    assert.ok(row !== undefined, `${path} is not in the snapshot`);
    assert.deepEqual(
      unixOwnersOf(snapshot, row).map((owner) => owner.pid),
      [pid],
    );
  });
});

describe('the view UNIX Sockets', () => {
  let api: NetstatApi;
  let probe: SocketsProbe;
  let folder: string;

  before(async () => {
    api = await netstat();
    folder = await mkdtemp(join(tmpdir(), 'netstat-sockets-'));
    await vscode.commands.executeCommand('netstat.unixSockets.focus');
    probe = new SocketsProbe(api, api.unixSockets);
    await until('visible view', () => api.unixSockets.tree.visible);
  });
  beforeEach(() => api.unixSockets.arrangement.choose({ groupBy: 'process', sortBy: 'path' }));
  afterEach(stopPrograms);
  afterEach(() => api.filter.set(''));
  after(() => rm(folder, { recursive: true, force: true }));

  const listener = (path: string): string =>
    `require('net').createServer(() => {}).listen(${JSON.stringify(path)}, () => console.log('{}'));`;

  it('shows a listener with its type, its state and all that netstat prints', async () => {
    const path = join(folder, 'server');
    const { pid } = await startProgram(listener(path));
    const group = await probe.processGroup(pid);
    const [row] = (await probe.rows(group)).filter((each) => probe.item(each).label === path);
    assert.ok(row);
    assert.equal(probe.item(row).description, 'STREAM · LISTENING');
    const text = await probe.tooltip(row);
    for (const part of [
      `Path: ${path}`,
      'Type: STREAM',
      'Flags: [ ACC ] ACC: accepts connections',
      'RefCnt: 2',
      'Inode: ',
      `(pid ${pid})`,
    ]) {
      assert.ok(text.includes(part), `"${part}" is not in ${text}`);
    }
  });

  it('shows both ends of a connection, the unnamed one too', async () => {
    const path = join(folder, 'pair');
    const { pid } = await startProgram(
      `const server = require('net').createServer(() => console.log('{}')).listen(${JSON.stringify(path)}, () =>
        require('net').connect(${JSON.stringify(path)}));`,
    );
    const group = await probe.processGroup(pid);
    const labels = (await probe.rows(group))
      .filter(({ row }) => row.socket.socket.state === 3)
      .map((row) => nameOf(probe.item(row)));
    assert.ok(labels.includes(path), labels.join());
    assert.ok(
      labels.some((label) => /^socket:\[\d+\]$/.test(label)),
      labels.join(),
    );
  });

  it('shows hostile paths as letters, and abstract ones with their @', async () => {
    const hostile = '\0$(flame) [x](command:y) \u202e\u001b[31m é';
    const { pid } = await startProgram(listener(hostile));
    const group = await probe.processGroup(pid);
    const [row] = (await probe.rows(group)).filter((each) => nameOf(probe.item(each)).startsWith('@'));
    assert.ok(row);
    const { accessibilityInformation } = probe.item(row);
    const label = nameOf(probe.item(row));
    for (const text of [label, accessibilityInformation?.label ?? '']) {
      assert.doesNotMatch(text, /[\p{Cc}\p{Bidi_C}]/u);
    }
    assert.ok(!label.includes('$('), 'no icon');
    assert.ok(label.includes('é'), label);
    const resolved = await api.unixSockets.provider.resolveTreeItem(probe.item(row), row);
    const tooltip = resolved.tooltip as vscode.MarkdownString;
    assert.ok(!tooltip.supportThemeIcons);
    assertOwnLinks(tooltip);
    assert.doesNotMatch(tooltip.value, /[\u202e]/);
    assert.match(tooltip.value, /abstract/);
  });

  it('groups by path and by state', async () => {
    const path = join(folder, 'grouped');
    await startProgram(listener(path));
    // Of a group 1,000 rows are shown.
    await api.filter.set(`path:${path}`);
    await api.unixSockets.arrangement.choose({ groupBy: 'path' });
    const group = await probe.group(path, (node) => probe.item(node).label === path);
    assert.equal(probe.item(group).description, '1 socket');
    await vscode.commands.executeCommand('netstat.unixSockets.copyPath', group);
    assert.equal(await vscode.env.clipboard.readText(), path);
    await api.unixSockets.arrangement.choose({ groupBy: 'state' });
    const listening = await probe.group('listening', (node) => probe.item(node).label === 'LISTENING');
    const labels = (await probe.rows(listening)).map((row) => probe.item(row).label);
    assert.ok(labels.includes(path));
  });
});

function nameOf({ label }: vscode.TreeItem): string {
  return typeof label === 'string' ? label : (label?.label ?? '');
}
