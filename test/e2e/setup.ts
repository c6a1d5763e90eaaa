/** Mocha's hooks around all scenarios: one session for them all, and a picture of every workbench that failed. */
import { stretched } from '../host/timeLimit';
import { clearFailures, keepFailure } from './failures';
import { stopServers } from './server';
import { type Session, startSession, STEP_WITHIN } from './session';
import { SCREENSHOTS, Workbench } from './workbench';

let session: Session | undefined;

// An end by signal is an end all the same: exit handlers stop the servers and the browser.
process.once('exit', stopServers);
process.once('SIGTERM', () => process.exit(143));

export const mochaHooks = {
  async beforeAll(this: Mocha.Context): Promise<void> {
    // VS Code and a browser may have to be fetched first.
    this.timeout(10 * 60_000);
    await clearFailures();
    session = await startSession();
    Workbench.session = session;
  },

  beforeEach(): void {
    for (const { page } of Workbench.open) page.setDefaultTimeout(stretched(STEP_WITHIN));
  },

  async afterEach(this: Mocha.Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    for (const [index, { page }] of [...Workbench.open].entries()) {
      const name = index === 0 ? test.fullTitle() : `${test.fullTitle()} ${index}`;
      await keepFailure(name, page, session?.server.log() ?? '');
    }
  },

  async afterAll(): Promise<void> {
    stopServers();
    await session?.stop();
    console.log(`Pictures of the windows are in ${SCREENSHOTS}.`);
  },
};
