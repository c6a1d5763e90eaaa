import assert from 'node:assert/strict';
import { until } from './poll';
import { labelOf, type Server, startServer } from './server';
import { Workbench } from './workbench';

describe('Copy As', () => {
  let workbench: Workbench;
  let server: Server;

  before(async () => {
    workbench = await Workbench.start();
    server = await startServer(['127.0.0.1']);
    await workbench.openContainer('Netstat');
  });

  after(async () => {
    server.stop();
    await workbench.close();
  });

  it('copies the row that netstat prints', async () => {
    const view = workbench.view('Listening Ports');
    await view.chooseFromMenu(labelOf(server), 'Copy As');
    await workbench.screenshot('copy-as');
    await view.closeMenu();
    await view.chooseFromMenu(labelOf(server), 'Copy As', 'netstat Text');
    const row = new RegExp(`^tcp .* 127\\.0\\.0\\.1:${server.port} .*LISTEN.* ${server.pid}/`);
    await until('the row on the clipboard', async () => row.test(await workbench.clipboard()));
  });

  it('copies a whole view', async () => {
    await workbench.runCommand('Netstat: Copy View As…');
    await workbench.quickInput.choose('Listening Ports');
    await workbench.quickInput.choose('CSV');
    const text = await until('the table on the clipboard', async () => {
      const copied = await workbench.clipboard();
      return copied.startsWith('table,protocol,') && copied;
    });
    assert.ok(
      text.split('\n').some((line) => line.includes(`,${server.port},`) && line.includes(`${server.pid}`)),
    );
  });
});
