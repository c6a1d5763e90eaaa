import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { failureOf } from '../reader';
import { readSmallFile } from '../smallFile';
import type { SocketIdentity, SocketSurroundings } from './engineSockets';

/** This machine, as the calling user sees it. */
export function socketSurroundings(
  environment: SocketSurroundings['environment'] = process.env,
): SocketSurroundings {
  return {
    environment,
    home: homedir(),
    uid: process.getuid?.() ?? -1,
    readFile: readSmallFile,
    identify,
  };
}

function identify(path: string): SocketIdentity | 'denied' | undefined {
  try {
    const stat = statSync(path);
    return stat.isSocket() ? { device: stat.dev, inode: stat.ino, uid: stat.uid } : undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return failureOf(code).status === 'denied' ? 'denied' : undefined;
  }
}
