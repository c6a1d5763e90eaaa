import { containerName } from '../containers/containerNames';
import { containersOf } from '../containers/portContainer';
import type { ContainerFacts } from '../model/container';
import type { LikelyOwner } from '../model/likelyOwner';
import type { Unit } from '../model/membership';
import type { ProcessOwner } from '../model/process';
import { isWithin } from '../text/isWithin';
import { formatAddress } from '../text/address';
import { programOf } from '../text/programName';
import { likelyName } from '../units/shownUnit';
import { likelyKey, likelyUnitOf, unitKey, unitOf } from '../units/unit';
import { comparePorts, type ListeningPort } from '../ports/listeningPorts';
import { addressEnds } from '../ports/portAddresses';

/** What listening ports can be grouped by. */
export type PortGrouping =
  /** As `none` is while there are few, else an overview of what one wants to see of many. */
  'auto' | 'none' | 'process' | 'unit' | 'container' | 'project' | 'address' | 'user' | 'folder';

/** What they can be sorted by; where equal, by port. */
export type PortOrder = 'port' | 'process' | 'address';

/** A folder of the workspace on this machine. */
export interface Folder {
  readonly name: string;
  /** Without a slash at its end, but for the root. */
  readonly path: string;
}

/** What a group of ports stands for. */
export type PortGroupSubject =
  /** Those of the window that the list is shown in. */
  | { readonly by: 'window' }
  /** Those that the network reaches, and those of containers, in an overview. */
  | { readonly by: 'network' }
  | { readonly by: 'containers' }
  /** What one program has, in any of its processes; '' of nobody that is known. */
  | { readonly by: 'program'; readonly name: string }
  | {
      readonly by: 'process';
      readonly leader: ProcessOwner | undefined;
      /** Who probably is it, where that is not known. */
      readonly likelyOwner?: LikelyOwner;
    }
  /** Known or likely; without one, whether at least the owner is known. */
  | { readonly by: 'unit'; readonly unit: Unit | undefined; readonly hasOwner: boolean }
  /** Without one, what is in no container. */
  | { readonly by: 'container'; readonly container: ContainerFacts | undefined }
  /** Compose's; without one, what is in none. Two folders may have projects of one name. */
  | { readonly by: 'project'; readonly project: string | undefined; readonly folder?: string }
  /** Each address once, in the order of the sockets. */
  | { readonly by: 'address'; readonly addresses: readonly string[] }
  | { readonly by: 'user'; readonly uid: number }
  /** Without a folder: `elsewhere` where the working directory lies in none, else it is not known. */
  | { readonly by: 'folder'; readonly folder: Folder | undefined; readonly elsewhere: boolean };

/** Ports that belong together. */
export interface PortGroup<Row> {
  /** The same for as long as there is such a group. */
  readonly id: string;
  readonly subject: PortGroupSubject;
  readonly rows: readonly Row[];
}

/**
 * Takes the ports of this window out of a list: they are a group of their own.
 * @returns no group where none is this window's, and the other rows
 */
export function windowGroup<Row extends { readonly port: ListeningPort }>(
  all: readonly Row[],
): { readonly groups: readonly PortGroup<Row>[]; readonly rest: readonly Row[] } {
  const rows = all.filter(isMine);
  if (rows.length === 0) return { groups: [], rest: all };
  const rest = all.filter((row) => !isMine(row));
  return { groups: [{ id: 'window', subject: { by: 'window' }, rows }], rest };
}

/** Groups rows that stand for ports, in the order in which they come. */
export function groupPorts<Row extends { readonly port: ListeningPort }>(
  rows: readonly Row[],
  grouping: Exclude<PortGrouping, 'none' | 'auto'>,
  folders: readonly Folder[],
): PortGroup<Row>[] {
  const groups = new Map<string, { id: string; subject: PortGroupSubject; rows: Row[] }>();
  for (const row of rows) {
    const subject = subjectOf(row.port, grouping, folders);
    const id = idOf(subject);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { id, subject, rows: [row] });
    else group.rows.push(row);
  }
  return [...groups.values()].sort((a, b) => Number(isRest(a.subject)) - Number(isRest(b.subject)));
}

