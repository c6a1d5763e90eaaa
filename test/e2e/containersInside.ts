import assert from 'node:assert/strict';
import { createConnection } from 'node:net';
import { openAlone } from './alone';
import type { Stage } from './containerScene';
import { until } from './poll';
import type { View } from './view';

/** What is inside containers: the switch of network namespaces, connections and what listens there. */
export function insideContainers(onStage: () => Stage): void {
  async function choose(namespace: string): Promise<void> {
    const { workbench } = onStage();
    await workbench.runCommand('Netstat: Network Namespace…');
    await workbench.quickInput.row(namespace);
    await workbench.quickInput.choose(namespace);
  }

  /** The view, without groups. */
  async function connections(): Promise<View> {
    const { workbench } = onStage();
    const view = await openAlone(workbench, 'Connections');
    await workbench.runCommand('Netstat: Group and Sort Connections…');
    await workbench.quickInput.choose('No Groups');
    return view;
  }

  /** Has the filter while its box is open. */
  async function filterBy(filter: string, view: View): Promise<void> {
    const { workbench } = onStage();
    await workbench.runCommand('Netstat: Filter…');
    await workbench.quickInput.waitForTitle('Filter Sockets');
    await workbench.quickInput.type(filter);
    await until(`${filter} in the view`, async () => {
      // What else is said stands before it: this machine may have containers without names.
      const [, told, matching, total] =
        /(?:^|\s)Filter: (.*) \((\d+) of (\d+)\)/m.exec(await view.message()) ?? [];
      return told === filter && matching !== total;
    });
  }

  it('name the addresses of connections, and can be chosen, in every theme', async () => {
    const { scene, workbench } = onStage();
    const address = await scene.docker.call(
      ...['inspect', '-f', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', 'db'],
    );
    // One of this machine's, to a container.
    const connection = createConnection({ host: address, port: 5432 });
    try {
      const view = await connections();
      for (const theme of ['highContrast', 'light', 'dark'] as const) {
        const name = theme === 'highContrast' ? 'high-contrast' : theme;
        await workbench.setTheme(theme);
        const row = await view.rowWhere('the connection to db', ({ label }) => label === '→ db :5432');
        assert.match(
          row.ariaLabel,
          /^Connection of .+ to db at port 5432, established, process \d+, .*busybox.* in container db/,
        );
        await workbench.screenshot(`containers-connections-${name}`);
        await workbench.runCommand('Netstat: Network Namespace…');
        const { description } = await workbench.quickInput.row('db');
        assert.match(description, /^postgres:16 · shop · docker · [0-9a-f]{12} · \d processes/);
        await workbench.screenshot(`containers-switch-${name}`);
        await workbench.quickInput.cancel();
      }
    } finally {
      connection.destroy();
    }
  });

  it('are chosen by one switch that every view follows and tells', async () => {
    const { workbench } = onStage();
    const view = await openAlone(workbench, 'Listening Ports');
    await choose('db');
    const inside = await view.row(/^5432 +busybox/);
    assert.doesNotMatch(inside.description, /db/, 'the title has it');
    await view.rowGone(/^15432 /);
    assert.match(await view.description(), /container db/);
    await workbench.screenshot('containers-switched-ports');
    const routes = await openAlone(workbench, 'Routes');
    await until('the routes of the container', async () => /container db/.test(await routes.description()));
    await routes.row(/172\.\d+\.0\.0/);
    await workbench.screenshot('containers-switched-routes');
    await routes.pressTitleButton('Back to This Machine');
    await until('this machine', async () => !/container/.test(await routes.description()));
  });

  it('are shown all at once, and filtered by container and project', async () => {
    const { workbench } = onStage();
    await choose('All network namespaces');
    const view = await connections();
    await until('all namespaces', async () => /all network namespaces/.test(await view.description()));
    // There may be thousands of rows in namespaces that are others' business.
    await filterBy('container:web', view);
    await view.rowWhere(
      'the end in web',
      ({ label, description }) =>
        label === '→ db :5432' && description.startsWith('ESTABLISHED · in container web'),
    );
    await workbench.screenshot('containers-all-connections');
    await workbench.quickInput.cancel();
    const ports = await openAlone(workbench, 'Listening Ports');
    await filterBy('project:shop', ports);
    await ports.row(/^5432 +busybox/);
    await ports.row(/^15432 +db/);
    await workbench.screenshot('containers-all-ports');
    await workbench.quickInput.cancel();
  });

  it('are left when the container ends, which is said', async () => {
    const { scene, workbench } = onStage();
    await scene.registry();
    const view = await openAlone(workbench, 'Listening Ports');
    await choose('registry');
    await view.row(/^5000 /);
    await scene.docker.call('rm', '-f', 'registry');
    await workbench.notifications.wait('Container registry has ended; showing this machine.');
    await view.row(/^15432 +db/);
    const status = await workbench.statusBar();
    assert.ok(!status.some((text) => text.includes('registry')), status.join('\n'));
    await workbench.screenshot('containers-switch-ended');
  });

  it('have ports that they do not publish in a group of their own', async () => {
    const { scene, workbench } = onStage();
    await scene.docker.call('exec', '-d', 'db', '/bin/busybox', 'httpd', '-f', '-p', '9187');
    await workbench.runCommand('Netstat: Show Ports Inside Containers');
    const view = workbench.view('Listening Ports');
    await view.expand('Inside containers');
    const exporter = await view.row(/^9187 +busybox/);
    assert.match(exporter.description, /^db \(postgres:16\) · /);
    await workbench.screenshot('containers-inside-group');
    await workbench.runCommand('Netstat: Hide Ports Inside Containers');
    await view.rowGone('Inside containers');
  });
}
