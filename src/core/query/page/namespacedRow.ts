import type { NamespaceFacts } from '../../model/namespace';
import type { GroupSubject } from '../../model/page';
import type { FirstRows } from './joinedParts';
import { identityWith } from './identity';
import type { ShownSockets } from './shownSockets';

/** What a row of another network namespace is called, apart from the same one of any other. */
export function keyIn(sockets: ShownSockets, table: keyof FirstRows, row: number, key: string): string {
  const part = sockets.partOf(table, row);
  return part === undefined ? key : `namespace ${part.namespace.key} ${key}`;
}

/** The same of its identity. */
export function identityIn(
  sockets: ShownSockets,
  table: keyof FirstRows,
  row: number,
  identity: number,
): number {
  return sockets.areOwn ? identity : saltedBy(sockets.saltOf(table, row), identity);
}

function saltedBy(salt: number, identity: number): number {
  return salt === 0 ? identity : identityWith(identityWith(identity, salt | 0), Math.floor(salt / 2 ** 32));
}

/** When a row was read, and where it is, unless that is the engine's own network namespace. */
export function readOf(
  sockets: ShownSockets,
  table: keyof FirstRows,
  row: number,
): { readonly readAt: number; readonly namespace?: NamespaceFacts } {
  const part = sockets.partOf(table, row);
  return part === undefined
    ? { readAt: sockets.whole.takenAt }
    : { readAt: part.readAt, namespace: part.namespace };
}

/** What a group of rows of one network namespace stands for. */
export function namespaceSubject(sockets: ShownSockets, table: keyof FirstRows, row: number): GroupSubject {
  return { by: 'namespace', namespace: sockets.partOf(table, row)?.namespace };
}
