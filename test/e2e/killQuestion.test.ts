import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { once } from 'node:events';
import { startServer, type Server } from './server';
import { Workbench } from './workbench';

describe('the question before a process is ended', () => {
  let workbench: Workbench;
  let server: Server;

  before(async () => {
    workbench = await Workbench.start();
    server = await startServer(['127.0.0.1'], '/');
    await workbench.openContainer('Netstat');
  });

  after(async () => {
    server.stop();
    await workbench.close();
  });

  it('tells the folder and the clients, and does nothing where Enter is pressed', async () => {
    const client = connect(server.port, '127.0.0.1');
    await once(client, 'connect');
    const view = workbench.view('Listening Ports');
    const row = new RegExp(`^${server.port}\\b`);
    await view.row(row);
    await view.chooseFromMenu(row, 'Kill Process…');
    const { message, detail } = await workbench.dialog.text();
    assert.match(message, new RegExp(`^Kill pid ${server.pid} “`));
    assert.match(detail, /^Folder: \//m);
    assert.match(detail, /^Connected clients: 1$/m);
    await workbench.screenshot('kill-question-default');
    await workbench.page.keyboard.press('Enter');
    await workbench.dialog.gone();
    client.destroy();
    assert.equal(server.isRunning(), true);
  });

  it('is above what answers why the port is busy, in the report', async () => {
    const view = workbench.view('Listening Ports');
    await view.chooseFromMenu(new RegExp(`^${server.port}\\b`), 'Why Is This Port Busy?');
    const lenses = workbench.page.locator('.editor-instance .codelens-decoration');
    await lenses.getByText(/^Use \d+$/).waitFor();
    await workbench.screenshot('why-busy');
    await lenses.getByText('Free Port…').click();
    assert.match((await workbench.dialog.text()).message, new RegExp(`pid ${server.pid}`));
    await workbench.dialog.press('Leave as It Is');
    assert.equal(server.isRunning(), true);
  });
});
