import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { netstat, until } from './netstat';
import { startProgram, stopPrograms } from './programs';

describe('a watched port', () => {
  let api: NetstatApi;
  before(async () => {
    api = await netstat();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
  });
  afterEach(stopPrograms);

  /** The program text is the same at each start, as that of a server is which its user restarts. */
  const serve = (port: number): string =>
    `const server = require('net').createServer();
     server.listen(${port}, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));`;

  it('is told of once where its program is restarted, and of its end once that is none', async () => {
    const {
      told: { port },
    } = await startProgram(serve(0));
    await stopPrograms();
    const first = await startProgram(serve(port));
    const watched = { transport: 'tcp', port } as const;
    const news: string[] = [];
    const listening = api.watches.onDidNews(({ watched: of, event }) => {
      if (of.port === port) news.push(event.kind);
    });
    await api.watches.add(watched);
    try {
      await until(
        'the first look',
        () => api.watches.stateOf(watched)?.leaders[0]?.pid === first.pid || undefined,
      );
      // Where somebody looked before the server was started, that is news, too.
      news.length = 0;
      await stopPrograms();
      await startProgram(serve(port));
      await until('the restart', () => news[0], 25_000);
      assert.deepEqual(news, ['restarted']);
      await stopPrograms();
      await until('the end', () => news[1], 25_000);
      assert.deepEqual(news, ['restarted', 'closed']);
    } finally {
      listening.dispose();
      await api.watches.remove(watched);
    }
  });
});
