import {
  COUNTERS,
  type InterfaceFacts,
  type Ipv4InterfaceAddress,
  type Ipv6InterfaceAddress,
} from '../../model/interface';
import { dotted, ipv6Text } from '../context/addressText';
import type { ByteText } from '../context/environment';
import { hardwareOf } from '../interfaces/hardware';
import {
  IFF_BROADCAST,
  IFF_POINTOPOINT,
  interfaceFlagLetters,
  interfaceFlagNames,
} from '../interfaces/interfaceFlags';
import { scopeNames } from '../interfaces/interfaceText';
import { hostName } from './internetData';
import type { DataRow } from './dataSink';

/** A multicast group that an interface listens to; `host` as netstat shows it, which may be a name. */
export function groupData(
  device: ByteText,
  users: number,
  words: readonly number[],
  isIPv6: boolean,
  host: ByteText,
): DataRow {
  const address = isIPv6 ? ipv6Text(words) : dotted(words[0] ?? 0);
  const family = isIPv6 ? 'inet6' : 'inet';
  return { family, interface: device, refCnt: users, address, host: hostName(host, address) };
}

/** What text shows all the same, as netstat has a column for it. */
const UNTOLD: DataRow = {
  flags: { code: null, names: null, letters: null },
  mtu: null,
  txQueueLength: null,
  hardware: { code: null, name: null, address: null },
};

/** An interface, or a labelled address of one: those have no counters. */
export function interfaceData(facts: InterfaceFacts): DataRow {
  const { flags, ipv4, counters, hardwareAddress, isUntold } = facts;
  const octets = hardwareAddress.map((byte) => byte.toString(16).padStart(2, '0'));
  return {
    name: facts.name,
    ...(isUntold === true
      ? UNTOLD
      : {
          flags: {
            code: flags,
            names: interfaceFlagNames(flags),
            letters: flags === 0 ? '' : interfaceFlagLetters(flags),
          },
          mtu: facts.mtu,
          txQueueLength: facts.txQueueLength,
          hardware: {
            code: facts.hardwareType,
            name: hardwareOf(facts.hardwareType, hardwareAddress).title,
            address: octets.length === 0 ? null : octets.join(':'),
          },
        }),
    ipv4: ipv4 === undefined ? null : ipv4Fields(ipv4, flags),
    ipv6: facts.ipv6.map(ipv6Fields),
    counters: counters === undefined ? null : Object.fromEntries(COUNTERS.map((key) => [key, counters[key]])),
  };
}

function ipv4Fields(
  { address, netmask, broadcast, destination }: Ipv4InterfaceAddress,
  flags: number,
): DataRow {
  return {
    address: dotted(address),
    netmask: dotted(netmask),
    broadcast: (flags & IFF_BROADCAST) === 0 ? null : dotted(broadcast),
    destination: (flags & IFF_POINTOPOINT) === 0 ? null : dotted(destination),
  };
}

function ipv6Fields({ address, prefixLength, scope, flags }: Ipv6InterfaceAddress): DataRow {
  return { address: ipv6Text(address), prefixLength, scope: { code: scope, name: scopeNames(scope) }, flags };
}
