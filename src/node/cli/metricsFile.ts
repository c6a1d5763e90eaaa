import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  openSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import type { ByteText } from '../../core/netstat/context/environment';
import { strerror } from '../../core/netstat/context/strerror';

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;

/** Everybody may read it: node_exporter has a user of its own. */
const MODE = 0o644;

/**
 * Puts a text into a file by rename(2), so that who reads it has it whole: as it was, or as it is. The file beside it that is
 * written first is new, whatever lies there, and no collector takes it for one of its own (`*.prom`).
 * @returns what is to be told where that fails: the file is then what it was
 */
export function replaceFile(path: ByteText, text: ByteText): ByteText | undefined {
  const target = Buffer.from(path, 'latin1');
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const beside = Buffer.from(
    `${folder}.netstat-${process.pid}-${randomBytes(6).toString('hex')}.tmp`,
    'latin1',
  );
  let isThere = false;
  try {
    const stat = lstatSync(target, { throwIfNoEntry: false });
    // A device or a pipe would be gone, and not be written to.
    if (stat !== undefined && !stat.isFile() && !stat.isSymbolicLink())
      return `${path} is no file to be replaced`;
    const file = openSync(beside, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
    isThere = true;
    try {
      writeFileSync(file, text, 'latin1');
      fchmodSync(file, MODE);
    } finally {
      closeSync(file);
    }
    renameSync(beside, target);
    return undefined;
  } catch (error) {
    if (isThere) unlinkSync(beside);
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return `cannot write ${path}: ${strerror(code)}`;
  }
}
