import type { Engine } from '../../core/model/engine';
import type { Peer, SocketRow } from '../../core/model/page';
import type { Snapshot } from '../../core/model/snapshot';
import { rowsOf } from '../../core/query/page/pageSources';
import { ShownSockets } from '../../core/query/page/shownSockets';
import { asRead } from '../details/detailsSubject';
import { questionOf } from '../details/socketsNow';

/** The state of a connected UNIX socket: SS_CONNECTED of include/uapi/linux/net.h. */
const UNIX_CONNECTED = 3;

/** Whether a socket's other end is on this machine, or may be: of a UNIX socket the kernel has to be asked. */
export function mayHaveOtherEnd(row: SocketRow): boolean {
  if (row.kind === 'inet') return row.peer !== undefined;
  return row.kind === 'unix' && row.namespace === undefined && row.socket.state === UNIX_CONNECTED;
}

/** What became of the question for the other end. */
export type OtherEnd =
  | { readonly found: SocketRow }
  /** It has closed meanwhile; it is not on this machine, or the kernel does not tell. */
  | { readonly missing: 'closed' | 'unknown' };

/** The other end of a socket, as it is now. */
export async function otherEndOf(
  row: SocketRow,
  snapshot: Snapshot,
  engine: Pick<Engine, 'socketFacts'>,
): Promise<OtherEnd> {
  const now = socketAt(row.kind, row.socket.inode ?? 0, snapshot) ?? asRead(row, snapshot);
  if (now === undefined) return { missing: 'closed' };
  const peer = now.kind === 'inet' ? now.peer : await unixPeer(now, engine);
  const found = peer && now.kind !== 'other' ? socketAt(now.kind, peer.inode, snapshot) : undefined;
  return found === undefined ? { missing: 'unknown' } : { found };
}

async function unixPeer(row: SocketRow, engine: Pick<Engine, 'socketFacts'>): Promise<Peer | undefined> {
  const question = questionOf(row);
  const [facts] = question === undefined ? [] : await engine.socketFacts([question]);
  return facts?.peer;
}

/**
 * A socket by its inode, in whatever network namespace the snapshot has it: with its other end, where that is on this machine.
 * @returns nothing where there is none, or none of an inode
 */
export function socketAt(kind: SocketRow['kind'], inode: number, snapshot: Snapshot): SocketRow | undefined {
  if (kind === 'other' || inode === 0) return undefined;
  const sockets = ShownSockets.of(snapshot, { kind: 'all' });
  if (sockets === undefined) return undefined;
  const inodes = kind === 'inet' ? sockets.snapshot.inet.inode : sockets.snapshot.unix.inode;
  const at = inodes.indexOf(inode);
  if (at === -1) return undefined;
  const source = rowsOf(kind === 'inet' ? 'connections' : 'unixSockets', sockets);
  const row = source.row(at);
  return row.kind === kind && row.socket.inode === inode ? row : undefined;
}
