import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Grouping } from '../../src/core/model/page';
import type { NetstatApi } from '../../src/extension/api';
import { type GroupNode, isGroupNode, isSocketNode } from '../../src/extension/views/tree/row';
import { netstat, until } from './netstat';
import { type Program, startProgram, stopPrograms, tcpServer } from './programs';
import { showListening, SocketsProbe } from './sockets';

/** A server that takes connections and never reads, and a client that does what its standard input says. */
const server = (
  host: string,
): string => `const server = require('net').createServer({ pauseOnConnect: true, allowHalfOpen: true }, () => {});
  server.listen(0, '${host}', () => console.log(JSON.stringify(server.address())));`;

const client = (host: string, port: number): string => `
  const socket = require('net').connect({ host: '${host}', port: ${port}, allowHalfOpen: true }, () =>
    console.log(JSON.stringify({ port: socket.localPort })));
  socket.on('error', () => {});
  process.stdin.on('data', (text) => (String(text) === 'end' ? socket.end() : socket.write(String(text))));`;

describe('the view Connections', () => {
  let api: NetstatApi;
  let probe: SocketsProbe;

  before(async () => {
    api = await netstat();
    await vscode.commands.executeCommand('netstat.connections.focus');
    probe = new SocketsProbe(api, api.connections);
    await until('visible view', () => api.connections.tree.visible);
  });
  beforeEach(() => api.connections.arrangement.choose({ groupBy: 'process', sortBy: 'foreignAddress' }));
  afterEach(stopPrograms);
  afterEach(() => api.filter.set(''));

  async function pair(host = '127.0.0.1'): Promise<{ server: Program; client: Program }> {
    const listening = await startProgram(server(host));
    return { server: listening, client: await startProgram(client(host, listening.told.port)) };
  }

  it('shows a connection of a process with its foreign end, its state and the process at the other end', async () => {
    const { server: listening, client: connecting } = await pair();
    const group = await probe.processGroup(connecting.pid);
    assert.equal(probe.item(group).description, `${connecting.pid} · 1 connection`);
    // The connection stands before the server accepts it, and its end there has no owner until then.
    const row = await probe.rowWhere(group, 'owner of the other end', (each) => {
      return each.kind === 'inet' && (each.peer?.owners.length ?? 0) > 0;
    });
    const { label, description, accessibilityInformation, contextValue } = probe.item(row);
    assert.match(label as string, new RegExp(`^→ \\S.* :${listening.told.port}$`));
    assert.match(
      String(description),
      new RegExp(`^ESTABLISHED · ↔ pid ${listening.pid} · .*from :${connecting.told.port}$`),
    );
    assert.match(
      accessibilityInformation?.label ?? '',
      new RegExp(
        `^Connection of \\S.* to \\S.* at port ${listening.told.port}, established, process ${connecting.pid}`,
      ),
    );
    assert.equal(
      contextValue,
      'netstatRow closable owned foreignAddress localAddress ported printable inFolder connected byAddress byPort byProcess byState',
    );
    assert.equal(api.connections.provider.getParent(row), group);
  });

  it('shows names of hosts where the user asks for them, and copies addresses all the same', async () => {
    const { server: listening, client: connecting } = await pair();
    const configuration = vscode.workspace.getConfiguration();
    const [row] = await probe.rows(await probe.processGroup(connecting.pid));
    assert.ok(row);
    const address = `127.0.0.1:${listening.told.port}`;
    const { label } = probe.item(row);
    await configuration.update('netstat.resolveNames', 'hosts', vscode.ConfigurationTarget.Global);
    try {
      await until('the name of the host', async () => {
        const text = await probe.tooltip(row);
        return text.includes('Foreign host: localhost') || undefined;
      });
      assert.equal(probe.item(row).label, label, 'the program there tells more than its host');
      await vscode.commands.executeCommand('netstat.connections.copyAddress', row);
      assert.equal(await vscode.env.clipboard.readText(), address);
    } finally {
      await configuration.update('netstat.resolveNames', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('shows numbers where the user wants no names', async () => {
    const { pid } = (await pair()).client;
    const configuration = vscode.workspace.getConfiguration();
    await api.connections.arrangement.choose({ groupBy: 'user' });
    await configuration.update('netstat.resolveNames', 'numbers', vscode.ConfigurationTarget.Global);
    try {
      const uid = process.getuid?.() ?? 0;
      const group = await probe.group('group of the user', ({ id }) => id === `user ${uid}`);
      assert.equal(probe.item(group).label, `uid ${uid}`);
      assert.ok(pid > 0);
    } finally {
      await configuration.update('netstat.resolveNames', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('shows listeners where they are asked for, by their local address, and counts none as a connection', async () => {
    const { pid, told } = await startProgram(tcpServer('::1'));
    await pair();
    await probe.refresh();
    const isMine = ({ row: { group } }: GroupNode): boolean =>
      group.subject.by === 'process' && group.subject.owner?.pid === pid;
    assert.equal(api.connections.provider.getChildren().filter(isGroupNode).find(isMine), undefined);
    const shown = async (): Promise<void> => {
      const group = await probe.processGroup(pid);
      assert.equal(probe.item(group).description, `${pid} · 1 listening`);
      const [row] = await probe.rows(group);
      assert.ok(row);
      assert.equal(probe.item(row).label, `[::1]:${told.port}`);
      assert.match(String(probe.item(row).description), /^LISTEN/);
    };
    await api.filter.set('state:listen');
    await shown();
    assert.match(String(api.connections.tree.description), /^0 of \d+ · \d+ listening/);
    await api.filter.set('');
    await vscode.commands.executeCommand('netstat.connections.showListeningSockets');
    try {
      await shown();
      const { total, listening } = api.connections.provider.source.page.model;
      assert.ok(total > 0 && listening > 0);
      assert.match(
        String(api.connections.tree.description),
        new RegExp(`^${total} · ${listening} listening`),
      );
    } finally {
      await vscode.commands.executeCommand('netstat.connections.hideListeningSockets');
    }
  });

  it('tells connections that say the same as one row, which is unfolded, copied and closed with all in it', async () => {
    const listening = await startProgram(server('127.0.0.1'));
    const connecting = await startProgram(`
      const sockets = [1, 2, 3].map(() => require('net').connect(${listening.told.port}, '127.0.0.1', () => {
        if (sockets.every((socket) => !socket.connecting)) console.log('{}');
      }));`);
    const group = await probe.processGroup(connecting.pid);
    const fold = await until('all three in one', async () => {
      await probe.refresh();
      const [first] = await api.connections.provider.getChildren(group);
      return isGroupNode(first) && first.row.group.count === 3 ? first : undefined;
    });
    const { label, description, contextValue, accessibilityInformation } = probe.item(fold);
    assert.match(label as string, new RegExp(`^→ \\S.* :${listening.told.port}$`));
    assert.match(String(description), /^×3 · ESTABLISHED/);
    assert.match(
      accessibilityInformation?.label ?? '',
      /^3 connections of \S.* to \S.* at port \d+, established/,
    );
    assert.match(contextValue ?? '', /^netstatGroup closable owned .*printable\b/);
    await vscode.commands.executeCommand('netstat.copyAsCsv', fold);
    const lines = (await vscode.env.clipboard.readText()).trimEnd().split('\n');
    assert.equal(lines.length, 4, lines.join('\n'));
    const unfolded = await api.connections.provider.source.unfolded([fold]);
    assert.equal(unfolded.length, 3);
    assert.ok(unfolded.every(isSocketNode));
    assert.equal((await probe.rows(group)).length, 3);
  });

  it('tells every column of netstat in the tooltip, and who has the socket', async () => {
    const { server: listening, client: connecting } = await pair();
    connecting.child.stdin?.write('x'.repeat(5_000));
    const group = await probe.processGroup(listening.pid);
    const row = await probe.rowWhere(
      group,
      'unread bytes',
      ({ socket }) => 'rxQueue' in socket && socket.rxQueue === 5_000,
    );
    assert.match(String(probe.item(row).description), /Recv-Q 5000/);
    const text = await probe.tooltip(row);
    for (const part of [
      'State: ESTABLISHED: Both ends can send data.',
      `Local address: 127.0.0.1:${listening.told.port}`,
      `Foreign address: 127.0.0.1:${connecting.told.port}`,
      `Other end: on this machine, `,
      'Recv-Q: 5000 (bytes received that the program has not read)',
      'Send-Q: 0',
      'Timer: none, retransmits 0, unanswered zero window probes 0',
      '(uid ',
      'Inode: ',
      `(pid ${listening.pid})`,
      'createServer',
      '←',
    ]) {
      assert.ok(text.includes(part), `"${part}" is not in ${text}`);
    }
  });

  it('follows the state of a connection to its end, and marks what happens', async () => {
    const { server: listening, client: connecting } = await pair();
    const group = await probe.processGroup(listening.pid);
    await probe.rows(group);
    const marks = new Set<string>();
    const listener = api.connections.provider.onDidChangeMarks((nodes) => {
      for (const node of nodes) {
        marks.add(`${node.id} ${node.mark ?? 'none'}`);
      }
    });
    connecting.child.stdin?.write('end');
    const isState = (state: number) => (row: { socket: { state: number } }) => row.socket.state === state;
    const closing = await probe.rowWhere(group, 'CLOSE_WAIT', isState(8));
    assert.match(String(probe.item(closing).description), /CLOSE_WAIT/);
    assert.ok(marks.has(`${closing.id} changed`), [...marks].join('\n'));
    listening.child.kill('SIGKILL');
    await until('end of the group', async () => {
      await probe.refresh();
      return api.connections.provider.getChildren().every((node) => node.id !== group.id);
    });
    assert.ok(marks.has(`${group.id} closed`), [...marks].join('\n'));
    listener.dispose();
  });

  it('shows TIME_WAIT, which no process has, among what the kernel keeps', async () => {
    const listening = await startProgram(server('127.0.0.1').replace('() => {}', '(socket) => socket.end()'));
    const connecting = await startProgram(client('127.0.0.1', listening.told.port));
    connecting.child.stdin?.write('end');
    const { port } = connecting.told;
    // Of a group 1,000 rows are shown, and a busy machine keeps more of them.
    await api.filter.set(`port:${port}`);
    const group = await probe.group('group of the kernel', ({ id }) => id === 'process kernel');
    const row = await probe.rowWhere(
      group,
      'TIME_WAIT',
      (each) =>
        each.kind === 'inet' &&
        each.socket.state === 6 &&
        [each.socket.localPort, each.socket.remotePort].includes(port),
    );
    const text = await probe.tooltip(row);
    assert.match(text, /Timer: end of TIME_WAIT, \d+\.\d s left/);
    assert.match(text, /Inode: none/);
    assert.match(text, /the kernel itself holds it/);
    assert.equal(
      probe.item(row).contextValue,
      'netstatRow closable foreignAddress localAddress ported printable byAddress byPort byState',
    );
  });

  it('shows connected UDP sockets, and not those that only wait', async () => {
    const { pid } = await startProgram(`const dgram = require('dgram');
      const waiting = dgram.createSocket('udp4').bind(0, '127.0.0.1', () => {
        const connected = dgram.createSocket('udp4');
        connected.connect(waiting.address().port, '127.0.0.1', () => console.log(JSON.stringify(waiting.address())));
      });`);
    const rows = await probe.rows(await probe.processGroup(pid));
    assert.equal(rows.length, 1);
    assert.ok(rows[0]);
    assert.match(String(probe.item(rows[0]).description), /^ESTABLISHED .*UDP/);
    assert.match(await probe.tooltip(rows[0]), /Datagrams dropped: 0/);
  });

  it('groups by everything it offers, and remembers it', async () => {
    const { server: listening, client: connecting } = await pair();
    await api.filter.set(`port:${connecting.told.port}`);
    const groupOf = async (grouping: Grouping): Promise<string> => {
      await api.connections.arrangement.choose({ groupBy: grouping });
      const found = await until(`the connection grouped by ${grouping}`, async () => {
        await probe.refresh();
        for (const node of api.connections.provider.getChildren()) {
          const rows = isGroupNode(node) ? await probe.rows(node) : [node];
          const isMine = rows.some(
            (each) =>
              isSocketNode(each) &&
              each.row.socket.kind === 'inet' &&
              each.row.socket.socket.localPort === connecting.told.port,
          );
          if (isMine) return node;
        }
        return undefined;
      });
      return probe.item(found).label as string;
    };
    assert.ok((await groupOf('unit')).length > 0);
    assert.equal(await groupOf('state'), 'ESTABLISHED');
    assert.equal(await groupOf('foreignHost'), '127.0.0.1');
    assert.equal(await groupOf('localPort'), String(connecting.told.port));
    assert.equal(await groupOf('protocol'), 'TCP');
    assert.ok((await groupOf('user')).length > 0);
    assert.match(await groupOf('none'), new RegExp(`^→ \\S.* :${listening.told.port}$`));
    assert.equal(api.connections.arrangement.current.groupBy, 'none');
  });

  it('asks how it is grouped and sorted, with what holds now marked', async () => {
    const { showQuickPick } = vscode.window;
    const offered: string[] = [];
    const pick = (items: readonly vscode.QuickPickItem[]): Promise<vscode.QuickPickItem | undefined> => {
      offered.push(...items.map(({ label, description }) => [label, description ?? ''].join('|')));
      return Promise.resolve(items.find(({ label }) => label === 'Foreign Host'));
    };
    Object.assign(vscode.window, { showQuickPick: pick });
    try {
      await vscode.commands.executeCommand('netstat.connections.arrange');
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
    assert.deepEqual(offered, [
      'Group by|',
      'Process|now',
      'Unit|',
      'Container|',
      'Compose Project|',
      'Network Namespace|',
      'State|',
      'Foreign Host|',
      'Local Port|',
      'Protocol|',
      'User|',
      'No Groups|',
      'Sort by|',
      'Foreign Address|now',
      'Local Port|',
      'State|',
      'Queues, Longest First|',
    ]);
    const { current } = api.connections.arrangement;
    assert.deepEqual(current, { groupBy: 'foreignHost', sortBy: 'foreignAddress' });
  });

  it('sorts the rows of a group', async () => {
    const { server: listening } = await pair();
    const idle = await startProgram(client('127.0.0.1', listening.told.port));
    const busy = await startProgram(client('127.0.0.1', listening.told.port));
    busy.child.stdin?.write('x'.repeat(100));
    await api.connections.arrangement.choose({ sortBy: 'queues' });
    const group = await probe.processGroup(listening.pid);
    const first = await until('the longest queue first', async () => {
      await probe.refresh();
      const [row] = await probe.rows(group);
      const socket = row?.row.socket;
      return socket?.kind === 'inet' && socket.socket.rxQueue > 0 ? socket.socket : undefined;
    });
    assert.equal(first.remotePort, busy.told.port);
    assert.notEqual(first.remotePort, idle.told.port);
  });

  it('is filtered by the common filter, with the counts in message and description', async () => {
    const { server: listening } = await pair();
    await api.filter.set(`port:${listening.told.port}`);
    try {
      await until('the filtered list', async () => {
        await probe.refresh();
        return api.connections.provider.source.page.model.matching === 2;
      });
      assert.match(String(api.connections.tree.message), /port:\d+ \(2 of \d+\)/);
      assert.match(String(api.connections.tree.description), /^2 of \d+/);
      await api.filter.set('process:no-such-program-anywhere');
      await until('the empty list', () => api.connections.emptiness() === 'noMatch');
      await until('no message, which would hide the welcome text', () => api.connections.tree.message === '');
    } finally {
      await api.filter.set('');
    }
  });

  it('copies the foreign address of a row, the local one of a listener, the pid of a group', async () => {
    await showListening(true);
    const { server: listening, client: connecting } = await pair();
    const group = await probe.processGroup(connecting.pid);
    const [row] = await probe.rows(group);
    const [listener] = (await probe.rows(await probe.processGroup(listening.pid))).filter(
      ({ row: each }) => each.socket.socket.state === 10,
    );
    await vscode.commands.executeCommand('netstat.connections.copyAddress', row, [row, listener, group]);
    const { port } = listening.told;
    assert.equal(await vscode.env.clipboard.readText(), `127.0.0.1:${port}\n${connecting.pid}`);
    await showListening(false);
  });

  it('asks for nothing while it is hidden', async () => {
    await vscode.commands.executeCommand('workbench.view.explorer');
    await until('hidden view', () => !api.connections.tree.visible);
    const { takenAt } = api.connections.provider.source.page;
    await probe.refresh();
    assert.equal(api.connections.provider.source.page.takenAt, takenAt);
    await vscode.commands.executeCommand('netstat.connections.focus');
    await until('the list anew', () => api.connections.provider.source.page.takenAt > takenAt);
  });

  it('says of itself what happened while it was hidden', async () => {
    await vscode.commands.executeCommand('workbench.view.explorer');
    await until('hidden view', () => !api.connections.tree.visible);
    await vscode.commands.executeCommand('netstat.pauseRefresh');
    await vscode.commands.executeCommand('netstat.connections.focus');
    await until('the pause', () => api.connections.tree.description?.includes('paused'));
    await vscode.commands.executeCommand('netstat.resumeRefresh');
    await until('no pause', () => !api.connections.tree.description?.includes('paused'));
  });
});
