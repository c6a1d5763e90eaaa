import { containerOfSocket, containersOf } from '../../../core/containers/portContainer';
import type { ContainerFacts, PortContainer } from '../../../core/model/container';
import { factsOf, namedContainersIn } from '../../../core/containers/namespaceContainers';
import type { Container } from '../../../core/model/membership';
import type { NamespaceFacts } from '../../../core/model/namespace';
import type { GroupSubject, SocketRow } from '../../../core/model/page';
import type { ProcessOwner } from '../../../core/model/process';
import type { Ownership } from '../../../core/model/snapshot';
import { type ListeningPort, transportOf } from '../../../core/ports/listeningPorts';
import { groupBy } from '../../../core/query/groupBy';
import { publishedUrl } from '../../../core/query/url';
import { rowFlags } from '../../views/rows.contributions';
import { isGroupNode, isPortNode, isSocketNode, type RowNode } from '../../views/tree/row';

/** Those that are known of now. */
type Known = readonly ContainerFacts[] | undefined;

/** The words of a row that is of these containers; see `rowFlags`. */
export function containerFlags(containers: readonly PortContainer[]): string[] {
  if (containers.length === 0) return [];
  return [
    rowFlags.container,
    ...(containers.some(({ facts }) => facts.composeFiles !== undefined) ? [rowFlags.composed] : []),
    ...(containers.some(({ facts }) => facts.ports.some(publishedUrl)) ? [rowFlags.published] : []),
  ];
}

/** The containers that a row is of: those that have its port, or that who has it runs in. */
export function containersOfRow(node: RowNode, known: Known): PortContainer[] {
  if (node.mark === 'closed') return [];
  if (isPortNode(node)) return containersOfPort(node.row.port, known);
  if (isSocketNode(node)) return containersOfRowSocket(node.row.socket, known);
  return isGroupNode(node) ? containersOfGroup(node.row.group.subject, known) : [];
}

/** The same of a port. */
export function containersOfPort(port: ListeningPort, known: Known): PortContainer[] {
  const named = containersOf(port).filter(({ facts }) => facts.isHere);
  if (named.length > 0) return named;
  const likelyOwner = port.sockets.find((socket) => socket.likelyOwner !== undefined)?.likelyOwner;
  return containersOfOwners({ owners: port.owners, ...(likelyOwner && { likelyOwner }) }, known);
}

/** The same of a socket of any kind, and after them those that have its addresses: its own, and that of the other end. */
export function containersOfRowSocket(row: SocketRow, known: Known): PortContainer[] {
  const ends = row.kind === 'inet' ? [row.localContainer, row.foreignContainer] : [];
  const atEnds = ends.flatMap((label) => (label === undefined ? [] : toldOf([label], known)));
  const all = [...ownContainers(row, known), ...atEnds];
  return [...groupBy(all, ({ facts }) => facts.id).values()].map(([first]) => first);
}

/** The containers that a socket is of: that of who has it, else those whose network namespace it is in. */
export function ownContainers(row: SocketRow, known: Known): PortContainer[] {
  const transport = row.kind === 'inet' ? transportOf(row.socket.protocol) : undefined;
  const named =
    row.kind === 'inet' && transport !== undefined
      ? containerOfSocket({ ...row, transport }, known ?? [])
      : undefined;
  if (named !== undefined) return [named];
  const ofOwners = containersOfOwners(row, known);
  return ofOwners.length > 0 ? ofOwners : ofNamespace(row.namespace, known);
}

/** The same of a group: of who has its sockets, or what it stands for. */
export function containersOfGroup(subject: GroupSubject, known: Known = []): PortContainer[] {
  switch (subject.by) {
    case 'process': {
      const { owner, likelyOwner } = subject;
      const owners = owner === undefined ? [] : [owner];
      return containersOfOwners({ owners, ...(likelyOwner && { likelyOwner }) }, known);
    }
    case 'container':
    case 'foreignHost':
      return subject.container === undefined ? [] : toldOf([subject.container], known);
    case 'fold':
      return containersOfRowSocket(subject.row, known);
    case 'project':
      return known.flatMap((facts) =>
        facts.isHere && subject.project !== undefined && facts.project === subject.project ? [{ facts }] : [],
      );
    case 'namespace':
      return ofNamespace(subject.namespace, known);
    default:
      return [];
  }
}

function ofNamespace(namespace: NamespaceFacts | undefined, known: Known = []): PortContainer[] {
  if (namespace === undefined || namespace.isOwn) return [];
  return namedContainersIn(namespace, known).map((facts) => ({ facts }));
}

function toldOf(containers: readonly Container[], known: Known = []): PortContainer[] {
  return containers.map((container) => ({ facts: factsOf(container, known) }));
}

/** By control groups alone: of a container that nobody else told of, its id and its runtime are known. */
function containersOfOwners(
  { owners, likelyOwner }: Pick<Ownership, 'owners' | 'likelyOwner'>,
  known: Known = [],
): PortContainer[] {
  const found = new Map<string, PortContainer>();
  const take = (container: Container | undefined, owner?: ProcessOwner): void => {
    if (container === undefined) return;
    const facts = factsOf(container, known, owner?.pid);
    if (!found.has(facts.id)) found.set(facts.id, { facts });
  };
  for (const owner of owners) take(owner.membership?.container, owner);
  take(likelyOwner?.container);
  return [...found.values()];
}
