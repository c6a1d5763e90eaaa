import {
  type GroupSummary,
  type InetRow,
  MOST_ROWS,
  type RowChanges,
  type RowMark,
  type SocketRow,
  type SortOrder,
} from '../../model/page';
import { foldedGroup, plain } from './foldedGroups';
import type { Group } from './pageGroups';
import { withLingering } from '../lingering';
import { Marks } from '../rowMarks';
import { deltaOf, type Sent, withMark } from './delta';
import type { Pass } from './pass';
import { isSameGroup, isSameRow } from './rowState';
import { worstTrouble } from './standingTroubles';
import type { RowSource } from './pageSource';

/** The rows of an expanded group as the client has them, and what is folded in it. */
interface SentRows extends Sent<SocketRow | GroupSummary> {
  /** By key, see {@link RowSource.identity}; of what is folded that of the first row. */
  readonly identities: ReadonlyMap<string, number>;
}

/** What changed in a group's rows, and which groups are folded in it. */
export interface ChangedRows {
  readonly changes: RowChanges;
  /** By id, as they are shown; those whose rows closed a moment ago have none. */
  readonly fold: (id: string) => Group | undefined;
}

/** Remembers the rows of expanded groups, and tells what changed in them. */
export class RowDiffer {
  #sent = new Map<string, SentRows>();
  readonly #marks = new Marks();

  /** Forgets what was sent; with `marks` also what came and went. */
  forget(marks: boolean): void {
    this.#sent.clear();
    if (marks) this.#marks.clear();
  }

  /** When the next mark ends, in milliseconds since 1970; nothing where there is none. */
  get nextEnd(): number | undefined {
    return this.#marks.nextEnd;
  }

  /** All groups were asked about: lets go of marks that are over. */
  prune(pass: Pass): void {
    this.#marks.prune(pass);
  }

  /** Forgets the rows of groups that are not expanded any more. */
  keepOnly(expanded: readonly string[]): void {
    for (const id of this.#sent.keys()) if (!expanded.includes(id)) this.#sent.delete(id);
  }

  /** Forgets the rows of a group that is gone. */
  drop(group: string): void {
    this.#sent.delete(group);
  }

  /** What changed in the rows of a group. @param isFold whether each of its rows stands for itself */
  changes(group: Group, source: RowSource, sortBy: SortOrder, pass: Pass, isFold = false): ChangedRows {
    const before = this.#sent.get(group.id);
    const now: Now = { rows: new Map(), identities: new Map() };
    const folded = (isFold ? plain : foldedGroup)(group, source, sortBy, MOST_ROWS);
    for (const { row, fold } of folded.entries) {
      const [key, entry] =
        fold === undefined ? this.#row(row, source, pass, now) : this.#fold(fold, row, source, pass);
      now.rows.set(key, entry);
      now.identities.set(key, source.identity(row));
    }
    const live = [...now.rows.keys()];
    const order = withLingering(
      live,
      before?.order ?? [],
      (key) => !folded.has(key) && this.#lingers(key, before, pass, now),
    );
    const sent = { order, entries: now.rows, identities: now.identities };
    this.#sent.set(group.id, sent);
    const { entries, ...ordered } = deltaOf(before, sent, isSameEntry);
    const folds = entries.filter(isFolded);
    const rows = entries.filter((entry): entry is SocketRow => !isFolded(entry));
    const changes = {
      group: group.id,
      ...ordered,
      rows,
      ...(folds.length > 0 && { folds }),
      more: folded.more,
    };
    return { changes, fold: (id) => folded.fold(id) ?? closedFold(now.rows.get(id)) };
  }

  #row(row: number, source: RowSource, pass: Pass, { rows }: Now): [key: string, row: SocketRow] {
    const made = source.row(row);
    const key = uniqueKey(made.key, rows);
    const isNews = made.namespace === undefined || !pass.newlyRead.has(made.namespace.key);
    const mark = this.#markOf(key, source.identity(row), source.state(row), isNews, pass);
    const trouble = pass.troubles.get(row);
    const told = made.kind === 'inet' && trouble !== undefined ? { ...made, key, trouble } : { ...made, key };
    return [key, withMark<SocketRow>(told, mark)];
  }

