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
  return (await ask(probe, `profile/${passes}`)) as Profile;
}

/** Profiles the extension host's own thread while something is done. */
export async function profileDuring(probe: string, work: () => Promise<unknown>): Promise<Profile> {
  await ask(probe, 'start');
  await work();
  return (await ask(probe, 'stop')) as Profile;
}

/** Runs a command in the extension host, which may go on when this is over. */
export async function runCommand(probe: string, command: string): Promise<void> {
  await ask(probe, `run/${command}`);
}

/** The next request has another worker, to which the one that runs hands over what it has. */
export async function renewWorker(probe: string): Promise<void> {
  if ((await ask(probe, 'renew')) !== true) throw new Error('No worker runs that could hand over something.');
}

/** How many samples of traffic of the last minutes the engine has. */
export async function samplesOf(probe: string): Promise<number> {
  return (await ask(probe, 'samples')) as number;
}

/** What an extension host did in some time. */
export interface Idling {
  /** CPU milliseconds, user and system of all its threads. */
  readonly cpu: number;
  /** Passes of the Monitor. */
  readonly passes: number;
}

/** What the extension host does in so many seconds. */
export async function idleFor(probe: string, seconds: number): Promise<Idling> {
  return (await ask(probe, `cpu/${seconds}`)) as Idling;
}

/** Turns hints in the editor on or off. */
export async function setHints(probe: string, value: 'on' | 'off'): Promise<void> {
  await ask(probe, `hints/${value}`);
}

/** Opens a file in the editor. */
export async function openFile(probe: string, file: string): Promise<void> {
  await ask(probe, `open/${encodeURIComponent(file)}`);
}

async function ask(probe: string, what: string): Promise<unknown> {
  const response = await fetch(`${probe}/${what}`);
  if (!response.ok) throw new Error(`The probe failed: ${await response.text()}`);
  return response.json();
}
