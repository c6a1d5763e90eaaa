/** Mocha's hooks around all scenarios: one session for them all, and a picture of every workbench that failed. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../host/paths';
import { type Session, startSession } from './session';
import { Workbench } from './workbench';

const failures = join(repository, 'out/e2e-failures');
let session: Session | undefined;

export const mochaHooks = {
  async beforeAll(this: Mocha.Context): Promise<void> {
    // VS Code and a browser may have to be fetched first.
    this.timeout(10 * 60_000);
    await rm(failures, { recursive: true, force: true });
    session = await startSession();
    Workbench.session = session;
  },

  async afterEach(this: Mocha.Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    const name = test.fullTitle().replaceAll(/[^\w]+/g, '-');
    for (const [index, workbench] of [...Workbench.open].entries()) {
      const path = join(failures, index === 0 ? `${name}.png` : `${name}-${index}.png`);
      await workbench.page.screenshot({ path });
      console.log(`      picture: ${path}`);
    }
  },

  async afterAll(): Promise<void> {
    await session?.stop();
  },
};
