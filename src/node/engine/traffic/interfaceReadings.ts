import { basename } from 'node:path/posix';
import type { SingleNamespace } from '../../../core/model/namespace';
import type { GatheredInterfaces } from '../../../core/netstat/interfaces/gatherInterfaces';
import { parseIpv6Route } from '../../../core/procfs/ipv6Route';
import { parseRoute } from '../../../core/procfs/route';
import { formatAddress } from '../../../core/text/address';
import { clean } from '../../../core/text/clean';
import type { NetworkCounters } from '../../../core/traffic/trafficSample';
import { uplinksOf } from '../../../core/traffic/uplinks';
import type { ProcReader } from '../../reader';
import type { NetworkTablesOptions } from '../answers/networkTables';
import { readNetworkCounters } from './networkCounters';

/** Milliseconds after which is looked again what interfaces are: they change seldom, and new ones are seen at once. */
const SERVE = 60_000;

/** How the networks of namespaces are read. */
export interface InterfaceReadingsOptions {
  /** @throws where it has ended, or may not be read */
  readonly inside: <T>(namespace: SingleNamespace, read: (of: NetworkTablesOptions) => T) => T;
  /** Reads /sys/class/net, which shows the engine's own network alone. */
  readonly devices?: Pick<ProcReader, 'stat' | 'readLink'> | undefined;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** What was found out about the network that was asked for last. */
interface Known<T> {
  readonly key: string;
  readonly at: number;
  readonly value: T;
}

/** Reads counters and addresses of the interfaces of network namespaces. */
export class InterfaceReadings {
  readonly #options: InterfaceReadingsOptions;
  #uplinks: Known<readonly string[] | undefined> | undefined;
  #addresses: Known<ReadonlyMap<string, readonly string[]>> | undefined;

  constructor(options: InterfaceReadingsOptions) {
    this.#options = options;
  }

  /** @throws where the namespace has ended */
  counters(namespace: SingleNamespace): NetworkCounters {
    return this.#options.inside(namespace, (of) => {
      const counters = readNetworkCounters(of.reader);
      const names = counters.interfaces.map(({ name }) => name);
      const key = JSON.stringify([namespace, names]);
      this.#uplinks = this.#known(this.#uplinks, key, () => this.#uplinksOf(names, namespace, of));
      const { value: uplinks } = this.#uplinks;
      return { ...counters, ...(uplinks && { uplinks }) };
    });
  }

  /** The addresses of an interface, by its name as the page knows it; nothing where they are not known. */
  addresses(namespace: SingleNamespace, name: string): readonly string[] | undefined {
    try {
      this.#addresses = this.#known(this.#addresses, JSON.stringify(namespace), () =>
        this.#options.inside(namespace, (of) => addressesOf(of.gatherInterfaces())),
      );
    } catch {
      return undefined;
    }
    return this.#addresses.value.get(name);
  }

  #known<T>(known: Known<T> | undefined, key: string, read: () => T): Known<T> {
    const { now = () => performance.now() } = this.#options;
    const at = now();
    return known?.key === key && at - known.at < SERVE ? known : { key, at, value: read() };
  }

  #uplinksOf(
    names: readonly string[],
    { kind }: SingleNamespace,
    { reader, littleEndian }: NetworkTablesOptions,
  ): readonly string[] | undefined {
    const { devices } = this.#options;
    const links = names.map((name) => {
      if (devices === undefined || kind !== 'own') return { name, isDevice: false };
      const master = devices.readLink(`${name}/master`);
      return {
        name,
        isDevice: devices.stat(`${name}/device`).status === 'ok',
        ...(master.status === 'ok' && { master: basename(master.value) }),
      };
    });
    return uplinksOf(links, defaultDevices(reader, littleEndian));
  }
}

/** The devices of routes to everywhere. */
function defaultDevices(reader: Pick<ProcReader, 'read'>, littleEndian: boolean): string[] {
  const ipv4 = reader.read('self/net/route');
  const devices = (ipv4.status === 'ok' ? parseRoute(ipv4.value, littleEndian).rows : [])
    .filter(({ destination, mask }) => destination === 0 && mask === 0)
    .map(({ device }) => device);
  const ipv6 = reader.read('self/net/ipv6_route');
  const more = (ipv6.status === 'ok' ? parseIpv6Route(ipv6.value).rows : [])
    .filter(({ destination, prefixLength }) => prefixLength === 0 && destination.every((word) => word === 0))
    .map(({ device }) => device);
  return [...devices, ...more];
}

function addressesOf({ interfaces, addresses }: GatheredInterfaces): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (device: string, address: string): void => {
    const name = clean(device);
    const known = found.get(name);
    if (known === undefined) found.set(name, [address]);
    else known.push(address);
  };
  for (const [device, word] of addresses) add(device, formatAddress([word, 0, 0, 0], false));
  for (const { ipv6 } of interfaces)
    for (const { device, address } of ipv6) add(device, formatAddress(address, true));
  return found;
}
