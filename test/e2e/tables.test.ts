import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { isInOwnNetwork } from '../host/ownNetwork';
import { skipWithReason } from '../skip';
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

  it("show who is on the same link, IPv6's neighbours too", async function () {
    skipWithReason(
      this,
      isInOwnNetwork() ? undefined : 'Neighbours are made in a network of the tests’ own alone.',
    );
    const neighbour = 'neighbour add 2001:db8::9 lladdr 52:54:00:00:00:01 nud stale router dev eth0';
    execFileSync('ip', neighbour.split(' '));
    const view = await open('Neighbours');
    await view.expand('eth0');
    const row = await view.row('192.0.2.9');
    assert.match(row.description, /^52:54:00:12:34:56 · permanent/);
    assert.match((await view.row('2001:db8::9')).description, /router/);
    assert.match(await view.tooltip('192.0.2.9'), /Hardware address: 52:54:00:12:34:56/);
    await workbench.press('Escape');
    await workbench.screenshot('neighbours');
  });

  const pictures = [
    ['Interfaces', 'interfaces', 'lo'],
    ['Routes', 'routes', 'IPv4'],
    ['Statistics', 'statistics', 'TCP'],
    ['Multicast Groups', 'multicast-groups', 'lo'],
    ['NAT', 'nat', undefined],
    ['Neighbours', 'neighbours', isInOwnNetwork() ? 'eth0' : undefined],
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
