import { containerName } from '../../containers/containerNames';
import { INET_PROTOCOLS } from '../../model/inetTable';
import type { Snapshot } from '../../model/snapshot';
import { formatAddress } from '../../text/address';
import { clean } from '../../text/clean';
import { programOf } from '../../text/programName';
import { likelyProgram } from '../../units/shownUnit';
import { otherStateName } from '../otherState';
import { AddressIds } from './addressIds';
import { hasForeignEnd } from '../socketState';
import type { KeyName } from './filterKeys';
import { offeredNamespaces, OWN_NAMES } from './filterNamespaces';
import { KNOWLEDGE, unitNamesOfLikely, unitNamesOfProcess } from './filterOwners';
import { PROTOCOL_NAMES } from './filterProtocols';
import { inetStateName, offeredStateName, STATE_NAMES, unixStateWord } from './filterStates';
import { UNIX_PROTOCOL } from './unixTests';

/** Values of a key, those that most sockets have first. */
export type Suggestions = Partial<Readonly<Record<KeyName, readonly string[]>>>;

/** Values of a key; those beyond are typed in whole. */
const MOST_VALUES = 1_000;

/** Parts of the past, as they are typed most. */
const PAST = { since: ['5m', '10m', '30m', '1h', '6h', '1d'], between: ['10m-5m', '1h-30m', '2d-1d'] };

/** Addresses that mean something on every machine. */
const ANY_MACHINE = ['localhost', '*'];

/**
 * What keys can be offered with: values that sockets of the snapshot have, then states and protocols that sockets
 * beyond it may have. Without a snapshot, what every machine has.
 */
export function suggestionsOf(snapshot: Snapshot | undefined): Suggestions {
  if (snapshot === undefined) {
    return {
      state: STATE_NAMES,
      proto: PROTOCOL_NAMES,
      address: ANY_MACHINE,
      owner: KNOWLEDGE,
      namespace: OWN_NAMES.words,
      ...PAST,
    };
  }
  const { inet, processes, users, others } = snapshot;
  const otherUids = others.map(({ uid }) => uid).filter((uid) => uid !== undefined);
  const uids = byFrequency([...inet.uid, ...otherUids, ...[...processes.values()].map(({ uid }) => uid)]);
  const pids = byFrequency(snapshot.ownerPids);
  const owners = pids.flatMap((pid) => processes.get(pid) ?? []);
  const likely = snapshot.likely.owners;
  const here = (snapshot.containers ?? []).filter(({ isHere }) => isHere);
  const localPorts = byFrequency(inet.localPort).map(String);
  const foreignPorts = byFrequency(inet.remotePort.filter((port) => port > 0)).map(String);
  const { local, foreign } = addressesOf(snapshot);
  return {
    port: [...new Set([...localPorts, ...foreignPorts])].slice(0, MOST_VALUES),
    localport: localPorts,
    foreignport: foreignPorts,
    address: [...new Set([...ANY_MACHINE, ...local, ...foreign])].slice(0, MOST_VALUES),
    localaddress: [...ANY_MACHINE, ...local],
    foreignaddress: foreign,
    state: statesOf(snapshot),
    proto: protocolsOf(snapshot),
    process: byFrequency(
      [
        ...owners.flatMap((owner) => [...new Set([programOf(owner), owner.description?.what ?? ''])]),
        ...likely.flatMap((owner) => owner.processes.map(likelyProgram)),
      ].filter(Boolean),
    ),
    unit: byFrequency([...owners.flatMap(unitNamesOfProcess), ...likely.flatMap(unitNamesOfLikely)]),
    container: byFrequency(here.map(containerName)),
    image: byFrequency(here.map(({ image = '' }) => clean(image)).filter(Boolean)),
    project: byFrequency(
      [
        ...here.map(({ project = '' }) => clean(project)),
        ...owners.map(({ description }) => description?.project ?? ''),
      ].filter(Boolean),
    ),
    namespace: offeredNamespaces(snapshot),
    owner: KNOWLEDGE,
    pid: pids.map(String),
    user: uids.map((uid) => clean(users.get(uid) ?? '') || String(uid)),
    ...PAST,
  };
}

function statesOf({ inet, unix, others }: Snapshot): string[] {
  const codes = byFrequency(
    Uint16Array.from(inet.state, (state, row) => ((inet.protocol[row] ?? 0) << 8) | state),
  );
  const names = codes.map((code) => inetStateName(INET_PROTOCOLS[code >>> 8] ?? 'tcp', code & 0xff));
  const unixNames = Array.from(unix.state, (state, row) =>
    unixStateWord({ state, flags: unix.flags[row] ?? 0 }),
  );
  const otherNames = others.map(({ protocol, state }) => otherStateName(protocol, state));
  const all = [...names, ...byFrequency([...unixNames, ...otherNames])].map((name) => offeredStateName(name));
  return [...new Set([...all.filter((name) => name !== undefined), ...STATE_NAMES])];
}

function protocolsOf({ inet, unix, others }: Snapshot): string[] {
  const present = byFrequency(inet.protocol).map((code) => INET_PROTOCOLS[code] ?? 'tcp');
  const families = present.map((protocol) => protocol.replace(/6$/, ''));
  const one = present.flatMap((protocol) => (protocol.endsWith('6') ? [protocol] : []));
  const rare = byFrequency(others.map(({ protocol }) => protocol));
  const ours = [...families, ...rare, ...(unix.inode.length > 0 ? [UNIX_PROTOCOL] : []), ...one];
  return [...new Set([...ours, ...PROTOCOL_NAMES])];
}

function addressesOf({ inet }: Snapshot): { local: string[]; foreign: string[] } {
  const ids = new AddressIds(inet);
  const textOf = (id: number): string => formatAddress(ids.addressOf(id), ids.isIPv6(id));
  const connected = ids.foreign.filter((_, row) => hasForeignEnd(inet, row));
  return { local: byFrequency(ids.local).map(textOf), foreign: byFrequency(connected).map(textOf) };
}

/** The values that most have first, no more than anybody will complete. */
function byFrequency<T>(values: Iterable<T>): T[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_VALUES);
  return sorted.map(([value]) => value);
}
