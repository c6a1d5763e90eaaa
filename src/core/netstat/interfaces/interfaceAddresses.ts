import type { Ipv4InterfaceAddress } from '../../model/interface';
import type { Ipv4Route } from '../../model/route';
import { type FibEntry, parseFibTrie } from '../../procfs/fibTrie';
import { parseRoute } from '../../procfs/route';
import type { ByteText, Environment } from '../context/environment';
import { dottedWord } from '../context/dottedWord';

const ROUTE = '/proc/net/route';
const FIB_TRIE = '/proc/net/fib_trie';

/** What is asked for addresses. */
export type AddressSource = Pick<Environment, 'readFile' | 'interfaceAddresses' | 'littleEndian'>;

/** What the kernel's tables tell of addresses. */
interface Tables {
  /** Of networks and hosts on a device's link. */
  readonly links: readonly Ipv4Route[];
  /** This machine's addresses. */
  readonly locals: readonly number[];
  readonly broadcasts: readonly number[];
}

/**
 * The IPv4 address of each interface, and of each label, that has one.
 *
 * The system's list tells address and netmask. It lacks interfaces without carrier, whose address is the one of this
 * machine's that lies in a network on their link and is nobody else's; the routing tables tell that, and the other
 * end of a point-to-point link and an unusual broadcast address besides.
 */
export function interfaceAddresses(
  environment: AddressSource,
  names: readonly ByteText[],
): Map<ByteText, Ipv4InterfaceAddress> {
  const tables = readTables(environment);
  const found = new Map<ByteText, Ipv4InterfaceAddress>();
  for (const { name, address, netmask } of environment.interfaceAddresses()) {
    if (!found.has(name)) {
      found.set(name, complete(tables, name, dottedWord(address), dottedWord(netmask)));
    }
  }
  const taken = new Set([...environment.interfaceAddresses()].map(({ address }) => dottedWord(address)));
  for (const name of names) {
    const hasSome = [...found.keys()].some((known) => deviceOf(known) === name);
    if (hasSome) continue;
    const guess = fromTables(tables, name, taken);
    if (guess === undefined) continue;
    taken.add(guess.address);
    found.set(name, complete(tables, name, guess.address, guess.netmask));
  }
  return found;
}

/** The interface that a label names an address of: "eth0" for "eth0:1". */
export function deviceOf(label: ByteText): ByteText {
  const colon = label.indexOf(':');
  return colon === -1 ? label : label.slice(0, colon);
}

function readTables(environment: AddressSource): Tables {
  const route = environment.readFile(ROUTE);
  const trie = environment.readFile(FIB_TRIE);
  const routes = route.ok ? parseRoute(route.bytes, environment.littleEndian).rows : [];
  const hosts = (trie.ok ? parseFibTrie(trie.bytes).rows : []).filter((entry) => entry.prefixLength === 32);
  const ofType = (type: string): number[] => [
    ...new Set(hosts.filter((entry: FibEntry) => entry.type === type).map((entry) => entry.address)),
  ];
  return {
    links: routes.filter((entry) => entry.gateway === 0 && (entry.flags & 1) !== 0),
    locals: ofType('LOCAL'),
    broadcasts: ofType('BROADCAST'),
  };
}

/** An address in a network on the interface's link; else, for a route to one host, the only address left over. */
function fromTables(
  tables: Tables,
  name: ByteText,
  taken: ReadonlySet<number>,
): { readonly address: number; readonly netmask: number } | undefined {
  const free = tables.locals.filter((address) => !taken.has(address));
  const links = tables.links.filter((route) => route.device === name);
  for (const { destination, mask } of links) {
    const inside = free.filter((address) => sameNetwork(address, destination, mask));
    if (inside.length > 0 && mask !== 0) return { address: inside[0] ?? 0, netmask: mask };
  }
  const isOthers = (address: number): boolean =>
    tables.links.some(
      (route) =>
        route.device !== name && route.mask !== 0 && sameNetwork(address, route.destination, route.mask),
    );
  const leftOver = free.filter((address) => address >>> 24 !== 127 && !isOthers(address));
  const isHostRoute = links.some((route) => route.mask === 0xffffffff);
  return isHostRoute && leftOver.length === 1
    ? { address: leftOver[0] ?? 0, netmask: 0xffffffff }
    : undefined;
}

function complete(tables: Tables, name: ByteText, address: number, netmask: number): Ipv4InterfaceAddress {
  return {
    address,
    netmask,
    broadcast: broadcastOf(tables, address, netmask),
    destination: destinationOf(tables, deviceOf(name), address, netmask),
  };
}

/** The last address of the network, unless the kernel knows of another; single hosts and pairs have none of their own. */
function broadcastOf(tables: Tables, address: number, netmask: number): number {
  const last = (address | ~netmask) >>> 0;
  const first = (address & netmask) >>> 0;
  const isUnusual = (known: number): boolean =>
    sameNetwork(known, address, netmask) && known !== last && known !== first;
  const unusual = tables.broadcasts.find(isUnusual);
  const hasBroadcast = ~netmask >>> 0 > 1;
  return unusual ?? (hasBroadcast ? last : 0);
}

/** The other end of the link: the host that the interface has a route to, else the address itself. */
function destinationOf(tables: Tables, device: ByteText, address: number, netmask: number): number {
  if (netmask !== 0xffffffff) return address;
  const peer = tables.links.find(
    (route) => route.device === device && route.mask === 0xffffffff && route.destination !== address,
  );
  return peer?.destination ?? address;
}

function sameNetwork(one: number, other: number, mask: number): boolean {
  return ((one ^ other) & mask) === 0;
}
