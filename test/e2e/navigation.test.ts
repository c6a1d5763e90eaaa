import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from './poll';
import { type Server, startServer } from './server';
import { Workbench } from './workbench';

describe('a row that leads somewhere', () => {
  let workbench: Workbench;
  let server: Server;
  const clients: Socket[] = [];

  before(async () => {
    workbench = await Workbench.start();
    server = await startServer(['127.0.0.1']);
    for (let at = 0; at < 30; at++) {
      const client = connect(server.port, '127.0.0.1');
      clients.push(client);
      await once(client, 'connect');
    }
    await workbench.openContainer('Netstat');
  });

  after(async () => {
    for (const client of clients) client.destroy();
    server.stop();
    await workbench.close();
  });

  const row = (): RegExp => new RegExp(`^${server.port}\\b`);

  async function text(): Promise<string> {
    const lines = await workbench.page.locator('.editor-instance .view-lines').allInnerTexts();
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Whether the keys go to the editor. */
  const isInEditor = (): Promise<boolean> =>
    workbench.page.evaluate(() => document.activeElement?.closest('.editor-instance') !== null);

  it('opens its details by Enter, folded to what matters, and goes there by Enter again', async () => {
    const view = workbench.view('Listening Ports');
    await view.focus(row());
    await workbench.press('Enter');
    await until('the details', async () => (await text()).includes('Clients: 30'));
    assert.equal(await isInEditor(), false, 'the list keeps the focus');
    await until('the folded clients', async () => !(await text()).includes('ESTABLISHED'));
    await until('the lenses', async () => {
      const lenses = await workbench.page.locator('.editor-instance .codelens-decoration').allInnerTexts();
      return lenses.some((lens) => lens.includes('Kill Process'));
    });
    await workbench.screenshot('details-preview');
    await workbench.press('Enter');
    await until('the focus in the editor', isInEditor);
  });

  it('shows the clients of a port from its menu, and clears the filter again', async () => {
    const view = workbench.view('Listening Ports');
    await workbench.runCommand('Netstat: Pause Continuous Refresh');
    await until('the pause', async () => (await view.description()).includes('paused'));
    await view.chooseFromMenu(row(), 'Show Clients');
    const connections = workbench.view('Connections');
    await until('the clients', async () => (await connections.description()).startsWith('30 of '));
    await connections.someRows();
    await view.row(row());
    await workbench.screenshot('clients-of-a-port');
    await workbench.runCommand('Netstat: Clear Filter');
  });
});
