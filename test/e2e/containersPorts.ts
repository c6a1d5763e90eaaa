import assert from 'node:assert/strict';
import type { Stage } from './containerScene';
import { openAlone } from './alone';
import { hoverUntil } from './mouse';
import { until } from './poll';

/** How the ports that containers publish are shown. */
export function portsOfContainers(onStage: () => Stage): void {
  it('name the ports that they publish', async () => {
    const { workbench } = onStage();
    const view = await openAlone(workbench, 'Listening Ports');
    const db = await view.row(/^15432 +db/);
    assert.match(db.description, /^postgres:16 · shop · network/);
    assert.match(db.ariaLabel, /^Port 15432, container db, postgres:16, shop, /);
    assert.match((await view.row(/^18080 +web/)).description, /^shop-web(?::latest)? · shop · /);
    // Its name is in conmon's command line; its service does not run and is not started.
    assert.match((await view.row(/^16379 +cache/)).description, /podman/);
    await workbench.screenshot('containers-listening-ports');
  });

  it('have the sockets, who listens inside and their addresses below them', async () => {
    const { workbench } = onStage();
    const view = workbench.view('Listening Ports');
    await view.expand(/^15432 +db/);
    const inside = await view.rowWhere(
      'who listens inside',
      ({ label, description }) => label.startsWith('→ 5432 inside') && description.startsWith('busybox'),
    );
    assert.match(inside.ariaLabel, /^Leads to port 5432 inside, .*busybox.*, process \d+/);
    const address = await view.row(/^172\./);
    assert.match(address.ariaLabel, /^Address 172\.[\d.]+ in shop, container db/);
    await workbench.screenshot('containers-published-port');
  });

  it('are copied by the key, and have a menu of what can be done with them', async () => {
    const { workbench } = onStage();
    const view = workbench.view('Listening Ports');
    for (const [row, copied] of [
      [/^172\./, /^172\.[\d.]+$/],
      [/^15432 +db/, /^[\d.[\]:]+:15432$/],
    ] as const) {
      await view.focus(row);
      await workbench.press('Control+c');
      await until(`a copy of ${row}`, async () => copied.test(await workbench.clipboard()));
    }
    await view.chooseFromMenu(/^15432 +db/, 'Container');
    await workbench.screenshot('containers-menu');
    await view.closeMenu();
  });

  for (const [name, label, told] of [
    [
      '',
      /^15432 +db/,
      /Container: db\n[^]*Image: postgres:16\n[^]*Port inside: 5432\n[^]*Listens inside: busybox \(pid \d+\)\ndocker-proxy \(pid \d+, \d+\) has it for the container/,
    ],
    [
      '-podman',
      /^16379 +cache/,
      /Container: cache\n[^]*podman[^]*\nconmon \(pid \d+\) has it for the container/,
    ],
  ] as const) {
    it(`tell of themselves in tooltips: ${label.source}`, async () => {
      const { workbench } = onStage();
      assert.match(await workbench.view('Listening Ports').tooltip(label), told);
      await workbench.screenshot(`containers-tooltip${name}`);
    });
  }

  it('are found by their name and by their port', async () => {
    const { workbench } = onStage();
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

  it('are named by the hints in the file of Compose that made them, which their menu opens', async () => {
    const { workbench } = onStage();
    await workbench.view('Listening Ports').chooseFromMenu(/^15432 +db/, 'Container', 'Open Compose File');
    const lines = workbench.page.locator('.editor-instance .view-lines').first();
    const text = await until('the hints', async () => {
      const shown = (await lines.innerText()).replaceAll('\u00a0', ' ');
      return /15432:5432".*this service · db/.test(shown) && /18025:8025".*free/.test(shown) && shown;
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
    const { scene, workbench } = onStage();
    // What is gone is shown for some seconds more: the scenario on it is not the next.
    await scene.endProxy(18_080);
    await workbench.view('Listening Ports').chooseFromMenu(/^15432 +db/, 'Why Is This Port Busy?');
    const report = await until('the report', async () => {
      const lines = await workbench.page.locator('.editor-instance .view-lines').allInnerTexts();
      const text = lines.join('\n').replaceAll('\u00a0', ' ');
      return /What a bind comes to/.test(text) && text;
    });
    const once = 'It is for the container db (postgres:16), service db of shop, → 5432 inside.';
    assert.equal(report.split(once).length, 2, report);
    await workbench.screenshot('containers-report');
    await workbench.runCommand('View: Close All Editors');
  });

  it('have their logs and a shell typed, by their ids', async () => {
    const { workbench } = onStage();
    const { terminal } = workbench;
    for (const [entry, line] of [
      ['Follow Container Logs', /docker -H unix:\S+ logs -f [0-9a-f]{64}$/],
      ['Open Shell in Container', /docker -H unix:\S+ exec -it [0-9a-f]{64} sh$/],
    ] as const) {
      await workbench.view('Listening Ports').chooseFromMenu(/^15432 +db/, 'Container', entry);
      await until(`the line of ${entry}`, async () =>
        line.test((await terminal.text()).replaceAll(/\s*\n\s*/g, '').trim()),
      );
      if (entry === 'Follow Container Logs') await workbench.screenshot('containers-logs');
      await terminal.press('Control+c');
    }
    await workbench.runCommand('Terminal: Kill the Active Terminal Instance');
  });

  it('are groups, and ports of an engine elsewhere stand apart', async () => {
    const { workbench } = onStage();
    const view = workbench.view('Listening Ports');
    const group = async (by: string): Promise<void> => {
      await workbench.runCommand('Netstat: Group and Sort Listening Ports…');
      await workbench.quickInput.choose(by);
    };
    await group('Compose Project');
    assert.match((await view.row('shop')).description, /2 ports/);
    await view.expand('On the engine’s host');
    const far = await view.row(/^19080 +far/);
    assert.match(far.ariaLabel, /^Port 19080, container far, .*published by Docker/);
    await workbench.screenshot('containers-by-project');
    await group('Container');
    await view.row('web');
    await workbench.screenshot('containers-by-container');
    await group('No Groups');
    await view.rowGone('shop');
  });

  it('have ports by packet rules alone', async () => {
    const { workbench } = onStage();
    const view = workbench.view('Listening Ports');
    const web = await view.rowWhere(
      'the port without a listener',
      ({ label, description }) =>
        label.startsWith('18080') && description.includes('nothing listens on the host'),
    );
    assert.match(web.label, /^18080 +web/);
    assert.match(
      web.ariaLabel,
      /^Port 18080, container web, .*published by Docker; nothing listens on the host/,
    );
    await workbench.screenshot('containers-packet-rules');
  });
}
