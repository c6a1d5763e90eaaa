import { spawnSync } from 'node:child_process';

/** The user nobody of most machines, who may see nothing of others. */
export const NOBODY = 65534;

export const isRoot = process.geteuid?.() === 0;

/** Why a second user cannot be played here: in a user namespace of our own there is but one. */
export function whyNoOtherUser(): string | undefined {
  return isRoot ? undefined : 'to run programs as another user takes root';
}

/** Why a user cannot use what lies there, as in a home that is closed to others; undefined where he can. Takes root. */
export function whyNotReadable(uid: number, path: string): string | undefined {
  const { status } = spawnSync('test', ['-r', path], { uid, gid: uid });
  return status === 0 ? undefined : `user ${uid} may not read ${path}`;
}
