import assert from 'node:assert/strict';
import { fetchEdition } from '../host/edition';
import { NOBODY, whyNotReadable } from '../host/users';
import { skipWithReason } from '../skip';
import { openAlone } from './alone';
import type { Stage } from './containerScene';
import { type Session, startSession } from './session';
import { until } from './poll';
import { Workbench } from './workbench';

/** What one sees who may not open the engine's socket. */
export function deniedContainers(onStage: () => Stage): void {
  describe('of an engine that may not be asked', () => {
    let ofRoot: Session;
    let session: Session | undefined;
    let workbench: Workbench;

    before(async function () {
      this.timeout(5 * 60_000);
      const { server } = await fetchEdition('newest');
      skipWithReason(this, whyNotReadable(NOBODY, server));
      ofRoot = Workbench.session;
      session = await startSession({ uid: NOBODY });
      Workbench.session = session;
      await session.writeMachineSettings({ 'netstat.containers.engines': [onStage().scene.docker.socket] });
      workbench = await Workbench.start();
      await workbench.openContainer('Netstat');
    });

    after(async () => {
      if (session === undefined) return;
      await workbench?.close();
      Workbench.session = ofRoot;
      await session.stop();
    });

    it('are told from /proc alone, and why they have no names is said', async () => {
      const view = await openAlone(workbench, 'Listening Ports');
      // docker-proxy's arguments tell the address and the port inside.
      const db = await view.row(/^15432 +[0-9a-f]{12}/);
      assert.match(db.description, /^docker/);
      // The message comes to the window apart from the rows.
      await until('why they have no names', async () =>
        /Docker’s containers are not named: its socket .* may not be opened by you, only by members of its group/.test(
          await view.message(),
        ),
      );
      await workbench.screenshot('containers-denied');
      assert.match(await view.tooltip(/^15432 /), /Port inside: 5432/);
      await workbench.screenshot('containers-denied-tooltip');
    });

    it('are freed by a line that is typed, and not run', async () => {
      await workbench.view('Listening Ports').chooseFromMenu(/^15432 /, 'Free Port…');
      const told = await workbench.notifications.wait(/15432/);
      assert.match(told, /Its engine may not be asked to stop it/);
      await workbench.screenshot('containers-denied-free');
      await workbench.notifications.press(/15432/, 'Type Command in Terminal');
      await workbench.terminal.wait(/sudo docker -H unix:[^]* stop /);
      await workbench.screenshot('containers-denied-typed');
      await workbench.terminal.press('Control+c');
    });
  });
}
