import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { repository } from '../host/paths';

const folder = join(repository, 'out/e2e-failures');

/** Forgets the pictures of an earlier run. */
export async function clearFailures(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Keeps a picture of a window in which something went wrong, and what the server said. */
export async function keepFailure(name: string, page: Page, serverLog: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name.replaceAll(/[^\w]+/g, '-')}.png`);
  await page.screenshot({ path });
  await writeFile(join(folder, 'server.log'), serverLog);
  console.log(`      picture: ${path}`);
}
