import assert from 'node:assert/strict';
import { openAlone } from './alone';
import { until } from './poll';
import { type Server, startServer } from './server';
import type { View } from './view';
import { Workbench } from './workbench';

/** More than are listed without groups. */
const MANY = 40;

describe('Listening Ports at a glance', () => {
  let workbench: Workbench;
  let view: View;
  const servers: Server[] = [];

  before(async () => {
    workbench = await Workbench.start();
  });
  after(async () => {
    await workbench.close();
    for (const server of servers) server.stop();
  });

  async function serve(...addresses: string[]): Promise<Server> {
    const server = await startServer(addresses);
    servers.push(server);
    return server;
  }

  it('says what a few servers are, who reaches them, and which came since the window opened', async () => {
    await workbench.openContainer('Netstat');
    view = await openAlone(workbench, 'Listening Ports');
    const local = await serve('127.0.0.1');
    const shared = await serve('0.0.0.0');
    const row = await view.row(new RegExp(`^${local.port} `));
    assert.match(row.description, new RegExp(`^this machine only · (?:.* · )?${local.pid}$`));
    assert.match((await view.row(new RegExp(`^${shared.port} `))).description, /^network · /);
    await until('the mark of a new row, once that of the moment is gone', async () => {
      const { ariaLabel } = await view.row(new RegExp(`^${local.port} `));
      return /, this machine only, .*process \d+, New since this window opened/.test(ariaLabel);
    });
    await workbench.screenshot('listening-ports-few');
  });

  it('has what matters before the line of a tooltip, with links', async () => {
    const [local] = servers;
    const tooltip = await view.tooltip(new RegExp(`^${local?.port} `));
    assert.match(tooltip, /reachable from this machine only[^]*Process: [^]*Copy Address[^]*Show Details/);
    await workbench.screenshot('listening-ports-tooltip');
    await workbench.press('Escape');
  });

  it('folds many by program', async () => {
    await Promise.all(Array.from({ length: MANY }, () => serve('127.0.0.1')));
    const group = await view.rowWhere(
      'the group of the program',
      ({ description }) => Number(/^(\d+) ports/.exec(description)?.[1]) >= MANY,
    );
    assert.equal(group.expanded, false);
    await view.row('Open to the Network');
    await workbench.screenshot('listening-ports-many');
  });
});
