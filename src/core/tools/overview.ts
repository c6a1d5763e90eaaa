import type { Engine } from '../model/engine';
import { INET_PROTOCOLS } from '../model/inetTable';
import type { InterfaceFacts } from '../model/interface';
import type { StatisticsSection } from '../model/statistics';
import { inetOwnership, type Snapshot } from '../model/snapshot';
import { inetStateName } from '../query/filter/filterStates';
import { stateOf } from '../query/interfaceRates';
import { isListening } from '../query/socketState';
import { troubleOf } from '../query/troubles';
import { formatAddress } from '../text/address';
import { decodeByteText } from '../text/utf8';
import { notes, short } from './ownerFacts';

/** Interfaces that an answer has at most; a machine with many containers has hundreds. */
const MOST_INTERFACES = 30;

/** Answers of `get_network_overview`. */
export async function networkOverview(engine: Engine): Promise<object> {
  const snapshot = await engine.scan('inet', true);
  const { interfaces } = (await engine.readTable('interfaces')).contents;
  const { ipv4, ipv6 } = (await engine.readTable('routes')).contents;
  const { sections } = (await engine.readTable('statistics')).contents;
  return {
    interfaces: interfaces.slice(0, MOST_INTERFACES).map(interfaceFacts),
    ...(interfaces.length > MOST_INTERFACES && { interfacesOmitted: interfaces.length - MOST_INTERFACES }),
    defaultRoutes: [
      ...ipv4.rows
        .filter(({ destination, mask }) => destination === 0 && mask === 0)
        .map(({ gateway, device, metric }) => ({
          via: formatAddress([gateway, 0, 0, 0], false),
          interface: text(device),
          metric,
        })),
      ...ipv6.rows
        .filter(({ destination, prefixLength, device }) => {
          return prefixLength === 0 && destination.every((word) => word === 0) && device !== 'lo';
        })
        .map(({ nextHop, device, metric }) => ({
          via: formatAddress(nextHop, true),
          interface: text(device),
          metric,
        })),
    ],
    sockets: countsByState(snapshot),
    ownersOfListeningSockets: countsByOwner(snapshot),
    trouble: troubles(sections),
    ...notes(snapshot),
  };
}

function interfaceFacts(facts: InterfaceFacts): object {
  const { name, ipv4, ipv6, mtu, counters } = facts;
  const errors = counters && counters.rxErrors + counters.txErrors;
  const dropped = counters && counters.rxDropped + counters.txDropped;
  return {
    name: text(name),
    state: stateOf(facts),
    addresses: [
      ...(ipv4 === undefined ? [] : [formatAddress([ipv4.address, 0, 0, 0], false)]),
      ...ipv6.map(({ address, prefixLength }) => `${formatAddress(address, true)}/${prefixLength}`),
    ],
    mtu,
    ...(counters && { rxBytes: String(counters.rxBytes), txBytes: String(counters.txBytes) }),
    ...(errors && { errors: String(errors) }),
    ...(dropped && { dropped: String(dropped) }),
  };
}

function countsByState({ inet }: Snapshot): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let row = 0; row < inet.inode.length; row++) {
    const protocol = INET_PROTOCOLS[inet.protocol[row] ?? 0] ?? 'tcp';
    const key = `${protocol.replace('6', '')} ${inetStateName(protocol, inet.state[row] ?? 0)}`.trim();
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** How many of the sockets that wait on a port have an owner that is known, one that is likely, and none of both. */
function countsByOwner(snapshot: Snapshot): object {
  const counts = { known: 0, likely: 0, unknown: 0 };
  for (let row = 0; row < snapshot.inet.inode.length; row++) {
    if (!isListening(snapshot.inet, row)) continue;
    const { owners, likelyOwner } = inetOwnership(snapshot, row);
    counts[owners.length > 0 ? 'known' : likelyOwner === undefined ? 'unknown' : 'likely']++;
  }
  return counts;
}

/** Counters that speak of trouble and are not 0, since the machine was started. */
function troubles(sections: readonly StatisticsSection[]): object[] {
  return sections.flatMap(({ name, counters }) =>
    counters.flatMap(({ key, value }) => {
      const trouble = troubleOf(name, key);
      return trouble === undefined || value === 0n
        ? []
        : [{ counter: `${name}.${key}`, value: String(value), trouble }];
    }),
  );
}

function text(bytes: string): string {
  return short(decodeByteText(bytes));
}
