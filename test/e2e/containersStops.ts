import assert from 'node:assert/strict';
import type { Stage } from './containerScene';

/** How a container is stopped to free its port; and how what was shown so far looks in other themes. */
export function stopsOfContainers(onStage: () => Stage): void {
  it('are stopped to free a port, after a question that says what follows, with a proof', async () => {
    const { scene, workbench } = onStage();
    const id = (await scene.docker.call('ps', '-q', '--filter', 'name=registry')).slice(0, 12);
    const view = workbench.view('Listening Ports');
    await view.chooseFromMenu(/^15000 +registry/, 'Free Port…');
    const { message, detail } = await workbench.dialog.text();
    assert.match(message, new RegExp(`^Stop container ${id} to free port 15000\\?`));
    assert.match(detail, new RegExp(`^Container ${id} of Docker\n`));
    assert.match(detail, /registry:2/);
    assert.match(detail, /WARNING: It is deleted when it ends/);
    await workbench.screenshot('containers-stop-question');
    await workbench.dialog.press('Stop Container');
    await workbench.notifications.wait(
      'Port 15000: It is free. Container “registry” was stopped and deleted.',
    );
    await workbench.screenshot('containers-stopped');
    assert.equal(await scene.docker.call('ps', '-aq', '--filter', 'name=registry'), '');
    assert.notEqual(await scene.docker.call('ps', '-q', '--filter', 'name=db'), '');
  });

  for (const theme of ['light', 'highContrast'] as const) {
    it(`look right in the theme ${theme}`, async () => {
      const { workbench } = onStage();
      const name = theme === 'highContrast' ? 'high-contrast' : theme;
      await workbench.setTheme(theme);
      const view = workbench.view('Listening Ports');
      // What is gone is shown for some seconds more.
      await view.rowGone(/^15000 /);
      await view.expand(/^15432 +db/);
      await workbench.screenshot(`containers-published-port-${name}`);
      await view.chooseFromMenu(/^15432 +db/, 'Container', 'Open Compose File');
      await workbench.page.getByText('this service · db').first().waitFor();
      await workbench.screenshot(`containers-compose-hints-${name}`);
      await workbench.runCommand('View: Close All Editors');
      await view.chooseFromMenu(/^15432 +db/, 'Free Port…');
      await workbench.dialog.text();
      await workbench.screenshot(`containers-stop-question-${name}`);
      await workbench.dialog.press('Cancel');
    });
  }
}
