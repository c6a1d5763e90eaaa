import type { Scope, SocketRows } from '../../../core/model/snapshot';
import { repeatedRows } from '../../../core/procfs/repeatedRows';
import { isListening } from '../../../core/query/socketState';
import type { SocketSource } from './socketSource';

/** What tables said, before anybody knows whose the sockets are. */
export type TakenRows = Pick<
  SocketRows,
  'sources' | 'issues' | 'inet' | 'traffic' | 'unix' | 'associations' | 'others'
>;

/** Takes from a source what its last reading gave, as far as the scope has it. */
export function takeRows(source: SocketSource, scope: Scope): TakenRows {
  const rows = rowsOf(source, scope);
  const { traffic } = source;
  return {
    sources: source.sources,
    issues: source.issues,
    inet: rows === undefined ? source.inet.take() : source.inet.slice(rows),
    ...(traffic && { traffic: rows === undefined ? traffic.take() : traffic.slice(rows) }),
    unix: source.unix.take(),
    associations: source.associations,
    others: source.others,
  };
}

/** The rows to show, or nothing where it is all of them. */
export function rowsOf({ inet }: Pick<SocketSource, 'inet'>, scope: Scope): Uint32Array | undefined {
  const repeated = new Set(repeatedRows(inet));
  if (scope !== 'listening' && repeated.size === 0) return undefined;
  return Uint32Array.from({ length: inet.length }, (_, row) => row).filter(
    (row) => !repeated.has(row) && (scope !== 'listening' || isListening(inet.columns, row)),
  );
}
