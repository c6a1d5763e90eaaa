import type { SocketView } from '../../model/page';
import type { Snapshot } from '../../model/snapshot';
import { InetRows } from './inetPages';
import { JoinedRows } from './joined';
import { OtherSocketRows } from './others';
import type { RowSource } from './pageSource';
import { UnixRows } from './unixSockets';

/** The rows of a view. */
export function rowsOf(view: SocketView, snapshot: Snapshot): RowSource {
  if (view === 'unixSockets') return new UnixRows(snapshot);
  const inet = new InetRows(snapshot);
  return snapshot.others.length === 0 ? inet : new JoinedRows(inet, new OtherSocketRows(snapshot));
}
