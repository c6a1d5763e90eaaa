import { containerName } from '../containers/containerNames';
import type { ContainerFacts } from '../model/container';
import { addressAt, INET_PROTOCOLS } from '../model/inetTable';
import type { TrafficRowsQuestion } from '../model/traffic';
import { leaders } from '../ports/leaders';
import { transportOf } from '../ports/listeningPorts';
import { shortPersonName } from '../programs/personName';
import { formatAddress } from '../text/address';
import { clean, shorten } from '../text/clean';
import { ENGLISH, type Localizer } from '../text/localizer';
import { likelyName } from '../units/shownUnit';
import type { SocketPlace } from './sampledSockets';

/** Looks up names that are known already; hosts are asked for meanwhile where they are not. */
export interface TrafficNames {
  /** Puts what rows say in words into the user's language. */
  l10n?(): Localizer;
  /** Whether some of what was asked for is being looked up. */
  isAsking?(): boolean;
  /** What a port is registered for. @param transport "tcp", "udp" */
  service(port: number, transport: string): string | undefined;
  /** @param address as text */
  host(address: string): string | undefined;
  /** The addresses of an interface; nothing where they are not known. */
  addresses?(interfaceName: string): readonly string[] | undefined;
}

export type NameMode = TrafficRowsQuestion['names'];

/** Names of hosts may have 253 characters. */
const LONGEST_HOST = 80;

/** Writes the ends of sockets with such names as are to be shown. */
export class AddressTexts {
  readonly #mode: NameMode;
  readonly #names: TrafficNames | undefined;
  readonly #saysPeers: boolean;

  /** @param saysPeers whether programs at the other end stand before addresses: texts for other programs have the address alone */
  constructor(mode: NameMode, names: TrafficNames | undefined, saysPeers: boolean) {
    this.#mode = mode;
    this.#names = names;
    this.#saysPeers = saysPeers;
  }

  /** `127.0.0.1:3000`, or `web:3000` where a container has the address. */
  local({ sockets, at }: SocketPlace): string {
    const { inet } = sockets.snapshot;
    const container = hasContainers(sockets) ? sockets.containers.local(at) : undefined;
    const address = formatAddress(addressAt(inet.localAddress, at), inet.isIPv6[at] === 1);
    const host = container && containerName(container);
    return this.#endpoint(host, address, inet.localPort[at] ?? 0, { sockets, at });
  }

  /** `10.0.0.1:443`, `db:5432`, `example.org:https`; with `isLocal`, who has the other end: `postgres 127.0.0.1:5432`. */
  foreign({ sockets, at }: SocketPlace, isLocal: boolean): string {
    const { inet } = sockets.snapshot;
    const address = formatAddress(addressAt(inet.remoteAddress, at), inet.isIPv6[at] === 1);
    const container = containerAt({ sockets, at });
    const host = container === undefined ? this.host(address) : containerName(container);
    const text = this.#endpoint(host, address, inet.remotePort[at] ?? 0, { sockets, at });
    const peer = isLocal && this.#saysPeers ? peerOf({ sockets, at }, this.#names?.l10n?.() ?? ENGLISH) : '';
    return peer === '' ? text : `${peer} ${text}`;
  }

  /** The name of a host, cleaned and cut, where it is to be shown and known. */
  host(address: string): string | undefined {
    if (this.#mode !== 'hosts') return undefined;
    const name = this.#names?.host(address);
    return name === undefined ? undefined : shorten(clean(name), LONGEST_HOST);
  }

  #endpoint(host: string | undefined, address: string, port: number, place: SocketPlace): string {
    const bare = host ?? (address.includes(':') ? `[${address}]` : address);
    return `${bare}:${this.#service(port, place) ?? port}`;
  }

  /** Of both ports the lower one is served; the higher is one of many. */
  #service(port: number, { sockets, at }: SocketPlace): string | undefined {
    if (this.#mode === 'numbers' || port === 0) return undefined;
    const { inet } = sockets.snapshot;
    const other = port === inet.localPort[at] ? inet.remotePort[at] : inet.localPort[at];
    if (other !== undefined && other > 0 && other < port) return undefined;
    const transport = transportOf(INET_PROTOCOLS[inet.protocol[at] ?? 0] ?? 'tcp');
    const name = transport && this.#names?.service(port, transport);
    return name === undefined ? undefined : shorten(clean(name), LONGEST_HOST);
  }
}

function hasContainers({ snapshot }: SocketPlace['sockets']): boolean {
  return (snapshot.containers ?? []).length > 0;
}

/** The container at the other end. Who has that end is looked for only where there are containers. */
function containerAt({ sockets, at }: SocketPlace): ContainerFacts | undefined {
  if (!hasContainers(sockets)) return undefined;
  const peer = sockets.peerOf(at);
  return sockets.containers.foreign(at, peer && (peer.namespace ?? 'same'));
}

/** The program at the other end of a connection within the machine; empty where nobody knows it. */
function peerOf({ sockets, at }: SocketPlace, l10n: Localizer): string {
  const peer = sockets.peerOf(at);
  const [leader] = leaders(peer?.owners ?? []);
  if (leader !== undefined) return shortPersonName(leader, l10n);
  return peer?.likelyOwner === undefined ? '' : `~${likelyName(peer.likelyOwner)}`;
}
