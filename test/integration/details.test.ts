import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SocketRow } from '../../src/core/model/page';
import type { NetstatApi } from '../../src/extension/api';
import { kernelFields } from '../../src/extension/details/kernelFields';
import { hasNativeCode, whyNoNativeCode } from '../nativeCode';
import { skipWithReason } from '../skip';
import { netstat, rowOf, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';
import { showListening, SocketsProbe } from './sockets';

/** Where no native code is shipped, details are those of /proc alone. */

describe('Show Details', () => {
  let api: NetstatApi;

  before(async () => {
    api = await netstat();
  });
  afterEach(async () => {
    await stopPrograms();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** The document that the editor shows. */
  function shown(): vscode.TextDocument {
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'netstat-details');
    assert.ok(document);
    return document;
  }

  function assertHas(text: string, parts: readonly (string | RegExp)[]): void {
    for (const part of parts) {
      assert.ok(
        typeof part === 'string' ? text.includes(part) : part.test(text),
        `${part} is not in:\n${text}`,
      );
    }
  }

  it('tells everything of a listening port and of its owner', async () => {
    const { pid, told } = await startProgram(
      `${tcpServer('127.0.0.1')}
       server.on('listening', () => require('net').connect(server.address().port, '127.0.0.1'));`,
    );
    const row = await rowOf(api, told.port);
    await vscode.commands.executeCommand('netstat.showDetails', row);
    const text = shown().getText();
    assertHas(text, [
      `Details of 127.0.0.1:${told.port} (TCP)`,
      /^As read on .+\.$/m,
      `TCP 127.0.0.1:${told.port} · LISTEN`,
      /^ {2}Recv-Q +\d+ \(connections that wait to be accepted\)$/m,
      ...(hasNativeCode ? [/^ {2}Accept queue +0 waiting, at most 511$/m] : []),
      ` as /proc/net/tcp has it\n`,
      new RegExp(
        `^ {2}local_address +7F000001:${told.port.toString(16).toUpperCase().padStart(4, '0')} `,
        'm',
      ),
      /^ {2}st +0A$/m,
      /^ {2}inode +[1-9]\d*$/m,
      new RegExp(`^Process .+ \\(pid ${pid}\\)$`, 'm'),
      /^ {2}Command +.+ -e /m,
      `Working directory  ${process.cwd()}`,
      /^ {2}Started +.+$/m,
      new RegExp(`^ {2}Started by +.+ \\(pid ${process.pid}\\)$`, 'm'),
      'Open sockets: 3 of the Internet families, ',
      `    listens on 127.0.0.1:${told.port} (TCP)`,
      new RegExp(`^ {4}tcp 127\\.0\\.0\\.1:\\d+ → 127\\.0\\.0\\.1:${told.port} ESTABLISHED$`, 'm'),
    ]);
  });

  it('tells what TCP knows of a connection, and who has the other end of a UNIX socket', async function () {
    skipWithReason(this, whyNoNativeCode());
    const { pid } = await startProgram(
      `const net = require('net');
       const echo = net.createServer((end) => end.pipe(end)).listen(0, '127.0.0.1', () => {
         const client = net.connect(echo.address().port, '127.0.0.1');
         let received = 0;
         client.on('data', (bytes) => (received += bytes.length) === 3000 && console.log('{}'));
         const path = '\\0netstat-details-' + process.pid;
         net.createServer().listen(path, () => net.connect(path, () => client.write('x'.repeat(3000))));
       });`,
    );
    const shownFor = async (
      view: 'connections' | 'unixSockets',
      wanted: (row: SocketRow) => boolean,
    ): Promise<string> => {
      await vscode.commands.executeCommand(`netstat.${view}.focus`);
      await until('visible view', () => api[view].tree.visible);
      const probe = new SocketsProbe(api, api[view]);
      const row = await probe.rowWhere(await probe.processGroup(pid), 'socket', wanted);
      await vscode.commands.executeCommand('netstat.showDetails', row);
      return shown().getText();
    };
    const connection = await shownFor(
      'connections',
      ({ socket }) => 'remotePort' in socket && socket.remotePort > 0,
    );
    assertHas(connection, [
      /^ {2}Sent +2\.9 KiB$/m,
      /^ {2}Received +2\.9 KiB$/m,
      /^ {2}Sent again +0 segments, 0 B$/m,
      /^ {2}Sent last +[\d.]+ s ago$/m,
      /^ {2}Received last +[\d.]+ s ago$/m,
      /^ {2}Path MTU +[\d,.]+ bytes$/m,
      /^ {2}Round trip time +[\d.]+ ms, give or take [\d.]+ ms/m,
      /^ {2}Congestion control +\w+$/m,
      /^ {2}Receive buffer +[\d.]+ [KM]?i?B of [\d.]+ [KM]iB$/m,
    ]);
    const unix = await shownFor(
      'unixSockets',
      ({ socket }) => 'flags' in socket && socket.state === 3 && socket.path.length > 0,
    );
    assertHas(unix, [
      new RegExp(`^ {2}Other end +on this machine, .+ \\(pid ${pid}\\), inode [1-9]\\d*$`, 'm'),
    ]);
  });

  it('tells when an accept queue is full, and what an older kernel tells of a connection', () => {
    const queueOf = (waiting: number): string | undefined =>
      new Map(kernelFields({ acceptQueue: { waiting, limit: 1000 } })).get('Accept queue');
    assert.equal(queueOf(1000), '1,000 waiting, at most 1,000');
    assert.equal(queueOf(1001), '1,001 waiting, at most 1,000: full, more connections wait or are dropped');
    const connection = {
      retransmissionTimeout: 204_000,
      congestionWindow: 10,
      segmentSize: 1448,
      pathMtu: 1500,
      unacknowledged: 2,
      retransmitted: 3,
    };
    assert.deepEqual(kernelFields({ connection: { ...connection, acknowledged: 2000 } }), [
      ['Acknowledged', '2.0 KiB'],
      ['Sent again', '3 segments'],
      ['Retransmission timeout', '204 ms'],
      ['Congestion window', '10 segments of 1,448 bytes, 2 not acknowledged'],
      ['Path MTU', '1,500 bytes'],
    ]);
    const roundTrip = { time: 43, variation: 12_340, least: 21 };
    assert.deepEqual(
      kernelFields({ connection: { ...connection, sent: 0, roundTrip, deliveryRate: 0 } }).filter(
        ([name]) => name === 'Sent' || name === 'Round trip time',
      ),
      [
        ['Sent', '0 B'],
        ['Round trip time', '0.043 ms, give or take 12.3 ms, 0.021 ms at best'],
      ],
    );
  });

  it('says where the kernel is not to be asked', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    const settings = vscode.workspace.getConfiguration('netstat');
    await settings.update('systemCalls', false, vscode.ConfigurationTarget.Global);
    try {
      const row = await rowOf(api, told.port);
      await until('an engine without system calls', async () => {
        await vscode.commands.executeCommand('netstat.showDetails', row);
        return /The kernel knows more of it and could not be asked: .*netstat\.systemCalls/.test(
          shown().getText(),
        );
      });
    } finally {
      await settings.update('systemCalls', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('is read again on demand, and says what has closed and ended', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    await vscode.commands.executeCommand('netstat.showDetails', await rowOf(api, told.port));
    const document = shown();
    assert.ok(!document.getText().includes('has closed'));
    await stopPrograms();
    await vscode.commands.executeCommand('netstat.refreshDetails');
    await until('the new text', () => document.getText().includes('This socket has closed.'));
    assertHas(document.getText(), [`127.0.0.1:${told.port}`, 'It has ended.']);
  });

  it('shows a UNIX socket of a hostile name on one line, without what it commands', async () => {
    await vscode.commands.executeCommand('netstat.unixSockets.focus');
    await until('visible view', () => api.unixSockets.tree.visible);
    const probe = new SocketsProbe(api, api.unixSockets);
    const { pid } = await startProgram(
      `require('net').createServer().listen('\\0netstat-evil\\x1b[31m\\u202e', () => console.log('{}'));`,
    );
    const group = await probe.processGroup(pid);
    const row = await probe.rowWhere(
      group,
      'listener',
      ({ socket }) => 'flags' in socket && socket.flags > 0,
    );
    await vscode.commands.executeCommand('netstat.showDetails', row);
    const text = shown().getText();
    assertHas(text, [
      /^ {2}Path +@netstat-evil<U\+001B>\[31m<U\+202E>$/m,
      ' as /proc/net/unix has it',
      /^ {2}RefCount +/m,
    ]);
    assert.doesNotMatch(text, /[\p{Cf}\p{Cs}]|(?!\n)\p{Cc}/u);
  });

  it('tells of the process that a group of Connections stands for', async () => {
    await vscode.commands.executeCommand('netstat.connections.focus');
    await until('visible view', () => api.connections.tree.visible);
    const probe = new SocketsProbe(api, api.connections);
    const { pid, told } = await startProgram(tcpServer('127.0.0.1'));
    await showListening(true);
    await vscode.commands.executeCommand('netstat.showDetails', await probe.processGroup(pid));
    await showListening(false);
    const text = shown().getText();
    assertHas(text, [`(pid ${pid})`, `listens on 127.0.0.1:${told.port} (TCP)`]);
  });
});
