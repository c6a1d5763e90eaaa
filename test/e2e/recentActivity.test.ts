/** The log of what happens, beside Traffic. */
import assert from 'node:assert/strict';
import { moveMouseAway } from './mouse';
import { until } from './poll';
import { startServer, type Server } from './server';
import type { View } from './view';
import { Workbench } from './workbench';

describe('Recent Activity', () => {
  let workbench: Workbench;
  let view: View;
  let server: Server;

  before(async () => {
    workbench = await Workbench.start();
    // The palette has commands of views once the extension is known.
    await workbench.openContainer('Netstat');
    server = await startServer(['127.0.0.1']);
    await workbench.runCommand('Netstat Traffic: Focus on Recent Activity View');
    view = workbench.view('Recent Activity');
  });

  after(async () => {
    server.stop();
    await workbench.close();
  });

  const began = ({ pid, port }: Server): RegExp =>
    new RegExp(String.raw`^(≤ )?\d\d:\d\d:\d\d +node \(${pid}\) .* 127\.0\.0\.1:${port}`);
  const ended = ({ pid, port }: Server): RegExp =>
    new RegExp(String.raw`^(≤ )?\d\d:\d\d:\d\d +node \(${pid}\) stopped listening on 127\.0\.0\.1:${port}$`);

  it('has a new event on top, with its time, and says how far back it reaches', async () => {
    const other = await startServer(['127.0.0.1']);
    await view.row(began(other));
    other.stop();
    await other.ended;
    // Among very many events the row that has the focus stays where it is, and what is new is above.
    await until('its end on top', async () => {
      await workbench.press('Home');
      return ended(other).test((await view.rows())[0]?.label ?? '');
    });
    assert.match(await view.description(), /since /);
    await workbench.screenshot('recent-activity');
  });

  it('goes from an event to its row', async () => {
    await view.chooseFromMenu(began(server), 'Show Row');
    const ports = workbench.view('Listening Ports');
    await until('the row', async () =>
      (await ports.rows()).some(({ label, selected }) => selected && label.includes(String(server.port))),
    );
  });

  it('says where the filter leaves nothing', async () => {
    await workbench.runCommand('Netstat Traffic: Focus on Recent Activity View');
    await view.pressTitleButton('Filter…');
    await workbench.quickInput.type('process:nobody-has-this');
    await workbench.quickInput.accept();
    await until('that the filter leaves nothing', async () => /filter/i.test(await view.welcome()));
    await moveMouseAway(workbench.page);
    await workbench.screenshot('recent-activity-no-match');
    await workbench.runCommand('Netstat: Clear Filter');
    await view.row(began(server));
  });

  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    it(`looks right in the theme ${theme}`, async () => {
      await workbench.setTheme(theme);
      await workbench.runCommand('Netstat Traffic: Focus on Recent Activity View');
      await view.someRows();
      await workbench.screenshot(`recent-activity-${theme === 'highContrast' ? 'high-contrast' : theme}`);
    });
  }
});
