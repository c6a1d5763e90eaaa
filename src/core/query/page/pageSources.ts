import type { PageRequest, SocketView } from '../../model/page';
import type { Snapshot } from '../../model/snapshot';
import { compileFilter } from '../filter/compile';
import type { Filter } from '../filter/filter';
import { readFilter } from '../filter/parse';
import { InetRows } from './inetPages';
import { JoinedRows } from './joined';
import { OtherSocketRows } from './others';
import { type Grouped, groupRows } from './pageGroups';
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
 * The groups of a view, with what its filter lets through. Sockets that wait for others to come have a view of their own:
 * Connections has them where it is told to, or its filter asks for them.
 * @throws where the expression is wrong; the views take only right ones from their users
 */
export function groupsOf(
  asked: Pick<PageRequest, 'filter' | 'groupBy' | 'showsListening'>,
  sockets: ShownSockets,
  source: RowSource,
  users: Snapshot['users'],
): Grouped {
  const showsListening = asked.showsListening === true || asksForListening(readFilter(asked.filter));
  return groupRows(source, asked.groupBy, passesOf(asked, sockets, source), users, showsListening);
}

/** States of connections: who asks for one of them, too, asks for no listener. */
const OF_CONNECTIONS = [
  'ESTABLISHED',
  'SYN_SENT',
  'FIN_WAIT1',
  'TIME_WAIT',
  'CLOSE_WAIT',
  'CLOSING',
] as const;

/** Whether a filter asks for sockets that wait for others to come: `state:listen`, or a word that is found in that alone. */
function asksForListening({ terms }: Filter): boolean {
  return terms.some(({ isExcluded, tests: { state, text } }) => {
    if (isExcluded || state?.('LISTEN') !== true) return false;
    // A key names whole states; a word is looked for in all that a row shows.
    return text === undefined || !OF_CONNECTIONS.some(state);
  });
}

/**
 * Whether the filter of a request lets a row of its view's source through.
 * @throws where the expression is wrong; the views take only right ones from their users
 */
function passesOf(
  { filter: expression }: Pick<PageRequest, 'filter'>,
  sockets: ShownSockets,
  source: RowSource,
): (row: number) => boolean {
  const filter = readFilter(expression);
  if (filter.terms.length === 0) return () => true;
  return source.passing(compileFilter(filter, sockets.snapshot, sockets));
}
