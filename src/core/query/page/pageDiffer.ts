import { InodeMap } from '../../model/inodeMap';
import type { PageChanges, PageRequest } from '../../model/page';
import type { Snapshot } from '../../model/snapshot';
import { GroupDiffer } from './groupDiffer';
import { type Group, type Grouped, groupRows } from './pageGroups';
import type { Pass } from './pass';
import { RowDiffer } from './rowDiffer';
import type { RowSource } from './pageSource';
import { passesOf, rowsOf } from './pageSources';

const NOTHING: PageChanges = {
  revision: 0,
  isWhole: true,
  sequence: 0,
  takenAt: 0,
  total: 0,
  matching: 0,
  order: [],
  groups: [],
  moreGroups: 0,
  rows: [],
};

const NO_SOCKETS = new InodeMap();

interface Last {
  readonly snapshot: Snapshot;
  readonly source: RowSource;
  /** States of its sockets, where rows were asked for: groups alone need them not, and they may be very many. */
  readonly present: InodeMap | undefined;
}

/** Remembers the page that one view has, and tells what changed in the next one. */
export class PageDiffer {
  readonly #groups = new GroupDiffer();
  readonly #rows = new RowDiffer();
  #revision = 0;
  #question = '';
  #sequence = 0;
  #last: Last | undefined;
  /** How the last source's sockets were grouped, while the question stays the same. */
  #grouped: Grouped | undefined;

  /**
   * What changed in the page.
   * @param snapshot holds the view's sockets; nothing where they were not read yet
   * @throws where the filter expression is wrong
   */
  changes(snapshot: Snapshot | undefined, request: PageRequest): PageChanges {
    if (snapshot === undefined || request.revision !== this.#revision) this.#forget();
    if (snapshot === undefined) return NOTHING;
    const isWhole = this.#isOther(request);
    const { pass, source } = this.#take(snapshot, request);
    this.#grouped ??= groupRows(source, request.groupBy, passesOf(request, snapshot, source), snapshot.users);
    const { total, matching, groups } = this.#grouped;
    this.#rows.keepOnly(request.expanded);
    const wanted = new Set(request.expanded);
    const byId = new Map(groups.filter(({ id }) => wanted.has(id)).map((group) => [group.id, group]));
    const groupChanges = this.#groups.changes(groups, pass);
    const rows = request.expanded.flatMap((id) => {
      const group = byId.get(id) ?? this.#emptied(id);
      if (group !== undefined) return [this.#rows.changes(group, source, request.sortBy, pass)];
      // The client drops a group's rows with the group: should it come back, they are all to be sent.
      this.#rows.drop(id);
      return [];
    });
    this.#rows.prune(pass);
    const ends = [this.#groups.nextEnd, this.#rows.nextEnd].filter((end) => end !== undefined);
    return {
      revision: ++this.#revision,
      isWhole,
      sequence: snapshot.sequence,
      takenAt: snapshot.takenAt,
      total,
      matching,
      ...groupChanges,
      rows,
      ...(ends.length > 0 && { markedUntil: Math.min(...ends) }),
    };
  }

  #forget(): void {
    this.#revision = 0;
    this.#question = '';
    this.#sequence = 0;
    this.#last = undefined;
    this.#grouped = undefined;
    this.#groups.forget();
    this.#rows.forget(true);
  }

  /** Whether the question changed, so that nothing of what was sent holds. */
  #isOther({ filter, groupBy, sortBy }: PageRequest): boolean {
    const question = JSON.stringify([filter, groupBy, sortBy]);
    if (question === this.#question) return false;
    this.#question = question;
    this.#grouped = undefined;
    this.#groups.forget();
    this.#rows.forget(false);
    return true;
  }

  #take(snapshot: Snapshot, { view, now, expanded }: PageRequest): { pass: Pass; source: RowSource } {
    const last = this.#last;
    const isKnown = snapshot.sequence === this.#sequence;
    const isSame =
      last?.snapshot.inet === snapshot.inet &&
      last.snapshot.processes === snapshot.processes &&
      last.snapshot.likely === snapshot.likely;
    const source = isSame ? last.source : rowsOf(view, snapshot);
    // That other containers are known is no news of sockets; a filter may find others.
    if (!isSame || last.snapshot.containers !== snapshot.containers) this.#grouped = undefined;
    const known = isSame ? last.present : undefined;
    const present = known ?? (expanded.length > 0 ? statesOf(source) : undefined);
    this.#sequence = snapshot.sequence;
    this.#last = { snapshot, source, present };
    const { sequence, takenAt } = snapshot;
    return {
      source,
      pass: { sequence, now: now ?? takenAt, isKnown, before: last?.present, present: present ?? NO_SOCKETS },
    };
  }

  /** A group whose sockets are all gone, for as long as they are still in sight. */
  #emptied(id: string): Group | undefined {
    const subject = this.#groups.subjectOf(id);
    return subject && { id, subject, rows: [] };
  }
}

function statesOf(source: RowSource): InodeMap {
  const states = new InodeMap(source.length);
  for (let row = 0; row < source.length; row++) {
    if (source.includes(row)) states.set(source.identity(row), source.state(row));
  }
  return states;
}
