import { type GroupSubject, type GroupSummary, MOST_GROUPS, type PageChanges } from '../../model/page';
import type { Group } from './pageGroups';
import { withLingering } from '../lingering';
import { Marks } from '../rowMarks';
import { type UnitKeys, unitsOfLikely, unitsOfProcess } from '../../owners/sameUnit';
import { deltaOf, type Sent, withMark } from './delta';
import type { RowSource } from './pageSource';
import type { Pass } from './pass';
import { isSameGroup } from './rowState';
import { worstTrouble } from './standingTroubles';

/** What a page says of its groups. */
export type GroupChanges = Pick<PageChanges, 'order' | 'groups' | 'moreGroups'>;

/** Remembers the groups of a page, and tells what changed in them. */
export class GroupDiffer {
  /** Absent before the first page. */
  #sent: Sent<GroupSummary> | undefined;
  /** Whether there were more groups than were shown, so that one that comes into sight need not be new. */
  #wasCut = false;
  readonly #marks = new Marks();

  forget(): void {
    this.#sent = undefined;
    this.#marks.clear();
  }

  /** When the next mark ends, in milliseconds since 1970; nothing where there is none. */
  get nextEnd(): number | undefined {
    return this.#marks.nextEnd;
  }

  /** What a group that is shown stands for. */
  subjectOf(id: string): GroupSubject | undefined {
    return this.#sent?.entries.get(id)?.subject;
  }

  changes(groups: readonly Group[], source: RowSource, pass: Pass): GroupChanges {
    const before = this.#sent;
    const shown = new Map<string, GroupSummary>();
    for (const { id, subject, rows, listening } of groups.slice(0, MOST_GROUPS)) {
      const isNew =
        before !== undefined &&
        !pass.isKnown &&
        !this.#wasCut &&
        !before.entries.has(id) &&
        isNews(rows, source, pass);
      if (!this.#marks.isBack(id) && isNew && !isKnownOtherwise(subject, before.entries))
        this.#marks.set(id, 'new', pass);
      const trouble = worstTrouble(rows, pass.troubles);
      const summary = {
        id,
        subject,
        count: rows.length,
        ...(listening > 0 && { listening }),
        ...(trouble && { trouble }),
      };
      shown.set(id, withMark<GroupSummary>(summary, this.#marks.of(id, pass)));
    }
    const more = groups.length - shown.size;
    // Beyond the limit, a group that is not shown may be there all the same.
    const order =
      more > 0
        ? [...shown.keys()]
        : withLingering([...shown.keys()], before?.order ?? [], (id) => this.#lingers(id, pass, shown));
    this.#sent = { order, entries: shown };
    this.#wasCut = more > 0;
    this.#marks.prune(pass);
    const { entries, ...ordered } = deltaOf(before, this.#sent, isSameGroup);
    return { ...ordered, groups: entries, moreGroups: more };
  }

  #lingers(id: string, pass: Pass, shown: Map<string, GroupSummary>): boolean {
    const group = this.#sent?.entries.get(id);
    if (group !== undefined && isKnownOtherwise(group.subject, shown)) return false;
    const status = this.#marks.ofAbsent(id, pass);
    if (group === undefined || status === 'gone') return false;
    const { trouble: _trouble, ...gone } = group;
    shown.set(id, withMark<GroupSummary>({ ...gone, count: 0 }, status === 'closed' ? 'closed' : undefined));
    return true;
  }
}

/** Whether one of the rows is of a namespace that was read before, too. */
function isNews(rows: readonly number[], source: RowSource, { newlyRead }: Pass): boolean {
  return newlyRead.size === 0 || rows.some((row) => !newlyRead.has(source.namespaceKey(row) ?? ''));
}

/**
 * Whether one of the groups stands for the same owner, who is known now and was likely before, or the other way round: that
 * is no news.
 */
function isKnownOtherwise(subject: GroupSubject, groups: ReadonlyMap<string, GroupSummary>): boolean {
  const units = unitsOf(subject);
  if (units.length === 0) return false;
  return [...groups.values()].some(
    (other) =>
      (isLikely(subject) || isLikely(other.subject)) &&
      unitsOf(other.subject).some((unit) => units.includes(unit)),
  );
}

function unitsOf(subject: GroupSubject): UnitKeys {
  if (subject.by !== 'process') return [];
  const { owner, likelyOwner } = subject;
  if (owner !== undefined) return unitsOfProcess(owner);
  return likelyOwner === undefined ? [] : unitsOfLikely(likelyOwner);
}

function isLikely(subject: GroupSubject): boolean {
  return subject.by === 'process' && subject.likelyOwner !== undefined;
}
