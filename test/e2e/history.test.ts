/** What is recorded while nobody looks, and where it is told. */
import assert from 'node:assert/strict';
import { until } from './poll';
import { startServer, type Server } from './server';
import { Workbench } from './workbench';

describe('the history', () => {
  let workbench: Workbench;
  let port: number;
  const servers: Server[] = [];

  before(async () => {
    // The window begins with the Explorer: no view of Netstat is open.
    workbench = await Workbench.start();
    ({ port } = await serve());
  });

  after(async () => {
    for (const server of servers) server.stop();
    await workbench.close();
  });

  async function serve(): Promise<Server> {
    const server = await startServer(['127.0.0.1'], undefined, port);
    servers.push(server);
    return server;
  }

  /** Ends the server that has the port, and starts another one on it. */
  async function move(): Promise<Server> {
    const before = servers.at(-1);
    before?.stop();
    await before?.ended;
    return serve();
  }

  /** The document of the history, once that is in it; it is read again until then. */
  const story = (wanted: RegExp): Promise<string> =>
    until(`${wanted} in the story`, async () => {
      const lines = await workbench.page.locator('.editor-instance .view-lines').allInnerTexts();
      const text = lines.join('\n').replaceAll('\u00a0', ' ');
      if (wanted.test(text)) return text;
      await workbench.runCommand('Netstat: Read Again');
      return undefined;
    });

  it('has who had a port, and who took it, though no view was open', async () => {
    await workbench.runCommand('Netstat: Show History…');
    await workbench.quickInput.type(String(port));
    await workbench.quickInput.choose(String(port));
    const [first] = servers;
    assert.ok(first);
    await story(new RegExp(`node \\(${first.pid}\\).* 127\\.0\\.0\\.1:${port}`));
    const second = await move();
    await story(new RegExp(`taken by node \\(${second.pid}\\)`));
    const third = await move();
    const text = await story(new RegExp(`taken by node \\(${third.pid}\\)`));
    const told = [third, second, first].map(({ pid }) => text.lastIndexOf(`node (${pid})`));
    assert.deepEqual(
      told,
      [...told].sort((a, b) => a - b),
      text,
    );
    assert.match(text, /^ *What is kept/m);
    await workbench.screenshot('history');
  });

  it('says in Find Port Owner who had a port that is free', async () => {
    const last = servers.at(-1);
    assert.ok(last);
    last.stop();
    await last.ended;
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Netstat: Find Port Owner…');
    await workbench.quickInput.type(String(port));
    const row = await until('the past of the port', async () =>
      (await workbench.quickInput.rows()).find(({ ariaLabel }) => ariaLabel.includes(`node (${last.pid})`)),
    );
    assert.match(row.ariaLabel, new RegExp(`${port} +free`));
    await workbench.screenshot('find-port-owner-past');
    await workbench.quickInput.cancel();
  });
});
