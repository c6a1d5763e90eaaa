import assert from 'node:assert/strict';
import { fetchEdition } from '../host/edition';
import { Scene, whyNoScene } from '../owners/scene';
import { NOBODY, whyNotReadable } from '../host/users';
import { skipWithReason } from '../skip';
import { openAlone } from './alone';
import { DAEMONS } from './daemons';
import { until } from './poll';
import { type Session, startSession } from './session';
import type { View } from './view';
import { Workbench } from './workbench';

describe('owners without root', () => {
  let scene: Scene | undefined;
  let ofRoot: Session;
  let session: Session | undefined;
  let workbench: Workbench;

  before(async function () {
    this.timeout(10 * 60_000);
    const { server } = await fetchEdition('newest');
    skipWithReason(this, whyNoScene() ?? whyNotReadable(NOBODY, server));
    ofRoot = Workbench.session;
    scene = new Scene();
    for (const daemon of DAEMONS) await scene.start(daemon, 0);
    session = await startSession({ uid: NOBODY });
    Workbench.session = session;
    workbench = await Workbench.start();
    await workbench.openContainer('Netstat');
  });

  after(async () => {
    scene?.remove();
    if (session === undefined) return;
    for (const window of Workbench.open) await window.close();
    Workbench.session = ofRoot;
    await session.stop();
  });

  /** What the editor in sight has, once that is there. */
  const document = (wanted: RegExp): Promise<string> =>
    until(`${wanted} in the editor`, async () => {
      const lines = await workbench.page.locator('.editor-instance .view-lines').allInnerTexts();
      const text = lines.join('\n').replaceAll('\u00a0', ' ');
      return wanted.test(text) && text;
    });

  async function group(view: View, by: string): Promise<void> {
    await workbench.runCommand(`Netstat: Group and Sort ${view.title}…`);
    await workbench.quickInput.choose(by);
  }

  it('names the unit of each listener, and its process where one is left', async () => {
    const view = await openAlone(workbench, 'Listening Ports');
    const ssh = await view.row('22  ~sshd');
    assert.match(ssh.description, /^ssh\.service · root · network/);
    assert.match(ssh.ariaLabel, /^Port 22, likely sshd, ssh\.service, root, reachable from the network/);
    await view.row('5432  ~postgres');
    await view.row('8090  ~web.service');
    await view.row('3000  shop');
    await workbench.screenshot('likely-listening-ports');
  });

  for (const [name, label, evidence] of [
    [
      '',
      '22  ~sshd',
      /Likely sshd: made in the control group of ssh\.service; its one process is sshd \(\d+\)/,
    ],
    ['-socket', '631  ~cups.socket', /kept by systemd for cups\.socket/],
    ['-several', '8090  ~web.service', /which of its 3 processes has it is not known/],
  ] as const) {
    it(`tells why in the tooltip of ${label}`, async () => {
      assert.match(await workbench.view('Listening Ports').tooltip(label), evidence);
      await workbench.screenshot(`likely-tooltip${name}`);
    });
  }

  it('groups ports by process and by unit', async () => {
    const view = workbench.view('Listening Ports');
    await group(view, 'Process');
    const nginx = await view.row('~nginx');
    assert.match(nginx.description, /^nginx\.service · 2 ports/);
    await workbench.screenshot('likely-ports-by-process');
    await group(view, 'Unit');
    await view.row('nginx.service');
    await workbench.screenshot('likely-ports-by-unit');
    await group(view, 'No Groups');
    await view.rowGone('nginx.service');
  });

  it('groups connections, and has the other end', async () => {
    const view = await openAlone(workbench, 'Connections');
    // Not called as the programs of VS Code are, of which pids decide which comes first.
    await view.expand('shop');
    await view.row('→ ~postgresql@16-main.service :5432');
    await workbench.screenshot('likely-connections');
    await view.expand('~ssh.service');
    assert.match(await view.tooltip('← ~ssh'), /Likely ssh\.service: accepted for ssh\.service\./);
    await workbench.screenshot('likely-tooltip-accepted');
    await group(view, 'Unit');
    await view.row('ssh.service');
    await workbench.screenshot('likely-connections-by-unit');
    await group(view, 'Process');
  });

  it('filters by what is known of an owner, and by unit', async () => {
    const view = await openAlone(workbench, 'Listening Ports');
    for (const [filter, stays, goes] of [
      ['owner:likely', '22  ~sshd', '3000  shop'],
      ['unit:web', '8090  ~web.service', '22  ~sshd'],
    ] as const) {
      await workbench.runCommand('Netstat: Filter…');
      await workbench.quickInput.type(filter);
      await workbench.quickInput.row(filter);
      await view.rowGone(goes);
      await view.row(stays);
      await workbench.screenshot(`likely-filter-${filter.replace(':', '-')}`);
      await workbench.quickInput.cancel();
      await view.row(goes);
    }
  });

  it('finds who probably has a port', async () => {
    await workbench.runCommand('Netstat: Find Port Owner…');
    await workbench.quickInput.type('5432');
    const row = await until('the likely owner', async () =>
      (await workbench.quickInput.rows()).find(({ ariaLabel }) => ariaLabel.includes('postgresql@16-main')),
    );
    assert.match(row.ariaLabel, /postgres/);
    await workbench.screenshot('likely-find');
    await workbench.quickInput.cancel();
  });

  it('explains a busy port by it, without calling it an owner', async () => {
    const view = workbench.view('Listening Ports');
    await view.chooseFromMenu('5432  ~postgres', 'Why Is This Port Busy?');
    const report = await document(/EADDRINUSE/);
    assert.match(
      report,
      /postgres \(pid \d+\) in postgresql@16-main\.service probably has 127\.0\.0\.1:5432/,
    );
    assert.match(report, /made in the control group of postgresql@16-main\.service/);
    assert.doesNotMatch(report, /held by|owner is (?!not known)/);
    assert.match(report, /sudo ss -Hltunp 'sport = :5432'/);
    await workbench.page.locator('.editor-instance .codelens-decoration').first().waitFor();
    await workbench.screenshot('likely-report');
    await workbench.runCommand('View: Close All Editors');
  });

  it('has the evidence in the details', async () => {
    const view = workbench.view('Listening Ports');
    await view.chooseFromMenu('5432  ~postgres', 'Show Details');
    const details = await document(/Likely unit/);
    assert.match(details, /Likely process +postgres \(pid \d+\)/);
    await workbench.page.locator('.editor-instance .codelens-decoration').first().waitFor();
    await workbench.screenshot('likely-details');
    await workbench.runCommand('View: Close All Editors');
  });

  it('types what proves it, and what would free the port, and runs neither', async () => {
    const { terminal, notifications } = workbench;
    await workbench.view('Listening Ports').chooseFromMenu('22  ~sshd', 'Prove It');
    await terminal.wait(/\$ sudo ss -Hltunp 'sport = :22'$/);
    await workbench.screenshot('likely-typed-proof');
    await terminal.press('Control+c');
    await workbench.runCommand('Netstat: Free Port…');
    await workbench.quickInput.type('5432');
    await workbench.quickInput.choose('5432');
    const told = await notifications.wait(/5432/);
    assert.match(told, /likely postgres \(pid \d+\) in postgresql@16-main\.service: nothing was ended/);
    await workbench.screenshot('likely-free-port');
    await notifications.press(/5432/, 'Type Command in Terminal');
    await terminal.wait(/\$ sudo systemctl stop -- 'postgresql@16-main\.service'$/);
    await workbench.screenshot('likely-typed-stop');
    await terminal.press('Control+c');
  });

  it('is printed by the command in a terminal', async () => {
    const { terminal } = workbench;
    // The machine's own netstat, where it has one, does not know the option.
    await terminal.run('PATH=${PATH##*:} netstat -tulpn --likely');
    await terminal.wait(/:22 .*~\d+\/sshd/);
    await workbench.screenshot('likely-terminal');
  });
});
