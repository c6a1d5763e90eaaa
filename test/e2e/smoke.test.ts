import assert from 'node:assert/strict';
import { until } from './poll';
import { Workbench } from './workbench';

describe('the packaged extension', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.start();
  });

  after(() => workbench.close());

  it('has its icon in the activity bar, and the view "Listening Ports" behind it', async () => {
    await workbench.openContainer('Netstat');
    const [first] = await workbench.view('Listening Ports').someRows();
    assert.notEqual(first?.label, '');
  });

  it('keeps a log, which a command shows', async () => {
    await workbench.runCommand('Netstat: Show Log');
    const output = workbench.page.locator('.output-view .view-lines');
    await until('a line of the log', async () =>
      (await output.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ').includes('first pass'),
    );
    await workbench.screenshot('log');
  });

  it('can be reached from a terminal and the command palette of the same window', async () => {
    const terminal = await workbench.openTerminal();
    await terminal.run('echo $((6 * 7))');
    await terminal.wait(/^42$/m);
  });
});
