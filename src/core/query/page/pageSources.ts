import type { PageRequest, SocketView } from '../../model/page';
import type { Snapshot } from '../../model/snapshot';
import { compileFilter } from '../filter/compile';
import { readFilter } from '../filter/parse';
import { InetRows } from './inetPages';
import { JoinedRows } from './joined';
import { OtherSocketRows } from './others';
import type { RowSource } from './pageSource';
import { ShownSockets } from './shownSockets';
import { UnixRows } from './unixSockets';

/** The rows of a view: of a snapshot those of the engine's own network namespace. */
export function rowsOf(view: SocketView, shown: Snapshot | ShownSockets): RowSource {
  const sockets = shown instanceof ShownSockets ? shown : new ShownSockets(shown);
  if (view === 'unixSockets') return new UnixRows(sockets);
  const inet = new InetRows(sockets);
  return sockets.snapshot.others.length === 0 ? inet : new JoinedRows(inet, new OtherSocketRows(sockets));
}

/**
 * Whether the filter of a request lets a row of its view's source through.
 * @throws where the expression is wrong; the views take only right ones from their users
 */
export function passesOf(
  { filter: expression }: Pick<PageRequest, 'filter'>,
  sockets: ShownSockets,
  source: RowSource,
): (row: number) => boolean {
  const filter = readFilter(expression);
  if (filter.terms.length === 0) return () => true;
  return source.passing(compileFilter(filter, sockets.snapshot, sockets));
}
