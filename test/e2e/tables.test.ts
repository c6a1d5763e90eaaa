import assert from 'node:assert/strict';
import { openAlone } from './alone';
import { until } from './poll';
import type { View } from './view';
import { Workbench } from './workbench';

describe('the views of tables', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.start();
    await workbench.openContainer('Netstat');
  });

  after(() => workbench.close());

  const open = (title: string): Promise<View> => openAlone(workbench, title);

  it('copy the address of an interface with arrows and Ctrl+C alone', async () => {
    const view = await open('Interfaces');
    await view.expand('lo');
    const row = await view.row('127.0.0.1/8');
    assert.match(row.description, /^IPv4/);
    await view.focus('127.0.0.1/8');
    await workbench.press('Control+c');
    await until('the address on the clipboard', async () => (await workbench.clipboard()) === '127.0.0.1');
  });

  it('say in the tooltip of a route what its flags mean', async () => {
    const view = await open('Routes');
    await view.row('IPv4');
    const label = (await view.rows()).find(({ level }) => level === 2)?.label ?? '';
    assert.match(await view.tooltip(label), /Flags: U\w* \(up/);
    await workbench.press('Escape');
  });

  const pictures = [
    ['Interfaces', 'interfaces', 'lo'],
    ['Routes', 'routes', 'IPv4'],
    ['Statistics', 'statistics', 'TCP'],
    ['Multicast Groups', 'multicast-groups', 'lo'],
    ['NAT', 'nat', undefined],
  ] as const;

  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    it(`look right in the theme ${theme}`, async () => {
      await workbench.setTheme(theme);
      for (const [title, name, row] of pictures) {
        const view = await open(title);
        if (row !== undefined) await view.expand(row);
        else
          await until(
            'rows or a reason',
            async () => (await view.rows()).length > 0 || (await view.welcome()) !== '',
          );
        await workbench.screenshot(`${name}-${theme === 'highContrast' ? 'high-contrast' : theme}`);
      }
    });
  }
});
