/** Containers of real engines, as a person sees them and stops one. */
import assert from 'node:assert/strict';
import { skipWithReason } from '../skip';
import { openAlone } from './alone';
import { ContainerScene, whyNoContainers } from './containerScene';
import { hoverUntil } from './mouse';
import { until } from './poll';
import { Workbench } from './workbench';

describe('containers', () => {
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

  it('name the ports that they publish', async () => {
    const view = await openAlone(workbench, 'Listening Ports');
    const db = await view.row(/^15432 +db/);
    assert.match(db.description, /^postgres:16 · shop · docker/);
    assert.match(db.ariaLabel, /^Port 15432, .*db/);
    assert.match((await view.row(/^18080 +web/)).description, /^shop-web(?::latest)? · shop · docker/);
    // Its name is in conmon's command line; its service does not run and is not started.
    assert.match((await view.row(/^16379 +cache/)).description, /podman/);
    await workbench.screenshot('containers-listening-ports');
  });

  for (const [name, label, told] of [
    ['', /^15432 +db/, /Container: db\n[^]*Image: postgres:16\n[^]*Port inside: 5432\n/],
    ['-podman', /^16379 +cache/, /Container: cache\n[^]*podman/],
  ] as const) {
    it(`tell of themselves in tooltips: ${label.source}`, async () => {
      assert.match(await workbench.view('Listening Ports').tooltip(label), told);
      await workbench.screenshot(`containers-tooltip${name}`);
    });
  }

  it('are found by their name and by their port', async () => {
    for (const [words, picture] of [
      ['15432', 'containers-find-port'],
      ['postgres:16', 'containers-find-image'],
    ] as const) {
      await workbench.runCommand('Netstat: Find Port Owner…');
      await workbench.quickInput.type(words);
      await until(`what is found first for ${words}`, async () => {
        const [first] = await workbench.quickInput.rows();
        return first !== undefined && /15432.*db/.test(first.ariaLabel);
      });
      await workbench.screenshot(picture);
      await workbench.quickInput.cancel();
    }
  });

  it('are named by the hints in the file of Compose that made them', async () => {
    await workbench.press('Control+p');
    await workbench.quickInput.type('compose.yml');
    await workbench.quickInput.row('compose.yml');
    await workbench.quickInput.accept();
    const lines = workbench.page.locator('.editor-instance .view-lines').first();
    const text = await until('the hints', async () => {
      const shown = (await lines.innerText()).replaceAll('\u00a0', ' ');
      return /15432:5432".*db/.test(shown) && /18025:8025".*free/.test(shown) && shown;
    });
    assert.match(text, /18080:80".*web/);
    await workbench.screenshot('containers-compose-hints');
    const port = workbench.page.locator('.view-line span', { hasText: '15432' }).last();
    await hoverUntil(
      workbench.page,
      'the hover of the port',
      () => port.hover(),
      async () => {
        const shown = await workbench.page.locator('.monaco-hover:visible').allInnerTexts();
        return /postgres:16/.test(shown.join('\n'));
      },
    );
    await workbench.screenshot('containers-compose-hover');
    await workbench.runCommand('View: Close All Editors');
  });

  it('are told of by the report on a busy port', async () => {
    await workbench.view('Listening Ports').chooseFromMenu(/^15432 +db/, 'Why Is This Port Busy?');
    await until('the report', async () => {
      const lines = await workbench.page.locator('.editor-instance .view-lines').allInnerTexts();
      return /container[^]*db/i.test(lines.join('\n'));
    });
    await workbench.screenshot('containers-report');
    await workbench.runCommand('View: Close All Editors');
  });

  it('are stopped to free a port, after a question that says what follows, with a proof', async () => {
    assert.ok(scene !== undefined);
    const id = (await scene.docker.call('ps', '-q', '--filter', 'name=registry')).slice(0, 12);
    const view = workbench.view('Listening Ports');
    await view.chooseFromMenu(/^15000 +registry/, 'Free Port…');
    const { message, detail } = await workbench.dialog.text();
    assert.match(message, new RegExp(`^Stop container ${id} to free port 15000\\?`));
    assert.match(detail, /registry:2/);
    assert.match(detail, /WARNING: It is deleted when it ends/);
    await workbench.screenshot('containers-stop-question');
    await workbench.dialog.press('Stop Container');
    await workbench.notifications.wait(/15000/);
    await view.rowGone(/^15000 /);
    await workbench.screenshot('containers-stopped');
    assert.equal(await scene.docker.call('ps', '-aq', '--filter', 'name=registry'), '');
    assert.notEqual(await scene.docker.call('ps', '-q', '--filter', 'name=db'), '');
  });
});
