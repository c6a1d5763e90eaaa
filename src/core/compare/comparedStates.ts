import { containerName } from '../containers/containerNames';
import { containerOfSocket } from '../containers/portContainer';
import type { ContainerFacts } from '../model/container';
import type { LikelyOwner } from '../model/likelyOwner';
import type { SocketRow } from '../model/page';
import type { ComparedSocket, SocketStates } from '../model/comparison';
import { FAMILIES } from '../netstat/families/families';
import { datagramStateName, tcpStateName } from '../netstat/sockets/internetRow';
import { unixStateName, unixTypeName } from '../netstat/sockets/unixRow';
import { mayBeSame, type UnitKeys, unitsOfAll, unitsOfLikely, unitsOfProcess } from '../owners/sameUnit';
import { transportOf } from '../ports/listeningPorts';
import { hasTcpStates } from '../query/socketState';
import { latin1 } from '../procfs/scan';
import { formatEndpoint } from '../text/address';
import { clean } from '../text/clean';
import { programOf } from '../text/programName';
import { decodeByteText } from '../text/utf8';
import { likelyProgram, shortContainer } from '../units/shownUnit';
import { unitText } from '../units/unitName';

/** Stands between the parts of a line: cleaned text has none. */
const SEPARATOR = '\t';

/** Stands before the container at the end of a line, of a socket that is for one: its id, and how it is called. */
const CONTAINER = '\t@\t';

/** Stand before the units in a line: before those of owners that are known, and those of one that is likely. */
const [KNOWN, LIKELY] = ['\t=\t', '\t~\t'] as const;

/**
 * The sockets as text that is kept: name, state and owners of each in a line, apart by tabs, in the order of the rows.
 * Internet sockets have their owners' units behind that, one a part, and a mark before those; and then their container.
 * @param containers those that are known
 */
export function statesText(rows: Iterable<SocketRow>, containers: readonly ContainerFacts[] = []): string {
  let text = '';
  for (const row of rows) {
    const parts = [clean(nameOf(row)), stateOf(row), ownersOf(row)];
    text += `${parts.join(SEPARATOR)}${unitsText(row)}${containerText(row, containers)}\n`;
  }
  return text;
}

/** What a socket of the history says, raw. */
export type PastLine = Readonly<Record<'name' | 'state' | 'owners', string>>;

/** Stands at the beginning of the text of what was, and behind it where connections were recorded. */
const [PAST, CONNECTIONS] = ['\tpast', '\tconnections'] as const;

/** The sockets of a moment of the history as such a text, which says what it is: the history does not know all of them. */
export function pastText(lines: readonly PastLine[], hasConnections: boolean): string {
  const texts = lines.map(({ name, state, owners }) => `${[clean(name), state, owners].join(SEPARATOR)}\n`);
  return `${PAST}${hasConnections ? CONNECTIONS : ''}\n${texts.join('')}`;
}

/** Whether it is a text of what was, or the line by which that is known. */
export function isPast(text: string): boolean {
  return text.startsWith(PAST);
}

/** Whether a text of what was has connections. */
export function knowsConnections(text: string): boolean {
  return text.startsWith(PAST + CONNECTIONS);
}

/** The name in a line. */
export function nameIn(line: string): string {
  return line.slice(0, line.indexOf(SEPARATOR));
}

/** Another part of a line. */
export function partIn(line: string, part: 'state' | 'owners'): string {
  return line.split(SEPARATOR)[part === 'state' ? 1 : 2] ?? '';
}

/** The line with another part. */
export function withPart(line: string, part: 'state' | 'owners', text: string): string {
  return line
    .split(SEPARATOR)
    .with(part === 'state' ? 1 : 2, text)
    .join(SEPARATOR);
}

/** The same with what is told of it. @param takenAt milliseconds since 1970 */
export function socketStates(
  takenAt: number,
  rows: readonly SocketRow[],
  containers: readonly ContainerFacts[],
): SocketStates {
  return { takenAt, sockets: rows.length, text: statesText(rows, containers) };
}

/** A line of such a text, without its end. */
export function readState(line: string): ComparedSocket {
  const { told, container } = partsOf(line);
  const [name = '', state = '', owners = ''] = told.split(SEPARATOR);
  const [, called] = container?.split(SEPARATOR) ?? [];
  return { name, state, owners: [called, owners].filter(Boolean).join(', ') };
}

/** A line without its container, and that one where it has one: its id comes first. */
function partsOf(line: string): { readonly told: string; readonly container?: string } {
  const at = line.indexOf(CONTAINER);
  return at === -1
    ? { told: line }
    : { told: line.slice(0, at), container: line.slice(at + CONTAINER.length) };
}

/** Whether a line says which container its socket is for; older ones never do. */
export function hasContainer(line: string): boolean {
  return line.includes(CONTAINER);
}

function containerIdIn(line: string): string | undefined {
  return partsOf(line).container?.split(SEPARATOR)[0];
}

