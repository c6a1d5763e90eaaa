import type { PublishedPort } from '../model/container';
import { addressOf, countIn, countOf, listOf, objectOf } from './engineJson';

const LARGEST_PORT = 65_535;

/** More ports of a list are not read; Docker has an entry for each port, address and family. */
export const MOST_PORTS = 4 * LARGEST_PORT;

const TRANSPORTS = ['tcp', 'udp', 'sctp'] as const;
const ALL_IPV4 = '0.0.0.0';
const ALL_IPV6 = '::';

/**
 * The published ports in a list of containers: of Docker's API `{IP, PrivatePort, PublicPort, Type}`, one for each port of a
 * range and each family; of Podman's own `{host_ip, host_port, container_port, range, protocol}`. Without an address it is on
 * all of them; what a container only exposes has no port on the host.
 * @param most ports that are read
 */
export function listedPorts(value: unknown, most = MOST_PORTS): PublishedPort[] {
  const ports: PublishedPort[] = [];
  for (const each of listOf(value, most)) {
    const entry = objectOf(each);
    const first = {
      transport: transportOf(entry['Type'] ?? entry['protocol']),
      hostAddress: addressOf(entry['IP'] ?? entry['host_ip']),
      hostPort: countOf(entry['PublicPort'] ?? entry['host_port'], LARGEST_PORT),
      containerPort: countOf(entry['PrivatePort'] ?? entry['container_port'], LARGEST_PORT),
    };
    // A few bytes may stand for all ports there are.
    const range = Math.min(countOf(entry['range'], LARGEST_PORT) ?? 1, most - ports.length);
    for (const port of published(first, range)) ports.push(port);
  }
  return onePerPort(ports);
}

/** The same where one container is told of: `{"80/tcp": [{"HostIp": "", "HostPort": "8080"}]}`. */
export function boundPorts(value: unknown): PublishedPort[] {
  return onePerPort(
    Object.entries(objectOf(value))
      .slice(0, MOST_PORTS)
      .flatMap(([key, bindings]) => {
        const [port, transport] = key.split('/');
        return listOf(bindings, MOST_PORTS).flatMap((each) => {
          const { HostIp, HostPort } = objectOf(each) as { HostIp?: unknown; HostPort?: unknown };
          const hostPort = countIn(HostPort, LARGEST_PORT);
          const containerPort = countIn(port, LARGEST_PORT);
          return published({
            transport: transportOf(transport),
            hostAddress: addressOf(HostIp),
            hostPort,
            containerPort,
          });
        });
      }),
  );
}

interface Entry {
  readonly transport: PublishedPort['transport'] | undefined;
  readonly hostAddress: string | undefined;
  readonly hostPort: number | undefined;
  readonly containerPort: number | undefined;
}

/** Each port of a range; none where something is missing. */
function published({ transport, hostAddress, hostPort, containerPort }: Entry, range = 1): PublishedPort[] {
  if (transport === undefined || hostPort === undefined || containerPort === undefined) return [];
  const length = Math.min(range, LARGEST_PORT + 1 - Math.max(hostPort, containerPort));
  return Array.from({ length }, (_, i) => ({
    transport,
    ...(hostAddress !== undefined && { hostAddress }),
    hostPort: hostPort + i,
    containerPort: containerPort + i,
  }));
}

/** Each port once: one of all addresses of both families is one of all addresses. */
export function onePerPort(ports: readonly PublishedPort[]): PublishedPort[] {
  const byKey = new Map(ports.map((port) => [keyOf(port), port]));
  for (const [key, port] of byKey) {
    const { hostAddress, ...everywhere } = port;
    if (hostAddress !== ALL_IPV4 && hostAddress !== ALL_IPV6) continue;
    const other = keyOf({ ...port, hostAddress: hostAddress === ALL_IPV4 ? ALL_IPV6 : ALL_IPV4 });
    const isDoubled = byKey.has(keyOf(everywhere));
    if (!isDoubled && !byKey.has(other)) continue;
    byKey.delete(key);
    byKey.delete(other);
    byKey.set(keyOf(everywhere), everywhere);
  }
  return [...byKey.values()].sort(byPort);
}

/** Whose two are the same may not be published by two containers. */
export function keyOf({ transport, hostAddress = '', hostPort, containerPort }: PublishedPort): string {
  return `${transport} ${hostAddress} ${hostPort} ${containerPort}`;
}

export function transportOf(value: unknown): PublishedPort['transport'] | undefined {
  return TRANSPORTS.find((transport) => transport === value);
}

function byPort(a: PublishedPort, b: PublishedPort): number {
  return (
    a.hostPort - b.hostPort ||
    TRANSPORTS.indexOf(a.transport) - TRANSPORTS.indexOf(b.transport) ||
    (a.hostAddress ?? '').localeCompare(b.hostAddress ?? '') ||
    a.containerPort - b.containerPort
  );
}
