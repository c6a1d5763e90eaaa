import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shimScript } from './shimScript';

const EXECUTABLE = 0o755;

/** Whether integrated terminals here can have the command: it reads /proc. */
export function hasTerminalCommand(): boolean {
  return process.platform === 'linux';
}

/** Whether programs are found by a PATH that names at least one folder. */
export function hasPath(): boolean {
  return (process.env['PATH'] ?? '') !== '';
}

/**
 * Writes the command `netstat` into a folder, where it is not there already as it should be. A terminal that uses it
 * at the same time finds the old one or the new one, never a part.
 * @param program the bundled netstat.js
 */
export async function writeTerminalShim(folder: string, program: string): Promise<void> {
  const file = join(folder, 'netstat');
  const script = shimScript({ node: process.execPath, program });
  if (await isWritten(file, script)) return;
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, script);
  await chmod(draft, EXECUTABLE);
  await rename(draft, file);
}

async function isWritten(file: string, script: string): Promise<boolean> {
  try {
    const [text, { mode }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    return text === script && (mode & 0o777) === EXECUTABLE;
  } catch {
    return false;
  }
}
