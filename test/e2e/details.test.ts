import assert from 'node:assert/strict';
import { until } from './poll';
import { startServer, type Server } from './server';
import { Workbench } from './workbench';

describe('Show Details', () => {
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

  it('opens the details of a port from its menu', async () => {
    const view = workbench.view('Listening Ports');
    const row = new RegExp(`^${server.port}\\b`);
    await view.row(row);
    // VS Code loses the row of a menu where others come or go just then, and on a busy machine they do at any time.
    await workbench.runCommand('Netstat: Pause Continuous Refresh');
    await until('the pause', async () => (await view.description()).includes('paused'));
    await view.chooseFromMenu(row, 'Show Details');
    const text = await until('the document', async () => {
      const lines = (await workbench.page.locator('.editor-instance .view-lines').allInnerTexts()).join('\n');
      return lines.includes('Started') && lines.replaceAll('\u00a0', ' ');
    });
    assert.match(text, new RegExp(`Process node \\(pid ${server.pid}\\)`));
    // As far as the process: where it was started, and by whom, differs from machine to machine.
    await workbench.page.setViewportSize({ width: 1280, height: 441 });
    await workbench.screenshot('details');
  });
});
