import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { locate } from '../host/programs';

/** The commands that cost what no reader of /proc can save. */
export interface Floor {
  /** Reads every link of /proc/PID/fd once. */
  readonly links: string;
  /** Asks for the size of every /proc/PID/fd. */
  readonly sizes: string;
}

export const FIVE_TABLES = `cat ${['tcp', 'tcp6', 'udp', 'udp6', 'unix'].map((name) => `/proc/net/${name}`).join(' ')}`;

/** Compiles the walk through /proc into a folder, or gives nothing where there is no C compiler. */
export function makeFloor(folder: string): Floor | undefined {
  if (locate('cc') === undefined) return undefined;
  const program = join(folder, 'walk');
  execFileSync('cc', ['-O2', '-o', program, resolve(__dirname, 'walk.c')]);
  return { links: program, sizes: `${program} size` };
}
