import type { GroupSubject, GroupSummary, SocketRow } from '../../model/page';
import type { ProcessOwner } from '../../model/process';
import { TCP_TIME_WAIT } from '../socketState';

/** Milliseconds by which two readings of one timer may differ: the tables are not read in a moment. */
const TIMER_TOLERANCE = 1_000;

/** Milliseconds of which a row that tells when TIME_WAIT ends tells each step. */
const TIME_WAIT_STEP = 5_000;

/** Milliseconds a clock tick of the kernel's timers. */
const TICK = 10;

/**
 * Whether two readings of a socket are shown alike. How long its timer still runs changes with every reading: only
 * when it ends is looked at, and how long TIME_WAIT still lasts by steps, since its row tells that.
 */
export function isSameRow(a: SocketRow, b: SocketRow): boolean {
  return (
    a.mark === b.mark &&
    sameOwners(a.owners, b.owners) &&
    sameFacts(a.likelyOwner, b.likelyOwner) &&
    sameFacts(a.namespace, b.namespace) &&
    sameSocket(a, b) &&
    sameTimer(a, b)
  );
}

/** Whether two readings of a group are shown alike. */
export function isSameGroup(a: GroupSummary, b: GroupSummary): boolean {
  if (a.count !== b.count || a.listening !== b.listening || a.mark !== b.mark) return false;
  if (!sameFacts(a.trouble, b.trouble)) return false;
  if (a.subject.by === 'fold' && b.subject.by === 'fold') return isSameRow(a.subject.row, b.subject.row);
  if (a.subject.by !== 'process' || b.subject.by !== 'process') {
    return !isNamed(a.subject) || sameFacts(a.subject, b.subject);
  }
  return a.subject.owner === b.subject.owner && sameFacts(a.subject.likelyOwner, b.subject.likelyOwner);
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
      sameOwners(a.peer?.owners ?? [], b.peer?.owners ?? []) &&
      sameFacts(a.peer?.likelyOwner, b.peer?.likelyOwner) &&
      sameFacts(a.peer?.namespace, b.peer?.namespace) &&
      sameOwners(a.server?.owners ?? [], b.server?.owners ?? []) &&
      sameFacts(a.server?.likelyOwner, b.server?.likelyOwner) &&
      a.isIncoming === b.isIncoming &&
      a.trouble === b.trouble &&
      sameFacts(a.localContainer, b.localContainer) &&
      sameFacts(a.foreignContainer, b.foreignContainer) &&
      sameFacts(a.association, b.association)
    );
  }
  if (a.kind === 'other' && b.kind === 'other') return JSON.stringify(a.socket) === JSON.stringify(b.socket);
  if (a.kind !== 'unix' || b.kind !== 'unix') return false;
  return (
    a.socket.state === b.socket.state &&
    a.socket.flags === b.socket.flags &&
    a.socket.refCount === b.socket.refCount
  );
}

function sameTimer(a: SocketRow, b: SocketRow): boolean {
  if (a.kind !== 'inet' || b.kind !== 'inet' || a.socket.timer === 0) return true;
  const ends = ({ readAt, socket }: typeof a): number => readAt + socket.timerWhen * TICK;
  const steps = ({ socket }: typeof a): number => Math.ceil((socket.timerWhen * TICK) / TIME_WAIT_STEP);
  if (a.socket.state === TCP_TIME_WAIT && steps(a) !== steps(b)) return false;
  return Math.abs(ends(a) - ends(b)) <= TIMER_TOLERANCE;
}

/** Whether more may become known of what a group stands for, while its id stays. */
function isNamed({ by }: GroupSubject): boolean {
  return by === 'container' || by === 'namespace' || by === 'foreignHost';
}

/** Owners that are likely, containers and namespaces may be found anew in each pass. */
function sameFacts<Facts extends object>(a: Facts | undefined, b: Facts | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The engine keeps an owner's object for as long as nothing about the process changes. */
function sameOwners(a: readonly ProcessOwner[], b: readonly ProcessOwner[]): boolean {
  return a.length === b.length && a.every((owner, i) => owner === b[i]);
}
