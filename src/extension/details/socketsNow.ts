import type { Engine } from '../../core/model/engine';
import type { SocketRow } from '../../core/model/page';
import type { Snapshot } from '../../core/model/snapshot';
import type { SocketFacts, SocketQuestion } from '../../core/model/socketFacts';
import { diagProtocolOf } from '../../core/netlink/inetFacts';
import { asRead } from './detailsSubject';

/** A socket that details tell of. */
export interface SocketNow {
  /** As it is now, or as it was seen last. */
  readonly row: SocketRow;
  readonly isGone: boolean;
  /** What the kernel tells beside its columns; undefined where it would and cannot be asked. */
  readonly told: SocketFacts | undefined;
}

/** Looks for sockets in a snapshot, and asks the kernel for the rest. */
export async function socketsNow(
  seen: readonly SocketRow[],
  snapshot: Snapshot,
  engine: Pick<Engine, 'socketFacts'>,
): Promise<SocketNow[]> {
  const sockets = seen.map((row) => {
    const now = asRead(row, snapshot);
    return { row: now ?? row, isGone: now === undefined, question: now && questionOf(now) };
  });
  const questions = sockets.map(({ question }) => question).filter((question) => question !== undefined);
  const answers = questions.length === 0 ? [] : await engine.socketFacts(questions);
  const told = new Map(questions.map((question, index) => [question, answers[index]]));
  return sockets.map(({ row, isGone, question }) => {
    return { row, isGone, told: question === undefined ? {} : told.get(question) };
  });
}

/** Whether it is in another network namespace: the kernel answers of the sockets in that of who asks, and of no other. */
export function isElsewhere({ namespace }: SocketRow): boolean {
  return namespace !== undefined;
}

/** What is to be asked of a socket; nothing where no inode tells it from others, or the kernel knows no more of its kind. */
export function questionOf(row: SocketRow): SocketQuestion | undefined {
  if (row.kind === 'other' || row.socket.inode === 0 || isElsewhere(row)) return undefined;
  if (row.kind === 'unix') return { kind: 'unix', inode: row.socket.inode };
  return diagProtocolOf(row.socket) && { kind: 'inet', socket: row.socket };
}
