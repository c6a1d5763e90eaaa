import { containerName } from '../../containers/containerNames';
import { INET_PROTOCOLS } from '../../model/inetTable';
import type { NamespaceFacts } from '../../model/namespace';
import { OTHER_PROTOCOLS } from '../../model/otherSocket';
import type { GroupSubject, Grouping, PageRequest } from '../../model/page';
import type { ProcessOwner } from '../../model/process';
import { shortDescription } from '../../programs/descriptionText';
import { programOf } from '../../text/programName';
import { likelyName } from '../../units/shownUnit';
import { compareText } from './compareText';
import type { RowSource } from './pageSource';

/** The sockets of a view that belong together. */
export interface Group {
  readonly id: string;
  readonly subject: GroupSubject;
  /** In the order of the tables. */
  readonly rows: number[];
  /** How many of them wait for others to come, and are no connections. */
  readonly listening: number;
}

/** The rows of one group, as they are found. */
interface Gathered {
  readonly rows: number[];
  listening: number;
}

/** What the filter let through of a view's sockets. */
export interface Grouped {
  /** Sockets of the view, filtered or not, and those that the filter lets through; none that waits for others to come. */
  readonly total: number;
  readonly matching: number;
  /** Those that wait, where they are shown, and let through. */
  readonly listening: number;
  /** In the order in which they are shown. */
  readonly groups: readonly Group[];
}

/**
 * Selects and groups a view's sockets.
 * @param passes whether the filter lets a row through
 * @param users names of users, by uid
 * @param showsListening whether sockets that wait for others to come are shown among them
 */
export function groupRows(
  source: RowSource,
  grouping: Grouping,
  passes: (row: number) => boolean,
  users: ReadonlyMap<number, string>,
  showsListening = false,
): Grouped {
  const byKey = new Map<string | number, Gathered>();
  let total = 0;
  let matching = 0;
  let listening = 0;
  for (let row = 0; row < source.length; row++) {
    if (!source.includes(row)) continue;
    const isListening = source.isListening(row);
    if (isListening && !showsListening) continue;
    if (!isListening) total++;
    if (!passes(row)) continue;
    if (isListening) listening++;
    else matching++;
    const key = source.groupKey(row, grouping);
    let group = byKey.get(key);
    if (group === undefined) byKey.set(key, (group = { rows: [], listening: 0 }));
    group.rows.push(row);
    if (isListening) group.listening++;
  }
  const groups = [...byKey].map(([key, group]) => {
    const subject = source.subject(group.rows[0] ?? 0, grouping);
    return { id: idOf(subject, key), subject, ...group };
  });
  groups.sort((a, b) => compareGroups(a, b, source, users));
  return { total, matching, listening, groups };
}

/** The first rows of a group in their order. */
export function sortedRows(
  { rows }: Group,
  source: RowSource,
  sortBy: PageRequest['sortBy'],
  most: number,
): number[] {
  const compare = (a: number, b: number): number => source.compare(a, b, sortBy);
  if (rows.length <= 2 * most) return rows.toSorted(compare).slice(0, most);
  // Of very many only the first are wanted: all are looked at once, and most are not sorted in.
  let kept = rows.slice(0, most).sort(compare);
  let waiting: number[] = [];
  for (let i = most; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    if (compare(row, kept[most - 1] ?? 0) > 0) continue;
    waiting.push(row);
    if (waiting.length < most) continue;
    kept = [...kept, ...waiting].sort(compare).slice(0, most);
    waiting = [];
  }
  return [...kept, ...waiting].sort(compare).slice(0, most);
}

/** Pids are reused: a process' group is another once another process has its pid. */
function idOf(subject: GroupSubject, key: string | number): string {
  if (subject.by === 'process' && subject.owner !== undefined)
    return `${subject.owner.pid} ${subject.owner.startTime}`;
  return subject.by === 'none' ? '' : `${subject.by} ${key}`;
}

function compareGroups(a: Group, b: Group, source: RowSource, users: ReadonlyMap<number, string>): number {
  const [first, second] = [a.subject, b.subject];
  if (first.by === 'others' || second.by === 'others') {
    return Number(first.by === 'others') - Number(second.by === 'others');
  }
  if (first.by === 'process' && second.by === 'process') {
    if (first.owner !== undefined && second.owner !== undefined) {
      return compareText(nameOf(first.owner), nameOf(second.owner)) || first.owner.pid - second.owner.pid;
    }
    return (
      sureness(first) - sureness(second) ||
      compareText(likelyNameOf(first), likelyNameOf(second)) ||
      compareText(a.id, b.id)
    );
  }
  if (first.by === 'unit' && second.by === 'unit') {
    return unitOrder(first) - unitOrder(second) || compareText(a.id, b.id);
  }
  if (first.by === 'container' && second.by === 'container') {
    return (
      compareNames(
        first.container && containerName(first.container),
        second.container && containerName(second.container),
      ) || compareText(a.id, b.id)
    );
  }
  if (first.by === 'project' && second.by === 'project') return compareNames(first.project, second.project);
  if (first.by === 'namespace' && second.by === 'namespace') {
    return compareNamespaces(first.namespace, second.namespace) || compareText(a.id, b.id);
  }
  if (first.by === 'state' && second.by === 'state') {
    return compareText(first.protocol, second.protocol) || first.state - second.state;
  }
  if (first.by === 'localPort' && second.by === 'localPort') {
    return first.port - second.port || compareText(first.protocol, second.protocol);
  }
  if (first.by === 'protocol' && second.by === 'protocol') {
    return protocolIndex(first.protocol) - protocolIndex(second.protocol);
  }
  if (first.by === 'user' && second.by === 'user') {
    return compareText(users.get(first.uid) ?? '', users.get(second.uid) ?? '') || first.uid - second.uid;
  }
  const [rowA, rowB] = [a.rows[0] ?? 0, b.rows[0] ?? 0];
  return source.compare(rowA, rowB, first.by === 'path' ? 'path' : 'foreignAddress');
}

/** As rows call a process. */
function nameOf(owner: ProcessOwner): string {
  return owner.description === undefined ? programOf(owner) : shortDescription(owner.description);
}

/** What has a name comes first. */
function compareNames(a: string | undefined, b: string | undefined): number {
  if (a !== undefined && b !== undefined) return compareText(a, b);
  return Number(a === undefined) - Number(b === undefined);
}

/** The own one comes first, those that have names or containers next. */
function compareNamespaces(a: NamespaceFacts | undefined, b: NamespaceFacts | undefined): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined);
  const pid = (facts: NamespaceFacts): number => facts.example?.pid ?? 0;
  return compareNames(a.names[0], b.names[0]) || pid(a) - pid(b);
}

/** Owners that are known come first, then those that are likely. */
function sureness({ owner, likelyOwner }: Subject<'process'>): number {
  if (owner !== undefined) return 0;
  return likelyOwner === undefined ? 2 : 1;
}

function likelyNameOf({ likelyOwner }: Subject<'process'>): string {
  return likelyOwner === undefined ? '' : likelyName(likelyOwner);
}

/** Units come first, then owners without one, then those that are not known. */
function unitOrder({ unit, reasons }: Subject<'unit'>): number {
  if (unit !== undefined) return 0;
  return reasons.length === 0 ? 1 : 2;
}

type Subject<By extends GroupSubject['by']> = Extract<GroupSubject, { readonly by: By }>;

const PROTOCOLS: readonly string[] = [...INET_PROTOCOLS, ...OTHER_PROTOCOLS];

function protocolIndex(protocol: string): number {
  return PROTOCOLS.indexOf(protocol);
}
