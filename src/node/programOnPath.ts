import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether this user may run a program of that name, as a shell finds it: along the PATH, relative folders left out. */
export function isProgramOnPath(name: string, path = process.env['PATH'] ?? ''): boolean {
  return path
    .split(delimiter)
    .filter((folder) => folder.startsWith('/'))
    .some((folder) => {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
      } catch {
        return false;
      }
    });
}
