import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program of that name lies, looked for along the PATH; undefined where the machine has none. */
export function locate(program: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // Not there, or not for this user.
    }
  }
  return undefined;
}

/** Why tests that need programs cannot run here: the first that the machine lacks; undefined where it has all. */
export function whyMissing(...programs: readonly string[]): string | undefined {
  const missing = programs.find((program) => locate(program) === undefined);
  return missing && `${missing} is not installed`;
}
