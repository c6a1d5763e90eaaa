import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { until } from '../e2e/poll';
import type { Profile } from './profile';

/** The file in which the probe says its port. */
export const PORT_FILE = 'NETSTAT_BENCH_PROBE';

/** Packs the extension that profiles the extension host. */
export async function packProbe(folder: string): Promise<string> {
  const file = join(folder, 'probe.vsix');
  await createVSIX({
    cwd: resolve(__dirname, 'probe'),
    packagePath: file,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  return file;
}

/** Waits until the probe runs, and says where. */
export async function findProbe(portFile: string): Promise<string> {
  const port = await until('the probe', () => readFile(portFile, 'utf8').catch(() => undefined));
  return `http://127.0.0.1:${port}`;
}

/** Profiles the extension host's own thread over so many passes of the Monitor. */
export async function profileOver(probe: string, passes: number): Promise<Profile> {
  const response = await fetch(`${probe}/${passes}`);
  if (!response.ok) throw new Error(`The probe failed: ${await response.text()}`);
  return (await response.json()) as Profile;
}
