import { InodeMap } from '../../model/inodeMap';
import { OWN_NAMESPACE } from '../../model/namespace';
import type { PageChanges, PageRequest, RowChanges } from '../../model/page';
import type { Snapshot } from '../../model/snapshot';
import { GroupDiffer } from './groupDiffer';
import type { Group, Grouped } from './pageGroups';
import type { Pass } from './pass';
import { type ChangedRows, RowDiffer } from './rowDiffer';
import type { RowSource } from './pageSource';
import { groupsOf, rowsOf } from './pageSources';
import { ShownSockets } from './shownSockets';
import { StandingTroubles, worstTrouble } from './standingTroubles';

const NOTHING: PageChanges = {
  revision: 0,
  isWhole: true,
  sequence: 0,
  takenAt: 0,
  total: 0,
  matching: 0,
  listening: 0,
  order: [],
  groups: [],
  moreGroups: 0,
  rows: [],
};

const NO_SOCKETS = new InodeMap();

interface Last {
  readonly sockets: ShownSockets;
  readonly source: RowSource;
  /** States of its sockets, where rows were asked for: groups alone need them not, and they may be very many. */
  readonly present: InodeMap | undefined;
}

/** Remembers the page that one view has, and tells what changed in the next one. */
export class PageDiffer {
  readonly #groups = new GroupDiffer();
  readonly #rows = new RowDiffer();
  readonly #troubles = new StandingTroubles();
  #revision = 0;
  #question = '';
  /** Whose sockets the page shows, as text. */
  #namespace = '';
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
    const sockets = snapshot && ShownSockets.of(snapshot, request.namespace);
    if (sockets === undefined || request.revision !== this.#revision) this.#forget();
    if (snapshot === undefined || sockets === undefined) return NOTHING;
    const isWhole = this.#isOther(request);
    const { pass, source } = this.#take(sockets, request);
    this.#grouped ??= groupsOf(request, sockets, source, snapshot.users);
    const { total, matching, listening, groups } = this.#grouped;
    this.#rows.keepOnly(request.expanded);
    const wanted = new Set(request.expanded);
    const byId = new Map(groups.filter(({ id }) => wanted.has(id)).map((group) => [group.id, group]));
    const groupChanges = this.#groups.changes(groups, source, pass);
    const rows = this.#rowsOf(request, (id) => byId.get(id) ?? this.#emptied(id), source, pass);
    this.#rows.prune(pass);
    const trouble = worstTrouble(pass.troubles.keys(), pass.troubles);
    const ends = [this.#groups.nextEnd, this.#rows.nextEnd].filter((end) => end !== undefined);
    return {
      revision: ++this.#revision,
      isWhole,
      sequence: snapshot.sequence,
      takenAt: sockets.snapshot.takenAt,
      total,
      matching,
      listening,
      ...(trouble && { trouble }),
      ...groupChanges,
      rows,
      ...(ends.length > 0 && { markedUntil: Math.min(...ends) }),
    };
  }

  /** The rows of groups, and behind them those of what is folded in groups. */
  #rowsOf(
    { expanded, sortBy }: PageRequest,
    groupOf: (id: string) => Group | undefined,
    source: RowSource,
    pass: Pass,
  ): RowChanges[] {
    const folded: ChangedRows[] = [];
    const found: RowChanges[] = [];
    const others: string[] = [];
    for (const id of expanded) {
      const group = groupOf(id);
      if (group === undefined) others.push(id);
      else {
        const changed = this.#rows.changes(group, source, sortBy, pass);
        found.push(changed.changes);
        folded.push(changed);
      }
    }
    for (const id of others) {
      const fold = folded.find((each) => each.fold(id) !== undefined)?.fold(id);
      if (fold !== undefined) found.push(this.#rows.changes(fold, source, sortBy, pass, true).changes);
      // The client drops a group's rows with the group: should it come back, they are all to be sent.
      else this.#rows.drop(id);
    }
    return found;
  }

  #forget(): void {
    this.#revision = 0;
    this.#question = '';
    this.#namespace = '';
    this.#sequence = 0;
    this.#last = undefined;
    this.#grouped = undefined;
    this.#groups.forget();
    this.#rows.forget(true);
    this.#troubles.forget();
  }

  /** Whether the question changed, so that nothing of what was sent holds. */
  #isOther({ filter, groupBy, sortBy, showsListening, namespace = OWN_NAMESPACE }: PageRequest): boolean {
    const whose = JSON.stringify(namespace);
    const question = JSON.stringify([filter, groupBy, sortBy, whose, showsListening === true]);
    if (question === this.#question) return false;
    this.#question = question;
    this.#grouped = undefined;
    this.#groups.forget();
    this.#rows.forget(false);
    // What others have is no news of them.
    if (whose !== this.#namespace) {
      this.#last = undefined;
      this.#troubles.forget();
    }
    this.#namespace = whose;
    return true;
  }

  #take(sockets: ShownSockets, { view, now, expanded }: PageRequest): { pass: Pass; source: RowSource } {
    const last = this.#last;
    const { sequence, takenAt, containers } = sockets.whole;
    const isKnown = sequence === this.#sequence;
    const isSame = last?.sockets.isSame(sockets) === true;
    const isNamed = last?.sockets.whole.containers === containers;
    const kept = isSame && isNamed ? last : undefined;
    const source = kept?.source ?? rowsOf(view, sockets);
    // That other containers are known is no news of sockets; a filter may find others.
    if (kept === undefined) this.#grouped = undefined;
    const known = isSame ? last.present : undefined;
    const present = known ?? (expanded.length > 0 ? statesOf(source) : undefined);
    if (!isKnown || kept === undefined) this.#troubles.follow(source, sockets.snapshot.takenAt);
    this.#sequence = sequence;
    this.#last = { sockets: kept?.sockets ?? sockets, source, present };
    return {
      source,
      pass: {
        sequence,
        now: now ?? takenAt,
        isKnown,
        before: last?.present,
        present: present ?? NO_SOCKETS,
        troubles: this.#troubles.rows,
        newlyRead: differences(sockets, last?.sockets),
        unread: new Set(sockets.whole.namespaces?.unread.map(({ key }) => key)),
      },
    };
  }

  /** A group whose sockets are all gone, for as long as they are still in sight. */
  #emptied(id: string): Group | undefined {
    const subject = this.#groups.subjectOf(id);
    return subject && { id, subject, rows: [], listening: 0 };
  }
}

/** The keys of the namespaces that the one shows and the other did not. */
function differences(now: ShownSockets, before: ShownSockets | undefined): ReadonlySet<string> {
  const keysOf = ({ parts }: ShownSockets): string[] => parts.flatMap((part) => part?.namespace.key ?? []);
  const known = new Set(before && keysOf(before));
  return new Set(before === undefined ? [] : keysOf(now).filter((key) => !known.has(key)));
}

function statesOf(source: RowSource): InodeMap {
  const states = new InodeMap(source.length);
  for (let row = 0; row < source.length; row++) {
    if (source.includes(row)) states.set(source.identity(row), source.state(row));
  }
  return states;
}
