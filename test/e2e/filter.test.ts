import assert from 'node:assert/strict';
import { until } from './poll';
import { labelOf, type Server, startServer } from './server';
import { Workbench } from './workbench';

describe('the filter', () => {
  let workbench: Workbench;
  let one: Server;
  let other: Server;

  before(async () => {
    workbench = await Workbench.start();
    one = await startServer(['127.0.0.1']);
    other = await startServer(['127.0.0.1']);
    await workbench.openContainer('Netstat');
  });

  after(async () => {
    await workbench.close();
    one.stop();
    other.stop();
  });

  it('opens with the slash, completes keys and values, and shows what would be left', async () => {
    const view = workbench.view('Listening Ports');
    await view.click(labelOf(one));
    await workbench.press('/');
    assert.match(await workbench.quickInput.title(), /Filter Sockets/);
    // The row of what is typed tells that the others are about it: of those before, another would be taken.
    await workbench.quickInput.type('po');
    await workbench.quickInput.row('po');
    await workbench.quickInput.choose('port:');
    await workbench.quickInput.waitForText('port:');
    // Of many ports only some are offered.
    const begun = `port:${String(one.port).slice(0, -1)}`;
    await workbench.quickInput.type(begun);
    await workbench.quickInput.row(begun);
    await workbench.quickInput.choose(String(one.port));
    await workbench.quickInput.row(`port:${one.port}`);
    await view.rowGone(labelOf(other));
    await view.row(labelOf(one));
    await until('the counts', async () => /\(1 of \d+\)$/.test(await view.message()));
    await workbench.screenshot('filter-preview');
  });

  it('says where an expression is wrong, and leaves the list as it is', async () => {
    const view = workbench.view('Listening Ports');
    await workbench.quickInput.type(`port:${one.port} state:lisening`);
    const row = await until('the error', async () =>
      (await workbench.quickInput.rows()).find(({ detail }) => detail.startsWith('Character ')),
    );
    assert.match(row.detail, /"lisening" is no state/);
    await view.row(labelOf(one));
    await workbench.screenshot('filter-error');
    await workbench.quickInput.type('state:');
    await workbench.quickInput.row('listen');
    // A key without a value leaves nothing out.
    await view.row(labelOf(other));
    await workbench.screenshot('filter-completion');
  });

  it('is as before after Escape, and set with Enter', async () => {
    const view = workbench.view('Listening Ports');
    await workbench.quickInput.cancel();
    await view.row(labelOf(other));
    await until('no word of the filter', async () => !/Filter:/.test(await view.message()));
    await workbench.runCommand('Netstat: Filter…');
    await workbench.quickInput.waitForTitle('Filter Sockets');
    await workbench.quickInput.type(`-:${one.port} node`);
    await workbench.quickInput.row(`-:${one.port} node`);
    await workbench.quickInput.accept();
    await view.rowGone(labelOf(one));
    await view.row(labelOf(other));
  });

  it('stands beside the name of a view that it leaves empty, where it can be cleared', async () => {
    const view = workbench.view('Listening Ports');
    await workbench.runCommand('Netstat: Filter…');
    await workbench.quickInput.waitForTitle('Filter Sockets');
    await workbench.quickInput.type('port:1 user:nobody');
    await workbench.quickInput.row('port:1 user:nobody');
    await workbench.quickInput.accept();
    await until('the welcome text', async () => /filter leaves nothing/.test(await view.welcome()));
    await until('the filter beside the name', async () =>
      (await view.description()).includes('port:1 user:nobody'),
    );
    await workbench.screenshot('filter-empty');
    await view.pressTitleButton('Clear Filter');
    await view.row(labelOf(one));
    await workbench.runCommand('Netstat: Filter…');
    await workbench.quickInput.waitForTitle('Filter Sockets');
    await workbench.quickInput.row(`-:${one.port} node`);
    await workbench.screenshot('filter-history');
    await workbench.quickInput.cancel();
  });
});
