import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './chromium';

/** Flags that keep the browser on this machine and quiet: no look-ups, no updates, no accounts. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/** Starts a headless Chromium. */
export async function startBrowser(): Promise<Browser> {
  const { executable, env } = await findChromium();
  try {
    return await chromium.launch({
      executablePath: executable,
      args: flags,
      env: { ...(process.env as Record<string, string>), ...env },
      handleSIGINT: false,
    });
  } catch (cause) {
    throw new Error(
      `The browser ${executable} could not be started: ${String(cause)}\n` +
        'Name another in NETSTAT_TEST_CHROMIUM, or set it to "fetched" to use one from the npm registry.',
      { cause },
    );
  }
}
