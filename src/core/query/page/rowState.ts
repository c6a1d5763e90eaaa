import type { GroupSummary, SocketRow } from '../../model/page';
import type { ProcessOwner } from '../../model/process';

/**
 * Whether two readings of a socket are shown alike. How long its timer still runs is left out: that is another in
 * every reading.
 */
export function isSameRow(a: SocketRow, b: SocketRow): boolean {
  return a.mark === b.mark && sameOwners(a.owners, b.owners) && sameSocket(a, b);
}

/** Whether two readings of a group are shown alike. */
export function isSameGroup(a: GroupSummary, b: GroupSummary): boolean {
  const owner = (group: GroupSummary): ProcessOwner | undefined =>
    group.subject.by === 'process' ? group.subject.owner : undefined;
  return a.count === b.count && a.mark === b.mark && owner(a) === owner(b);
}

function sameSocket(a: SocketRow, b: SocketRow): boolean {
  if (a.kind === 'inet' && b.kind === 'inet') {
    return (
      a.socket.state === b.socket.state &&
      a.socket.inode === b.socket.inode &&
      a.socket.rxQueue === b.socket.rxQueue &&
      a.socket.txQueue === b.socket.txQueue &&
      a.socket.timer === b.socket.timer &&
      a.socket.retransmits === b.socket.retransmits &&
      a.socket.timeout === b.socket.timeout &&
      a.socket.drops === b.socket.drops &&
      a.socket.uid === b.socket.uid &&
      a.peer?.inode === b.peer?.inode &&
      sameOwners(a.peer?.owners ?? [], b.peer?.owners ?? [])
    );
  }
  if (a.kind !== 'unix' || b.kind !== 'unix') return false;
  return (
    a.socket.state === b.socket.state &&
    a.socket.flags === b.socket.flags &&
    a.socket.refCount === b.socket.refCount
  );
}

/** The engine keeps an owner's object for as long as nothing about the process changes. */
function sameOwners(a: readonly ProcessOwner[], b: readonly ProcessOwner[]): boolean {
  return a.length === b.length && a.every((owner, i) => owner === b[i]);
}