/** Compares ports for a list in this order. */
export function comparePortsBy(order: PortOrder): (a: ListeningPort, b: ListeningPort) => number {
  if (order === 'port') return comparePorts;
  const key = order === 'process' ? programKey : addressKey;
  return (a, b) => compare(key(a), key(b)) || comparePorts(a, b);
}

/** The folder that a path lies in, the innermost where there are several. */
export function folderOf(path: string, folders: readonly Folder[]): Folder | undefined {
  const around = folders.filter((folder) => isWithin(path, folder.path));
  return around.toSorted((a, b) => b.path.length - a.path.length)[0];
}

function isMine({ port }: { readonly port: ListeningPort }): boolean {
  return port.leader?.isMine === true;
}

function subjectOf(
  port: ListeningPort,
  grouping: Exclude<PortGrouping, 'none' | 'auto'>,
  folders: readonly Folder[],
): PortGroupSubject {
  const { leader, likelyOwner, sockets } = port;
  switch (grouping) {
    case 'process':
      return { by: 'process', leader, ...(likelyOwner && { likelyOwner }) };
    case 'unit': {
      const likely = likelyOwner && likelyUnitOf(likelyOwner);
      return { by: 'unit', unit: leader ? unitOf(leader) : likely, hasOwner: leader !== undefined };
    }
    case 'address': {
      const addresses = addressEnds(port).map(({ words, isIPv6 }) => formatAddress(words, isIPv6));
      return { by: 'address', addresses: [...new Set(addresses)] };
    }
    case 'container':
      return { by: 'container', container: containersOf(port)[0]?.facts };
    case 'project': {
      const { project, folder } = containersOf(port)[0]?.facts ?? {};
      return { by: 'project', project, ...(folder !== undefined && { folder }) };
    }
    case 'user':
      // What packet rules do is root's.
      return { by: 'user', uid: sockets[0]?.socket.uid ?? 0 };
    case 'folder': {
      const path = leader?.workingDirectory;
      const folder = path === undefined ? undefined : folderOf(path, folders);
      return { by: 'folder', folder, elsewhere: path !== undefined && folder === undefined };
    }
  }
}

function idOf(subject: PortGroupSubject): string {
  switch (subject.by) {
    case 'window':
    case 'network':
    case 'containers':
      return subject.by;
    case 'program':
      return `program ${subject.name}`;
    case 'process':
      return subject.likelyOwner === undefined
        ? `process ${subject.leader?.pid ?? ''} ${subject.leader?.startTime ?? ''}`
        : `process ~${likelyKey(subject.likelyOwner)}`;
    case 'unit':
      return subject.unit === undefined
        ? `unit ${subject.hasOwner ? '' : '?'}`
        : `unit ~${unitKey(subject.unit)}`;
    case 'container':
      return `container ${subject.container?.id ?? ''}`;
    case 'project':
      return subject.project === undefined
        ? 'project'
        : `project ${subject.project}\0${subject.folder ?? ''}`;
    case 'address':
      return `address ${subject.addresses.join(' ')}`;
    case 'user':
      return `user ${subject.uid}`;
    case 'folder':
      return `folder ${subject.folder?.path ?? (subject.elsewhere ? '' : '?')}`;
  }
}

/** Whether a group has what belongs to no other. */
function isRest(subject: PortGroupSubject): boolean {
  if (subject.by === 'process') return (subject.leader ?? subject.likelyOwner) === undefined;
  if (subject.by === 'unit') return subject.unit === undefined;
  if (subject.by === 'container') return subject.container === undefined;
  if (subject.by === 'project') return subject.project === undefined;
  return subject.by === 'folder' && subject.folder === undefined;
}

function programKey(port: ListeningPort): string {
  const { leader, likelyOwner, rules: [rule] = [] } = port;
  if (rule !== undefined) return containerName(rule.facts).toLowerCase();
  if (leader !== undefined) return (leader.description?.what ?? programOf(leader)).toLowerCase();
  // Behind all names: nobody is known.
  return likelyOwner === undefined ? '\uffff' : likelyName(likelyOwner).toLowerCase();
}

function addressKey(port: ListeningPort): string {
  const [first] = addressEnds(port);
  if (first === undefined) return '';
  const { isIPv6, words } = first;
  return `${isIPv6 ? 1 : 0}${words.map((word) => word.toString(16).padStart(8, '0')).join('')}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
