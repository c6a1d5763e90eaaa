import type { GroupSubject } from '../model/page';
import type { ProcessOwner } from '../model/process';

/** The processes that have all sockets of a group, where that is known of what it stands for: lowest pid first. */
export function groupOwners(subject: GroupSubject): readonly ProcessOwner[] {
  if (subject.by === 'fold') return subject.row.owners;
  return subject.by === 'process' && subject.owner !== undefined ? [subject.owner] : [];
}