  /** Rows that are told as one are marked as new where one of them is. */
  #fold(
    { id, rows }: Group,
    first: number,
    source: RowSource,
    pass: Pass,
  ): [key: string, fold: GroupSummary] {
    const { before, isKnown } = pass;
    const row = source.row(first) as InetRow;
    const isBack = this.#marks.isBack(id);
    const isNews = row.namespace === undefined || !pass.newlyRead.has(row.namespace.key);
    if (isNews && before !== undefined && !isKnown && !isBack) {
      if (rows.some((each) => before.get(source.identity(each)) === -1)) this.#marks.set(id, 'new', pass);
      else if (rows.every((each) => before.get(source.identity(each)) !== source.state(each)))
        this.#marks.set(id, 'changed', pass);
    }
    const trouble = worstTrouble(rows, pass.troubles);
    const summary: GroupSummary = {
      id,
      subject: { by: 'fold', row },
      count: rows.length,
      ...(trouble && { trouble }),
    };
    return [id, withMark(summary, this.#marks.of(id, pass))];
  }

  #markOf(key: string, identity: number, state: number, isNews: boolean, pass: Pass): RowMark | undefined {
    const isBack = this.#marks.isBack(key);
    if (isNews && pass.before !== undefined && !pass.isKnown) {
      const stateBefore = pass.before.get(identity);
      if (stateBefore === -1 && !isBack) this.#marks.set(key, 'new', pass);
      if (stateBefore !== -1 && stateBefore !== state) this.#marks.set(key, 'changed', pass);
    }
    return this.#marks.of(key, pass);
  }

  /** Whether a row that is not in its group any more stays in sight; if so, it is added to the rows. */
  #lingers(key: string, before: SentRows | undefined, pass: Pass, now: Now): boolean {
    const entry = before?.entries.get(key);
    const identity = before?.identities.get(key) ?? 0;
    // It is there all the same, in another group, beyond the limit or filtered away.
    if (entry === undefined || pass.present.has(identity)) return false;
    const { namespace } = firstRow(entry);
    if (namespace !== undefined && pass.unread.has(namespace.key)) return false;
    const status = this.#marks.ofAbsent(key, pass);
    if (status === 'gone') return false;
    const { trouble: _trouble, ...untroubled } = entry as InetRow | GroupSummary;
    const gone = (isFolded(entry) ? { ...untroubled, count: 0 } : untroubled) as SocketRow | GroupSummary;
    now.rows.set(key, withMark<SocketRow | GroupSummary>(gone, status === 'closed' ? 'closed' : undefined));
    now.identities.set(key, identity);
    return true;
  }
}

/** The entries of a group, as they are made. */
interface Now {
  readonly rows: Map<string, SocketRow | GroupSummary>;
  readonly identities: Map<string, number>;
}

function isFolded(entry: SocketRow | GroupSummary): entry is GroupSummary {
  return 'subject' in entry;
}

function firstRow(entry: SocketRow | GroupSummary): SocketRow {
  return isFolded(entry) && entry.subject.by === 'fold' ? entry.subject.row : (entry as SocketRow);
}

function isSameEntry(a: SocketRow | GroupSummary, b: SocketRow | GroupSummary): boolean {
  if (isFolded(a)) return isFolded(b) && isSameGroup(a, b);
  return !isFolded(b) && isSameRow(a, b);
}

/** What is folded and closed a moment ago, without rows. */
function closedFold(entry: SocketRow | GroupSummary | undefined): Group | undefined {
  if (entry === undefined || !isFolded(entry)) return undefined;
  return { id: entry.id, subject: entry.subject, rows: [], listening: 0 };
}

/** The kernel may list a connection twice while it changes its state, and ends may be shared. */
function uniqueKey(key: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(key)) return key;
  let copy = 2;
  while (taken.has(`${key} ${copy}`)) copy++;
  return `${key} ${copy}`;
}
