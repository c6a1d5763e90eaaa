import { MOST_ROWS, type RowChanges, type RowMark, type SocketRow, type SortOrder } from '../../model/page';
import { type Group, sortedRows } from './pageGroups';
import { withLingering } from '../lingering';
import { Marks } from '../rowMarks';
import { deltaOf, type Sent, withMark } from './delta';
import type { Pass } from './pass';
import { isSameRow } from './rowState';
import type { RowSource } from './pageSource';

/** The rows of an expanded group as the client has them. */
interface SentRows extends Sent<SocketRow> {
  /** By key, see {@link RowSource.identity}. */
  readonly identities: ReadonlyMap<string, number>;
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

  /** What changed in the rows of a group. */
  changes(group: Group, source: RowSource, sortBy: SortOrder, pass: Pass): RowChanges {
    const before = this.#sent.get(group.id);
    const rows = new Map<string, SocketRow>();
    const identities = new Map<string, number>();
    for (const row of sortedRows(group, source, sortBy, MOST_ROWS)) {
      const identity = source.identity(row);
      const made = source.row(row);
      const key = uniqueKey(made.key, rows);
      const isNews = made.namespace === undefined || !pass.newlyRead.has(made.namespace.key);
      const mark = this.#markOf(key, identity, source.state(row), isNews, pass);
      rows.set(key, withMark({ ...made, key }, mark));
      identities.set(key, identity);
    }
    const live = [...rows.keys()];
    const order = withLingering(live, before?.order ?? [], (key) =>
      this.#lingers(key, before, pass, rows, identities),
    );
    const sent = { order, entries: rows, identities };
    this.#sent.set(group.id, sent);
    const { entries, ...ordered } = deltaOf(before, sent, isSameRow);
    return { group: group.id, ...ordered, rows: entries, more: group.rows.length - live.length };
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
  #lingers(
    key: string,
    before: SentRows | undefined,
    pass: Pass,
    rows: Map<string, SocketRow>,
    identities: Map<string, number>,
  ): boolean {
    const row = before?.entries.get(key);
    const identity = before?.identities.get(key) ?? 0;
    // It is there all the same, in another group, beyond the limit or filtered away.
    if (row === undefined || pass.present.has(identity)) return false;
    if (row.namespace !== undefined && pass.unread.has(row.namespace.key)) return false;
    const status = this.#marks.ofAbsent(key, pass);
    if (status === 'gone') return false;
    rows.set(key, withMark(row, status === 'closed' ? 'closed' : undefined));
    identities.set(key, identity);
    return true;
  }
}

/** The kernel may list a connection twice while it changes its state, and ends may be shared. */
function uniqueKey(key: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(key)) return key;
  let copy = 2;
  while (taken.has(`${key} ${copy}`)) copy++;
  return `${key} ${copy}`;
}
