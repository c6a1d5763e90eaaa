import assert from 'node:assert/strict';
import { type Server, startFamily, startServer } from './server';
import { until } from './poll';
import { Workbench } from './workbench';

describe('Listening Ports', () => {
  let workbench: Workbench;
  const servers: Server[] = [];

  before(async () => {
    workbench = await Workbench.start();
  });

  after(async () => {
    await workbench.close();
    for (const server of servers) server.stop();
  });

  async function serve(...addresses: string[]): Promise<Server> {
    const server = await startServer(addresses);
    servers.push(server);
    return server;
  }

  it('shows a server that starts, and drops it when it stops', async () => {
    await workbench.openContainer('Netstat');
    const view = workbench.view('Listening Ports');
    const server = await serve('127.0.0.1');
    const row = await view.row(`${server.port}  server.js`);
    assert.match(row.description, /^this machine only · /);
    assert.match(row.description, new RegExp(String(server.pid)));
    assert.match(row.ariaLabel, new RegExp(`${server.port}.*server\\.js`));
    server.stop();
    await view.rowGone(`${server.port}  server.js`);
  });

  it('tells all about the process behind a row, and gathers the sockets of one server', async () => {
    const server = await serve('0.0.0.0', '::');
    const view = workbench.view('Listening Ports');
    const label = `${server.port}  server.js`;
    await view.row(label);
    await view.expand(label);
    const rows = await view.rows();
    const at = rows.findIndex((row) => row.label === label);
    assert.ok((rows[at + 1]?.level ?? 0) > (rows[at]?.level ?? 0), 'its sockets stand below it');
    const tooltip = await view.tooltip(label);
    assert.match(tooltip, new RegExp(String(server.pid)));
    assert.match(tooltip, /node/);
    await workbench.press('Escape');
    await view.focus(label);
    await workbench.press('Control+c');
    await until('its address on the clipboard', async () =>
      (await workbench.clipboard()).endsWith(`:${server.port}`),
    );
    assert.equal((await view.row(label)).expanded, true, 'the key leaves the row as it is');
  });

  it('copies the address of the row that has the focus, with arrows and Ctrl+C alone', async () => {
    const first = await serve('127.0.0.1');
    const second = await serve('127.0.0.1');
    const view = workbench.view('Listening Ports');
    await view.row(`${second.port}  server.js`);
    await view.click(`${first.port}  server.js`);
    await view.focus(`${second.port}  server.js`);
    await workbench.press('Control+c');
    await until('the address of the focused row on the clipboard', async () => {
      return (await workbench.clipboard()) === `127.0.0.1:${second.port}`;
    });
    const tabs = await workbench.page.locator('.tab').allInnerTexts();
    assert.deepEqual(
      tabs.filter((tab) => tab.includes(String(second.port))),
      [],
      'a key that copies opens nothing',
    );
  });

  it('is grouped by a choice from the command palette, and flat again by another', async () => {
    const server = await serve('127.0.0.1');
    const view = workbench.view('Listening Ports');
    await workbench.runCommand('Netstat: Group and Sort Listening Ports…');
    await workbench.quickInput.choose('Workspace Folder');
    await view.row('Outside the workspace');
    assert.equal((await view.row(`${server.port}  server.js`)).level, 2);
    await workbench.screenshot('listening-ports-groups');
    await workbench.runCommand('Netstat: Group and Sort Listening Ports…');
    await workbench.quickInput.choose('No Groups');
    await view.rowGone('Outside the workspace');
    assert.equal((await view.row(`${server.port}  server.js`)).level, 1);
  });

  it('finds the owner of a port from the command palette', async () => {
    const server = await serve('127.0.0.1');
    await workbench.runCommand('Netstat: Find Port Owner…');
    await workbench.quickInput.type(String(server.port));
    const row = await until('the server among the matches', async () =>
      (await workbench.quickInput.rows()).find(({ ariaLabel }) => ariaLabel.includes(String(server.pid))),
    );
    assert.match(row.ariaLabel, /server\.js/);
    await workbench.screenshot('find-port-owner');
    await workbench.quickInput.cancel();
  });

  it('kills the right process through its question', async () => {
    const server = await serve('127.0.0.1');
    const bystander = await serve('127.0.0.1');
    const view = workbench.view('Listening Ports');
    await view.row(`${server.port}  server.js`);
    await view.chooseFromMenu(`${server.port}  server.js`, 'Kill Process…');
    const { message, detail } = await workbench.dialog.text();
    assert.match(`${message}\n${detail}`, new RegExp(`${server.pid}[^]*${server.port}`));
    await workbench.screenshot('kill-question');
    await workbench.dialog.press('Kill');
    await server.ended;
    await view.rowGone(`${server.port}  server.js`);
    assert.equal(bystander.isRunning(), true);
  });

  it('offers signals, each with what it does, and asks before one is sent', async () => {
    const server = await serve('127.0.0.1');
    const view = workbench.view('Listening Ports');
    await view.row(`${server.port}  server.js`);
    await view.chooseFromMenu(`${server.port}  server.js`, 'Send Signal…');
    await workbench.quickInput.row(/SIGHUP/);
    await workbench.screenshot('signal-picker');
    await workbench.quickInput.choose(/SIGHUP/);
    const { message, detail } = await workbench.dialog.text();
    assert.match(`${message}\n${detail}`, new RegExp(`SIGHUP[^]*${server.pid}|${server.pid}[^]*SIGHUP`));
    await workbench.screenshot('signal-question');
    await workbench.dialog.press('Cancel');
    assert.equal(server.isRunning(), true);
  });

  it('asks before it ends a process and its children, and names each', async () => {
    const family = await startFamily();
    try {
      const view = workbench.view('Listening Ports');
      await view.row(`${family.port}  family.js`);
      await view.chooseFromMenu(`${family.port}  family.js`, 'Kill Process and Its Children…');
      const { message, detail } = await workbench.dialog.text();
      for (const pid of [family.pid, family.child])
        assert.ok(`${message}\n${detail}`.includes(String(pid)), detail);
      await workbench.screenshot('kill-family');
      await workbench.dialog.press('Cancel');
      assert.equal(family.isRunning(), true);
    } finally {
      family.stop();
    }
  });

  it('watches a port, and tells once when it closes', async () => {
    const server = await serve('127.0.0.1');
    const view = workbench.view('Listening Ports');
    await view.row(`${server.port}  server.js`);
    await view.chooseFromMenu(`${server.port}  server.js`, 'Watch Port…');
    await until('the watch to begin', async () =>
      (await workbench.statusBar()).some((text) => text.includes('You will hear')),
    );
    server.stop();
    await workbench.notifications.wait(new RegExp(`${server.port}`));
    await workbench.screenshot('watch');
    await workbench.notifications.press(new RegExp(`${server.port}`), 'Stop Watching');
  });

  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    it(`looks right in the theme ${theme}`, async () => {
      await workbench.setTheme(theme);
      // Details that a click has opened are pictured elsewhere.
      await workbench.runCommand('View: Close All Editors');
      const view = workbench.view('Listening Ports');
      assert.ok((await view.someRows()).length > 0);
      await workbench.screenshot(`listening-ports-${theme === 'highContrast' ? 'high-contrast' : theme}`);
    });
  }
});
