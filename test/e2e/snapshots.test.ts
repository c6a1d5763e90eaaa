import assert from 'node:assert/strict';
import { until } from './poll';
import { startServer, type Server } from './server';
import { Workbench } from './workbench';

describe('snapshots', () => {
  let workbench: Workbench;
  let server: Server | undefined;

  before(async () => {
    workbench = await Workbench.start();
    await workbench.openContainer('Netstat');
  });

  after(async () => {
    server?.stop();
    await workbench.close();
  });

  it('are saved, and compared with how things are later', async () => {
    await workbench.runCommand('Netstat: Save Snapshot');
    await workbench.notifications.wait(/Saved a snapshot of \d+ sockets/);
    server = await startServer(['127.0.0.1']);
    await workbench.runCommand('Netstat: Compare Snapshots…');
    await workbench.quickInput.choose(/\d/);
    await workbench.quickInput.choose('Now');
    const text = await until('the comparison', async () => {
      const shown = (await workbench.page.locator('.modified .view-lines').allInnerTexts()).join('\n');
      return shown.includes(`(${server?.pid})`) && shown.replaceAll('\u00a0', ' ');
    });
    // The editor may have scrolled to the first difference: the lines above it are told by the texts' own test.
    assert.match(text, new RegExp(`LISTEN +\\S+ \\(${server.pid}\\) +tcp 127\\.0\\.0\\.1:${server.port}`));
    await workbench.screenshot('compare-snapshots');
  });

  it('are exported, with command lines only where they are ticked', async () => {
    await workbench.runCommand('Netstat: Export Snapshot…');
    await workbench.quickInput.choose('netstat Text');
    await workbench.quickInput.row('Command lines of processes');
    await workbench.screenshot('export-snapshot');
    await workbench.page.keyboard.press('Enter');
    const text = await until('the exported text', async () => {
      const shown = (await workbench.page.locator('.editor-instance .view-lines').allInnerTexts()).join('\n');
      const text = shown.replaceAll('\u00a0', ' ');
      return text.includes('Active Internet connections') && text;
    });
    assert.doesNotMatch(text, /Command line/);
  });
});
