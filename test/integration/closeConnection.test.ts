/** Close Connection… in a real window: of an engine that is made up, and of a connection between two programs. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { makeCloseConnections } from '../../src/extension/connections/closeConnections';
import { inetSocketAt } from '../../src/core/model/inetTable';
import { FakeEngine } from '../unit/extension/fakeEngine';
import { process as made, snapshot } from '../unit/snapshots';
import { netstat, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';
import { SocketsProbe } from './sockets';

interface Said {
  readonly text: string;
  readonly detail: string | undefined;
}

/** Says yes to every modal, closes every message, and notes what they say. */
async function agreeing(run: (said: readonly Said[]) => Promise<void>): Promise<void> {
  const said: Said[] = [];
  const { showWarningMessage, showInformationMessage } = vscode.window;
  const say = async (text: string, ...items: unknown[]): Promise<unknown> => {
    const [options] = items as { readonly modal?: boolean; readonly detail?: string }[];
    const isModal = Object(options).modal === true;
    said.push({ text, detail: isModal ? options?.detail : undefined });
    // After the options the first button leaves everything as it is, and the second agrees.
    return isModal ? items[2] : undefined;
  };
  Object.assign(vscode.window, { showWarningMessage: say, showInformationMessage: say });
  try {
    await run(said);
  } finally {
    Object.assign(vscode.window, { showWarningMessage, showInformationMessage });
  }
}

describe('Close Connection…', () => {
  let api: NetstatApi;
  before(async () => {
    api = await netstat();
  });
  afterEach(stopPrograms);
  afterEach(() => api.filter.set(''));

  it('asks and closes by the cookie, on a made-up machine', async () => {
    const engine = new FakeEngine();
    const machine = snapshot(
      [{ local: ['127.0.0.1', 4000], remote: ['127.0.0.1', 80], state: 1, pids: [42] }],
      [made()],
    );
    engine.onScan = () => machine;
    const { log, ownPid } = api;
    const close = makeCloseConnections({ engine, log, ownPid, monitor: { refresh: async () => undefined } });
    await agreeing(async (said) => {
      const answer = await close([{ socket: inetSocketAt(machine.inet, 0) }]);
      assert.equal(answer?.isGood, true);
      assert.deepEqual(
        said.map(({ text }) => text),
        ['Close the connection 127.0.0.1:4000 → 127.0.0.1:80?'],
      );
    });
    assert.deepEqual(engine.closed, [[4000]]);
  });

  it('closes the connection of a row, of which its program hears; or says why it may not', async () => {
    const server = await startProgram(tcpServer('127.0.0.1'));
    const client = await startProgram(`
      const socket = require('net').connect(${server.told.port}, '127.0.0.1', () =>
        console.log(JSON.stringify({ port: socket.localPort })));
      socket.on('error', ({ code }) => console.log(code));
      process.stdin.resume();`);
    let heard = '';
    client.child.stdout?.on('data', (text: Buffer) => (heard += String(text)));
    await vscode.commands.executeCommand('netstat.connections.focus');
    const probe = new SocketsProbe(api, api.connections);
    await until('visible view', () => api.connections.tree.visible);
    await api.connections.arrangement.choose({ groupBy: 'process', sortBy: 'foreignAddress' });
    const group = await probe.processGroup(client.pid);
    const row = await probe.rowWhere(group, 'connection', (each) => each.kind === 'inet');
    assert.match(probe.item(row).contextValue ?? '', /\bclosable\b/);
    await agreeing(async (said) => {
      await vscode.commands.executeCommand('netstat.closeConnection', row);
      await until('answer', () => said.at(-1)?.detail === undefined && said.length > 1);
      const [question] = said;
      assert.match(question?.detail ?? '', new RegExp(`This end: pid ${client.pid} `));
      assert.match(question?.detail ?? '', new RegExp(`Other end: pid ${server.pid} `));
      const answer = said.at(-1)?.text ?? '';
      if (/CAP_NET_ADMIN/.test(answer)) assert.equal(heard, '');
      else {
        assert.match(answer, /^Closed 127\.0\.0\.1:\d+ → .*: the kernel has it no more\.$/);
        await until('error', () => heard.includes('ECONNABORTED'));
      }
    });
  });
});
