import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  rmSync,
  type Stats,
  statfsSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { HistoryTrouble } from '../../core/model/history';

/** The file of the history; SQLite has its -wal and -shm beside it. */
export const DATABASE_FILE = 'history.db';

/**
 * File systems whose locks and shared memory cannot be trusted between machines, which WAL needs
 * (https://www.sqlite.org/wal.html): what statfs(2) calls them (linux/magic.h, and the file systems' own headers).
 */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9p'],
  [0x65735546, 'FUSE'],
  [0x73757245, 'Coda'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
  [0x0bd00bd0, 'Lustre'],
  [0x786f4256, 'vboxsf'],
]);

/** Where the history lies: as the base directory specification has it for what is kept between runs and is no configuration. */
export function historyFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment['NETSTAT_HISTORY_FOLDER'];
  if (own) return own;
  const state = environment['XDG_STATE_HOME'];
  const base = state && isAbsolute(state) ? state : join(homedir(), '.local/state');
  return join(base, 'netstat-vscode/history');
}

/** The sizes of the database's files, in bytes. */
export function fileSizes(folder: string): { readonly database: number; readonly journal: number } {
  const size = (suffix: string): number =>
    statSync(join(folder, DATABASE_FILE + suffix), { throwIfNoEntry: false })?.size ?? 0;
  return { database: size(''), journal: size('-wal') + size('-shm') };
}

/** Removes the database with what SQLite has beside it, and makes an empty file in its place. @throws what the system says */
export function removeDatabase(folder: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, DATABASE_FILE + end), { force: true });
  prepareFolder(folder);
}

/**
 * Makes the folder and the database's file, where they are not there, for this user alone (0700 and 0600), before SQLite, which
 * would give others the right to read.
 * @returns why the history cannot be kept there, if so
 */
export function prepareFolder(folder: string): HistoryTrouble | undefined {
  try {
    // Before anything is made there, too.
    const elsewhere = onNetwork(nearest(folder));
    if (elsewhere) return elsewhere;
    makeFolder(folder);
    const trouble = folderTrouble(folder);
    if (trouble) return trouble;
    if ((lstatSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700);
    accessSync(folder, constants.W_OK);
    return prepareFile(join(folder, DATABASE_FILE));
  } catch (error) {
    return systemTrouble(error);
  }
}

/** Why what is in a folder that is there cannot be used; it changes nothing. */
export function folderTrouble(folder: string): HistoryTrouble | undefined {
  try {
    return notOurs(folder, lstatSync(folder), 'folder') ?? onNetwork(folder);
  } catch (error) {
    return systemTrouble(error);
  }
}

/** What an error of the system's means for the history. */
export function systemTrouble(error: unknown): HistoryTrouble {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { kind: 'readOnly', message };
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return { kind: 'full', message };
    default:
      return { kind: 'failed', message: message ?? String(error) };
  }
}

function prepareFile(path: string): HistoryTrouble | undefined {
  try {
    closeSync(openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  for (const each of [path, `${path}-wal`, `${path}-shm`]) {
    const stat = lstatSync(each, { throwIfNoEntry: false });
    if (!stat) continue;
    const trouble = notOurs(each, stat, 'file');
    if (trouble) return trouble;
    if ((stat.mode & 0o077) !== 0) chmodSync(each, 0o600);
  }
  return undefined;
}

function notOurs(path: string, stat: Stats, kind: 'folder' | 'file'): HistoryTrouble | undefined {
  const isKind = kind === 'folder' ? stat.isDirectory() : stat.isFile();
  if (!isKind) return { kind: 'notOurs', message: `${path} is no ${kind} of its own.` };
  const uid = process.geteuid?.();
  if (stat.uid === uid) return undefined;
  return { kind: 'notOurs', message: `${path} belongs to the user ${stat.uid}, and this is ${uid}.` };
}

/** How a file system is called that is shared with other machines; undefined of others. @param type of statfs(2) */
export function networkFileSystem(type: number): string | undefined {
  // As a C long: negative on some machines where the highest bit is set.
  return NETWORK_FILE_SYSTEMS.get(type >>> 0);
}

function onNetwork(path: string): HistoryTrouble | undefined {
  const name = networkFileSystem(statfsSync(path).type);
  return name === undefined ? undefined : { kind: 'networkFileSystem', message: `${path} is on ${name}.` };
}

/** With what is above it. Node's own way never comes back where a file system says of a folder in a folder that neither is there. */
function makeFolder(folder: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false })) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, 0o700);
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** The folder, or what is above it and there. */
function nearest(folder: string): string {
  if (lstatSync(folder, { throwIfNoEntry: false })) return folder;
  const above = dirname(folder);
  return above === folder ? folder : nearest(above);
}
