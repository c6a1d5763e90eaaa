import type { Browser } from 'playwright-core';
import { TimeLimit } from './timeLimit';
import type { HostConsole } from './console';
import type { Server } from './server';

export interface TestRun {
  /** The extension's folder. */
  readonly development: string;
  /** A module that exports `run(): Promise<void>`. */
  readonly tests: string;
  readonly folder: string | undefined;
}

/** Milliseconds, on an idle machine. */
const RUNS_WITHIN = 10 * 60_000;

/** Runs tests in the workbench's extension host and returns their exit code. */
export async function runInWorkbench(
  browser: Browser,
  server: Server,
  run: TestRun,
  output: HostConsole,
): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  let stopWaiting = (): void => undefined;
  const exitCode = new Promise<number>((resolve, reject) => {
    const fail = (what: string): void =>
      reject(new Error(`${what} Its last words:\n${server.log().slice(-2000)}`));
    page.once('crash', () => fail('The workbench page crashed before the tests ended. The server is well.'));
    void server.ended.then(() => fail("VS Code's server ended before the tests did."));
    const limit = new TimeLimit(RUNS_WITHIN);
    stopWaiting = limit.onceOver(() => fail(`The tests did not end within ${limit.text}.`));
    void page.exposeFunction('codeAutomationExit', resolve);
  });
  await page.exposeFunction('codeAutomationLog', output.accept.bind(output));
  try {
    await page.goto(server.address(query(server, run)));
    return await exitCode;
  } finally {
    stopWaiting();
  }
}

function query(server: Server, run: TestRun): Record<string, string> {
  const remote = (path: string): string => `vscode-remote://${server.authority}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(run.development)],
    ['extensionTestsPath', remote(run.tests)],
    ['skipWelcome', 'true'],
  ];
  return { ...(run.folder ? { folder: run.folder } : {}), payload: JSON.stringify(payload) };
}
