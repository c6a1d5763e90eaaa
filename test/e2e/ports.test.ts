import assert from 'node:assert/strict';
import { until } from './poll';
import { startServer, type Server } from './server';
import { Workbench } from './workbench';

describe('busy ports', () => {
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

  it('are explained from their row', async () => {
    const view = workbench.view('Listening Ports');
    await view.chooseFromMenu(`${server.port}  server.js`, 'Why Is This Port Busy?');
    const text = await until('the report', async () => {
      const shown = (await workbench.page.locator('.editor-instance .view-lines').allInnerTexts()).join('\n');
      const lines = shown.replaceAll('\u00a0', ' ');
      return lines.includes('EADDRINUSE') && lines;
    });
    assert.match(text, new RegExp(`\\(pid ${server.pid}\\) has 127\\.0\\.0\\.1:${server.port}`));
    // What can be done about it stands above the answer, and who has the port leads to its details.
    await workbench.page.locator('.codelens-decoration', { hasText: 'Free Port…' }).waitFor();
    await workbench.page.locator('.view-lines .detected-link', { hasText: 'pid' }).first().waitFor();
    // Who started the server differs from machine to machine.
    await workbench.page.setViewportSize({ width: 960, height: 560 });
    await workbench.screenshot('explained-port');
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('are freed from the command palette, after the question, with a proof', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Netstat: Free Port…');
    await workbench.quickInput.type(String(server.port));
    await workbench.quickInput.choose(String(server.port));
    const { message } = await workbench.dialog.text();
    assert.match(message, new RegExp(String(server.pid)));
    await workbench.dialog.press('Kill');
    await workbench.notifications.wait(/a server can take it on every address/);
    await workbench.screenshot('freed-port');
  });
});
