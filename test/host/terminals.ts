import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchPiece } from './fetch';
import { nodePty } from './pieces';

/**
 * Gives an older server, whose node-pty would have to be compiled, the binary of a later one: its interface is the
 * same. Without it no terminal opens.
 */
export async function completeTerminals(server: string): Promise<void> {
  const target = join(server, 'node_modules/node-pty');
  const binary = join(target, 'build/Release/pty.node');
  if (existsSync(join(target, 'prebuilds')) || existsSync(binary)) return;
  const later = await fetchPiece(nodePty);
  await mkdir(join(target, 'build/Release'), { recursive: true });
  const draft = `${binary}.${process.pid}`;
  await copyFile(join(later, `prebuilds/linux-${process.arch}/pty.node`), draft);
  await rename(draft, binary);
}
