/** What is inside containers of real engines: the switch of network namespaces, connections and what listens there. */
import assert from 'node:assert/strict';
import { createConnection } from 'node:net';
import { skipWithReason } from '../skip';
import { openAlone } from './alone';
import { ContainerScene, whyNoContainers } from './containerScene';
import { until } from './poll';
import { Workbench } from './workbench';

describe('inside containers', () => {
  let scene: ContainerScene | undefined;
  let workbench: Workbench;

  before(async function () {
    this.timeout(5 * 60_000);
    skipWithReason(this, whyNoContainers());
    scene = await ContainerScene.make();
    workbench = await Workbench.start({ folder: scene.folder });
    await workbench.openContainer('Netstat');
  });

  after(async function () {
    this.timeout(120_000);
    await workbench?.close();
    await scene?.remove();
  });

  async function choose(namespace: string, picture?: string): Promise<void> {
    await workbench.runCommand('Netstat: Network Namespace…');
    await workbench.quickInput.row(namespace);
    if (picture !== undefined) await workbench.screenshot(picture);
    await workbench.quickInput.choose(namespace);
  }

  it('name the addresses of connections', async () => {
    assert.ok(scene !== undefined);
    const address = await scene.docker.call(
      ...['inspect', '-f', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', 'db'],
    );
    // One of this machine's, to a container.
    const connection = createConnection({ host: address, port: 5432 });
    try {
      const view = await openAlone(workbench, 'Connections');
      await workbench.runCommand('Netstat: Group and Sort Connections…');
      await workbench.quickInput.choose('No Groups');
      await view.rowWhere('the connection to db', ({ label, description }) =>
        `${label} ${description}`.includes('db:5432'),
      );
      await workbench.screenshot('containers-connections');
    } finally {
      connection.destroy();
    }
  });

  it('are chosen by one switch that every view follows and tells', async () => {
    const view = await openAlone(workbench, 'Listening Ports');
    await choose('db', 'containers-switch');
    await view.row(/^5432 /);
    await view.rowGone(/^15432 /);
    assert.match(await view.description(), /container db/);
    await workbench.screenshot('containers-switched-ports');
    const routes = await openAlone(workbench, 'Routes');
    await until('the routes of the container', async () => /container db/.test(await routes.description()));
    await routes.row(/172\.\d+\.0\.0/);
    await workbench.screenshot('containers-switched-routes');
  });

  it('are shown all at once', async () => {
    await choose('All network namespaces');
    const view = await openAlone(workbench, 'Connections');
    await until('all namespaces', async () => /all network namespaces/.test(await view.description()));
    await view.rowWhere('the end in web', ({ label, description }) =>
      `${label} ${description}`.includes('db:5432'),
    );
    await workbench.screenshot('containers-all-connections');
    const ports = await openAlone(workbench, 'Listening Ports');
    await ports.row(/^15432 +db/);
    await workbench.screenshot('containers-all-ports');
  });

  it('are left when the container ends, which is said', async () => {
    assert.ok(scene !== undefined);
    await choose('registry');
    const view = await openAlone(workbench, 'Listening Ports');
    await view.row(/^5000 /);
    await scene.docker.call('rm', '-f', 'registry');
    await workbench.notifications.wait(/registry has ended; showing this machine/);
    await view.row(/^15432 +db/);
    await workbench.screenshot('containers-switch-ended');
  });
});
