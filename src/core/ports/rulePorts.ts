import type { ContainerFacts, Published } from '../model/container';
import { mayHaveFor } from '../containers/portContainer';
import { publishingOf } from '../containers/publishers';
import type { Snapshot } from '../model/snapshot';
import { groupBy } from '../query/groupBy';
import { comparePorts, type ListeningPort, type ListeningSocket, portKey } from './listeningPorts';
import { endOf, isLoopbackEnd, socketEnd, standsFor } from './portAddresses';

/**
 * Ports of this machine that containers have by packet rules alone, as Docker without its proxy and Podman with netavark do:
 * nobody listens on them for the container. Only where it is told that their engine publishes in this network.
 * @param listening all ports of the snapshot that something listens on
 */
export function rulePorts(
  { containers = [] }: Pick<Snapshot, 'containers'>,
  listening: readonly ListeningPort[],
): readonly ListeningPort[] {
  if (containers.length === 0) return NONE;
  const known = kept.get(containers);
  if (known?.of === listening) return known.ports;
  const ports = rulePortsBeside(containers, listening);
  kept.set(containers, { of: listening, ports });
  return ports;
}

const NONE: readonly ListeningPort[] = [];

/** Both lists are the same ones for as long as nothing in them changes, and several places ask. */
const kept = new WeakMap<
  readonly ContainerFacts[],
  { readonly of: readonly ListeningPort[]; readonly ports: readonly ListeningPort[] }
>();

function rulePortsBeside(
  containers: readonly ContainerFacts[],
  listening: readonly ListeningPort[],
): ListeningPort[] {
  const all = [...publishingOf(containers).here.values()].flat();
  const publishing = all.filter(({ facts }) => facts.publishesOn === 'here');
  if (publishing.length === 0) return [];
  const keys = new Set(publishing.map(hostKey));
  const byPort = groupBy(
    listening.filter((port) => keys.has(portKey(port))),
    portKey,
  );
  return portsOf(
    publishing.filter((each) => {
      const sockets = (byPort.get(hostKey(each)) ?? []).flatMap((port) => port.sockets);
      return !sockets.some((socket) => isFor(socket, each));
    }),
  );
}

/** Ports of machines that engines outside of this one run on: nobody here has them. */
export function otherHostsPorts({ containers = [] }: Pick<Snapshot, 'containers'>): ListeningPort[] {
  return portsOf([...publishingOf(containers).elsewhere.values()].flat());
}

/** What packet rules have of ports, each address once. */
export function rulesOf(ports: readonly ListeningPort[]): Published[] {
  return ports.flatMap(({ rules = [] }) => rules);
}

/** Whether a socket is there and has the port for the container, or for somebody who is not known: not for itself. */
function isFor({ socket, owners, container }: ListeningSocket, { facts, published }: Published): boolean {
  if (!standsFor(socketEnd(socket), endOf(published))) return false;
  return container === undefined ? owners.every(mayHaveFor) : container.facts.id === facts.id;
}

/** The rows of containers: one for each port of the host, whatever the addresses. */
function portsOf(all: readonly Published[]): ListeningPort[] {
  const rows = [...groupBy(all, rowId)].map(([id, rules]) => rulePort(id, rules));
  return rows.sort(comparePorts);
}

/** An engine elsewhere may list a container of this name, too. */
function rowId(each: Published): string {
  const { id, isHere, engine } = each.facts;
  return `rules ${hostKey(each)} ${id}${isHere ? '' : ` ${engine}`}`;
}

function hostKey({ published: { transport, hostPort } }: Published): string {
  return portKey({ transport, port: hostPort });
}

function rulePort(id: string, rules: readonly [Published, ...Published[]]): ListeningPort {
  const [{ published }] = rules;
  return {
    id,
    transport: published.transport,
    port: published.hostPort,
    exposure: rules.every((rule) => isLoopbackEnd(endOf(rule.published))) ? 'loopback' : 'network',
    ...{ sockets: [], owners: [], reasons: [] },
    rules,
  };
}
