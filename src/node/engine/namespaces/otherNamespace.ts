import type { InetTable } from '../../../core/model/inetTable';
import type { UnixTable } from '../../../core/model/unixTable';
import type { ProcReader } from '../../reader';
import { Tables } from '../sockets/tables';
import { filesIn } from './foreignNetwork';
import { networkOf } from './networkOf';

/** The sockets of another network namespace. */
export type NamespaceSockets = Pick<{ readonly inet: InetTable; readonly unix: UnixTable }, 'inet' | 'unix'>;

/**
 * Reads the tables of another network namespace from the files of a process in it, which anyone may. For TCP the kernel
 * walks its whole hash table, whatever is in the namespace: that is for a question, and for no pass.
 * @param folder of the process in /proc
 * @param inode of the namespace
 * @returns nothing where the process was not in it all the while
 */
export function readOtherNamespace(
  reader: ProcReader,
  folder: string,
  inode: number,
  littleEndian: boolean,
): NamespaceSockets | undefined {
  const tables = new Tables(
    filesIn(reader, () => folder),
    littleEndian,
  );
  tables.read('all', true);
  return networkOf(reader, folder) === inode ? tables : undefined;
}