/** What tells a line from others, its container included. */
export function lineKey(line: string): string {
  const id = containerIdIn(line);
  const key = ownersKey(partsOf(line).told);
  return id === undefined ? key : `${key}${CONTAINER}${id}`;
}

/**
 * What tells a line from others but for its container: units stand for a likely owner, whose pid is another after each start, and are left out of
 * one that is known.
 */
function ownersKey(line: string): string {
  const known = line.indexOf(KNOWN);
  if (known !== -1) return line.slice(0, known);
  if (!isLikelyLine(line)) return line;
  const [name, state, , ...units] = line.split(SEPARATOR);
  return [name, state, ...units].join(SEPARATOR);
}

/** Whether the owner in a line is likely. */
export function isLikelyLine(line: string): boolean {
  return line.includes(LIKELY);
}

/**
 * Whether lines of one name may tell of the same socket, where the owner of one is likely: that it becomes known, or was
 * not even likely before, is no change; nor that its container does. Another container is one, whoever has the socket for it.
 */
export function mayBeSameLine(a: string, b: string): boolean {
  const [our, their] = [containerIdIn(a), containerIdIn(b)];
  if (our !== undefined && their !== undefined && our !== their) return false;
  const [first, second] = [partsOf(a).told, partsOf(b).told];
  if (our !== their && ownersKey(first) === ownersKey(second)) return true;
  if (!isLikelyLine(first) && !isLikelyLine(second)) return false;
  const [, ourState, , , ...ours] = first.split(SEPARATOR);
  const [, theirState, , , ...theirs] = second.split(SEPARATOR);
  return ourState === theirState && mayBeSame(ours, theirs);
}

/** `sshd (812)`; `~sshd (812), ssh.service`, where that is likely. */
function ownersOf(row: SocketRow): string {
  const { owners } = row;
  const likelyOwner = likelyOwnerOf(row);
  if (likelyOwner === undefined) {
    return owners.map((owner) => `${programOf(owner)} (${owner.pid})`).join(', ');
  }
  const { unit, service, container, processes } = likelyOwner;
  const names = [
    ...processes.map((process) => `${likelyProgram(process)} (${process.pid})`),
    ...[unit, service].flatMap((name) => (name === undefined ? [] : [unitText(name)])),
    ...(container === undefined ? [] : [shortContainer(container)]),
  ];
  return `~${names.join(', ')}`;
}

function unitsText(row: SocketRow): string {
  const likelyOwner = likelyOwnerOf(row);
  if (likelyOwner !== undefined) return LIKELY + joined(unitsOfLikely(likelyOwner));
  const units = row.kind === 'inet' ? unitsOfAll(row.owners.map(unitsOfProcess)) : [];
  return units.length === 0 ? '' : KNOWN + joined(units);
}

/** `container db (0123456789ab)`, behind its whole id. */
function containerText(row: SocketRow, containers: readonly ContainerFacts[]): string {
  if (row.kind !== 'inet' || containers.length === 0) return '';
  const transport = transportOf(row.socket.protocol) ?? '';
  const { facts } = containerOfSocket({ ...row, transport }, containers) ?? {};
  if (facts === undefined) return '';
  const [name, id] = [containerName(facts), shortContainer(facts)];
  const called = name === id ? id : `${name} (${id})`;
  return `${CONTAINER}${clean(facts.id)}${SEPARATOR}container ${called}`;
}

function joined(units: UnitKeys): string {
  return units.map(clean).join(SEPARATOR);
}

function likelyOwnerOf(row: SocketRow): LikelyOwner | undefined {
  return row.kind === 'inet' ? row.likelyOwner : undefined;
}

/** What a socket is the same by: a listener that is opened anew by another process is the same, held by another. */
function nameOf(row: SocketRow): string {
  switch (row.kind) {
    case 'inet': {
      const { protocol, isIPv6, localAddress, localPort, remoteAddress, remotePort } = row.socket;
      const local = formatEndpoint(localAddress, isIPv6, localPort);
      const isAlone = remotePort === 0 && remoteAddress.every((word) => word === 0);
      const foreign = isAlone ? '*:*' : formatEndpoint(remoteAddress, isIPv6, remotePort);
      return `${protocol} ${local} ${foreign}`;
    }
    case 'unix': {
      const { path, inode, type } = row.socket;
      const name = decodeByteText(latin1(path, 0, path.length));
      return `unix ${unixTypeName(type)} ${name === '' ? `socket:[${inode}]` : name}`;
    }
    case 'other': {
      const { protocol, local, foreign = '*', device = '' } = row.socket;
      return [protocol, local, foreign, device].join(' ').trim();
    }
  }
}

function stateOf(row: SocketRow): string {
  switch (row.kind) {
    case 'inet': {
      const { protocol, state } = row.socket;
      if (protocol.startsWith('udp')) return datagramStateName(state);
      return hasTcpStates(protocol) ? tcpStateName(state) : '';
    }
    case 'unix':
      return unixStateName(row.socket);
    case 'other':
      return FAMILIES[row.socket.protocol].stateName(row.socket.state);
  }
}
