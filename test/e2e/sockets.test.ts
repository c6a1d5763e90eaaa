import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { openAlone } from './alone';
import { startServer, type Server } from './server';
import type { TreeRow } from './view';
import { Workbench } from './workbench';

/** Many processes are called node: the pid alone tells them apart. */
function isGroupOf({ pid }: Server): (row: TreeRow) => boolean {
  return ({ description }) => description.startsWith(`${pid} ·`);
}

/** A client of the server; the server's end is none of its errors. */
async function connected({ port }: Server): Promise<Socket> {
  const client = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(client, 'connect');
  return client;
}

describe('the views of sockets', () => {
  let workbench: Workbench;
  let server: Server;
  let client: Socket;

  before(async () => {
    workbench = await Workbench.start();
    await workbench.openContainer('Netstat');
    server = await startServer(['127.0.0.1']);
    client = await connected(server);
  });

  after(async () => {
    client.destroy();
    server.stop();
    await workbench.close();
  });

  it('show both ends of a connection, the end of this process at the server', async () => {
    const view = await openAlone(workbench, 'Connections');
    await view.clickWhere('the server among the processes', isGroupOf(server));
    const row = await view.row('← mocha');
    const ends = `^to :${server.port} · ESTABLISHED · ↔ pid ${process.pid} · .*from :${client.localPort}$`;
    assert.match(row.description, new RegExp(ends));
    assert.match(row.ariaLabel, /mocha.*ESTABLISHED/);
  });

  it('are grouped by the button in their title', async () => {
    const view = await openAlone(workbench, 'Connections');
    await view.pressTitleButton('Group and Sort Connections');
    await workbench.quickInput.choose('State');
    await view.row('ESTABLISHED');
    await view.pressTitleButton('Group and Sort Connections');
    assert.equal((await workbench.quickInput.row('State')).description, 'now');
    await workbench.quickInput.choose('Process');
    await view.rowGone('ESTABLISHED');
  });

  it('end the process of a group by its key, after one question that names its sockets', async () => {
    const victim = await startServer(['127.0.0.1']);
    // What listens is in a view of its own: a group has what is connected.
    const peer = await connected(victim);
    const view = await openAlone(workbench, 'Connections');
    const isGroup = isGroupOf(victim);
    await view.clickWhere('the server among the processes', isGroup);
    await view.rowWhere('the rows of the group', (row) => isGroup(row) && row.expanded === true);
    await workbench.page.keyboard.press('Delete');
    const { message, detail } = await workbench.dialog.text();
    await workbench.screenshot('kill-group');
    assert.match(message, new RegExp(`^Kill .*${victim.pid}`));
    assert.ok(detail.includes(`127.0.0.1:${victim.port}`), detail);
    await workbench.dialog.press('Cancel');
    const { expanded } = await view.rowWhere('the group', isGroup);
    assert.equal(expanded, true, 'the key leaves the group as it is');
    await workbench.page.keyboard.press('Delete');
    await workbench.dialog.press('Kill');
    await view.noRowWhere('the group', isGroup);
    victim.stop();
    peer.destroy();
  });

  it('show names of hosts once they are chosen', async () => {
    const view = await openAlone(workbench, 'Connections');
    await workbench.runCommand('Netstat: Group and Sort Connections…');
    await workbench.quickInput.choose('Foreign Host');
    await view.row('127.0.0.1');
    await workbench.runCommand('Netstat: Names or Numbers…');
    await workbench.quickInput.row('Services, Users and Hosts');
    await workbench.screenshot('names-or-numbers');
    await workbench.quickInput.choose('Services, Users and Hosts');
    await view.expand('localhost');
    await view.row('← mocha');
    await workbench.screenshot('connections-names');
    await workbench.runCommand('Netstat: Names or Numbers…');
    await workbench.quickInput.choose('Services and Users');
    await view.row('127.0.0.1');
    await workbench.runCommand('Netstat: Group and Sort Connections…');
    await workbench.quickInput.choose('Process');
    await view.rowGone('127.0.0.1');
  });

  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    it(`look right in the theme ${theme}`, async () => {
      await workbench.setTheme(theme);
      const name = theme === 'highContrast' ? 'high-contrast' : theme;
      await openAlone(workbench, 'Connections');
      await workbench.view('Connections').someRows();
      await workbench.screenshot(`connections-${name}`);
      await openAlone(workbench, 'UNIX Sockets');
      const sockets = workbench.view('UNIX Sockets');
      const [first] = await sockets.someRows();
      if (first?.expanded === false) await sockets.expand(first.label);
      await workbench.screenshot(`unix-sockets-${name}`);
    });
  }
});
