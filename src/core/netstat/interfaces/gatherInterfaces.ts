import type {
  InterfaceCounters,
  InterfaceFacts,
  Ipv4InterfaceAddress,
  Ipv6InterfaceAddress,
} from '../../model/interface';
import type { ParseIssue } from '../../model/issue';
import type { KernelAddress } from '../../model/kernelInterfaces';
import { parseDev } from '../../procfs/dev';
import { parseIfInet6 } from '../../procfs/ifInet6';
import { latin1 } from '../../procfs/scan';
import type { ByteText, Environment } from '../context/environment';
import { type AddressSource, deviceOf, interfaceAddresses } from './interfaceAddresses';
import { IFF_ALLMULTI, IFF_LOOPBACK, IFF_PROMISC, IFF_RUNNING, IFF_UP } from './interfaceFlags';
import { compareInterfaces } from './interfaceOrder';

const DEV = '/proc/net/dev';
const IF_INET6 = '/proc/net/if_inet6';

/** What a file came to that could not be read. */
const NOTHING = { rows: [], issues: [] };

/** The bits that the ioctl hands out. */
const IOCTL_FLAGS = 0xffff;

/** ARPHRD_LOOPBACK and ARPHRD_VOID: what is assumed where /sys does not tell. */
const LOOPBACK_TYPE = 772;
const UNKNOWN_TYPE = 0xffff;

/** What is asked for interfaces. */
export type InterfaceSource = AddressSource & Pick<Environment, 'fileKind' | 'kernelInterfaces'>;

/** All interfaces in netstat's order, labelled addresses among them; and why /proc/net/dev could not be read. */
export interface GatheredInterfaces {
  readonly interfaces: readonly InterfaceFacts[];
  /** All IPv4 addresses, as words in network order, by their devices: netstat shows the first of each label. */
  readonly addresses: readonly (readonly [device: ByteText, address: number])[];
  readonly devFailure: string | undefined;
  /** What could not be parsed, by file. */
  readonly issues: readonly (readonly [file: ByteText, issues: readonly ParseIssue[]])[];
}

/**
 * Learns what netstat asks of the kernel by ioctl over netlink. Where that cannot be had, from files and the system's
 * list of addresses: /sys/class/net has flags, MTU, queue and hardware, see Documentation/ABI/testing/sysfs-class-net in
 * the kernel. What no file tells: the addresses of interfaces that are down and their labels, whether a broadcast address
 * was set at all, who asked for PROMISC or ALLMULTI, and where old devices are to be reached.
 */
export function gatherInterfaces(environment: InterfaceSource): GatheredInterfaces {
  const dev = environment.readFile(DEV);
  const parsedDev = dev.ok ? parseDev(dev.bytes) : NOTHING;
  const counters = new Map(parsedDev.rows.map((row) => [row.name, row]));
  const kernel = environment.kernelInterfaces?.();
  const addresses = kernel
    ? addressesByLabel(kernel.addresses)
    : interfaceAddresses(environment, [...counters.keys()]);
  const devices = new Map(kernel?.devices.map((device) => [device.name, device]));
  const inet6 = environment.readFile(IF_INET6);
  const ipv6 = inet6.ok ? parseIfInet6(inet6.bytes) : NOTHING;
  const names = [...new Set([...counters.keys(), ...addresses.keys()])].sort(compareInterfaces);
  const hasAddress = (name: ByteText): boolean => addresses.has(name) || ipv6Of(ipv6.rows, name).length > 0;
  return {
    interfaces: names.map((name) => ({
      ...(devices.get(deviceOf(name)) ?? deviceFacts(environment, deviceOf(name), hasAddress(name))),
      name,
      ipv4: addresses.get(name),
      ipv6: ipv6Of(ipv6.rows, name),
      counters: counters.get(name),
    })),
    addresses: [...(kernel?.addresses.map((each) => [each.label, each] as const) ?? addresses)].map(
      ([label, { address }]) => [deviceOf(label), address],
    ),
    devFailure: dev.ok ? undefined : dev.code,
    issues: [
      [DEV, parsedDev.issues],
      [IF_INET6, ipv6.issues],
    ],
  };
}

/** The ioctls tell the first address of a label. */
function addressesByLabel(addresses: readonly KernelAddress[]): Map<ByteText, Ipv4InterfaceAddress> {
  const found = new Map<ByteText, Ipv4InterfaceAddress>();
  for (const address of addresses) if (!found.has(address.label)) found.set(address.label, address);
  return found;
}

function ipv6Of(rows: readonly Ipv6InterfaceAddress[], name: ByteText): Ipv6InterfaceAddress[] {
  return rows.filter((row) => row.device === name);
}

type DeviceFacts = Pick<
  InterfaceFacts,
  'flags' | 'mtu' | 'txQueueLength' | 'hardwareType' | 'hardwareAddress' | 'isUntold' | 'resources'
>;

function deviceFacts(environment: InterfaceSource, device: ByteText, hasAddress: boolean): DeviceFacts {
  const read = (attribute: ByteText): ByteText => {
    const file = environment.readFile(`/sys/class/net/${device}/${attribute}`);
    return file.ok ? latin1(file.bytes, 0, file.bytes.length).trim() : '';
  };
  const number = (text: ByteText): number | undefined =>
    /^-?(0x[0-9a-fA-F]+|\d+)$/.test(text) ? Number(text) : undefined;
  const flags = number(read('flags'));
  const address = read('address');
  const isBridgePort = environment.fileKind(`/sys/class/net/${device}/brport`) === 'directory';
  return {
    flags:
      flags === undefined
        ? assumedFlags(device, hasAddress)
        : ioctlFlags(flags, read('operstate'), isBridgePort),
    mtu: number(read('mtu')) ?? 0,
    txQueueLength: number(read('tx_queue_len')) ?? 0,
    hardwareType: number(read('type')) ?? (device === 'lo' ? LOOPBACK_TYPE : UNKNOWN_TYPE),
    hardwareAddress: address === '' ? [] : address.split(':').map((octet) => Number.parseInt(octet, 16)),
    isUntold: flags === undefined,
    resources: undefined,
  };
}

/**
 * /sys has the device's own flags; RUNNING is worked out as in net/core/dev.c:dev_get_flags(). The ioctl tells
 * PROMISC and ALLMULTI only where a user set them: on a port of a bridge, it was the bridge.
 */
function ioctlFlags(flags: number, operstate: ByteText, isBridgePort: boolean): number {
  const isRunning = (flags & IFF_UP) !== 0 && (operstate === 'up' || operstate === 'unknown');
  const hidden = IFF_RUNNING | (isBridgePort ? IFF_PROMISC | IFF_ALLMULTI : 0);
  return (flags & IOCTL_FLAGS & ~hidden) | (isRunning ? IFF_RUNNING : 0);
}

/** Where there is no /sys: only what is up has addresses in the system's list and in /proc/net/if_inet6. */
function assumedFlags(device: ByteText, hasAddress: boolean): number {
  return (hasAddress ? IFF_UP | IFF_RUNNING : 0) | (device === 'lo' ? IFF_LOOPBACK : 0);
}

/** The counters that netstat 2.10 of Debian shows for a name of 15 characters: none are counted. */
export function withoutCounts(counters: InterfaceCounters): InterfaceCounters {
  const zeros = Object.keys(counters).map((key) => [key, 0n]);
  return { ...(Object.fromEntries(zeros) as Record<keyof InterfaceCounters, bigint>), name: counters.name };
}
