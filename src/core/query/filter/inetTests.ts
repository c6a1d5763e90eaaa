import { containerOfSocket, mayHaveFor, mayLikelyHaveFor } from '../../containers/portContainer';
import { INET_PROTOCOLS, type InetColumns, inetSocketAt } from '../../model/inetTable';
import { NONE_LIKELY } from '../../model/likelyOwner';
import { inetOwnership, type Snapshot } from '../../model/snapshot';
import { transportOf } from '../../ports/listeningPorts';
import { sctpWords } from '../../netstat/families/sctp/sctpTable';
import { SctpDetails } from '../sctpDetails';
import type { AddressTest, Tests } from './filter';
import type { Knowledge } from './filterOwners';
import { type Compilation, knowledgeTest, ownerTest, remembered, type RowTest } from './rowTests';
import { inetStateName } from './filterStates';

const SCTP = INET_PROTOCOLS.indexOf('sctp');

/** One end of all rows. */
interface End {
  readonly ports: Uint16Array;
  readonly isThere: RowTest;
  /** The ids of its addresses. */
  readonly ids: () => Uint32Array;
}

/** The tests of a term for Internet sockets, cheap ones first. `pids` are the owners that it asks for. */
export function inetTests(tests: Tests, pids: ReadonlySet<number>, compilation: Compilation): RowTest[] {
  const { snapshot } = compilation;
  const { inet } = snapshot;
  const { protocol, state, inode } = tests;
  const found: RowTest[] = endTests(tests, compilation);
  if (protocol) {
    const has = remembered(256, (code) => protocol(INET_PROTOCOLS[code] ?? 'tcp'));
    found.push((row) => has(inet.protocol[row] ?? 0));
  }
  if (state) {
    const has = remembered(65_536, (key) =>
      state(inetStateName(INET_PROTOCOLS[key >>> 8] ?? 'tcp', key & 0xff)),
    );
    found.push((row) => has(((inet.protocol[row] ?? 0) << 8) | (inet.state[row] ?? 0)));
  }
  if (inode) found.push((row) => inode(inet.inode[row] ?? 0));
  if (tests.address && snapshot.associations.length > 0) found.push(furtherAddressTest(tests, compilation));
  if (tests.user) found.push(userTest(tests.user, compilation));
  if (pids.size > 0) found.push(ownerTest(snapshot.ownerStart, snapshot.ownerPids, pids));
  if (tests.likely) found.push(...likelyTests(tests.likely, snapshot));
  if (tests.container) found.push(...containerTests(tests.container, snapshot));
  if (tests.knowledge) {
    const isWanted = (knowledge: Knowledge): boolean => tests.knowledge?.(knowledge) === true;
    const [likely, unknown] = [isWanted('likely'), isWanted('unknown')];
    const isLikely = (row: number): boolean => (snapshot.likely.index[row] ?? NONE_LIKELY) >= 0;
    const unproven = (row: number): boolean => (isLikely(row) ? likely : unknown);
    found.push(knowledgeTest(snapshot.ownerStart, isWanted('proven'), unproven));
  }
  return found;
}

/** Only sockets that look like a container's are looked into. */
function containerTests(test: NonNullable<Tests['container']>, snapshot: Snapshot): RowTest[] {
  const { inet, processes, ownerStart, ownerPids, containers = [] } = snapshot;
  if (!containers.some(test)) return [];
  const pids = [...processes.values()].filter(mayHaveFor).map(({ pid }) => pid);
  const may = [ownerTest(ownerStart, ownerPids, new Set(pids)), ...likelyTests(mayLikelyHaveFor, snapshot)];
  return [
    (row) => {
      if (!may.some((is) => is(row))) return false;
      const socket = inetSocketAt(inet, row);
      const transport = transportOf(socket.protocol) ?? '';
      const told = { socket, transport, ...inetOwnership(snapshot, row) };
      const found = containerOfSocket(told, containers);
      return found !== undefined && test(found.facts);
    },
  ];
}

/** Each owner that is likely is asked once, whatever the number of its sockets. */
function likelyTests(test: NonNullable<Tests['likely']>, { likely: { index, owners } }: Snapshot): RowTest[] {
  const wanted = owners.map(test);
  if (!wanted.includes(true)) return [];
  return [
    (row) => {
      const at = index[row] ?? NONE_LIKELY;
      return at >= 0 && wanted[at] === true;
    },
  ];
}

/** Whether the row has a foreign end: sockets that have none show zeros in its place. */
export function hasForeignEnd({ remotePort, remoteAddress }: InetColumns, row: number): boolean {
  if (remotePort[row] !== 0) return true;
  for (let word = row * 4; word < row * 4 + 4; word++) {
    if (remoteAddress[word] !== 0) return true;
  }
  return false;
}

function endTests({ ends = 'both', port, address, endpoint }: Tests, compilation: Compilation): RowTest[] {
  const { inet } = compilation.snapshot;
  const local: End = {
    ports: inet.localPort,
    isThere: () => true,
    ids: () => compilation.addresses().local,
  };
  const foreign: End = {
    ports: inet.remotePort,
    isThere: (row) => hasForeignEnd(inet, row),
    ids: () => compilation.addresses().foreign,
  };
  const asked = { both: [local, foreign], local: [local], foreign: [foreign] }[ends];
  const hasPort = port && remembered(65_536, port);
  const hasAddress = address && knownAddresses(address, compilation);
  const atPort = endpoint?.address && knownAddresses(endpoint.address, compilation);
  return asked.flatMap(({ ports, isThere, ids }) => {
    const found: RowTest[] = [];
    if (hasPort) found.push((row) => hasPort(ports[row] ?? 0) && isThere(row));
    if (hasAddress) {
      const numbers = ids();
      found.push((row) => hasAddress(numbers[row] ?? 0) && isThere(row));
    }
    if (endpoint) {
      const numbers = atPort && ids();
      const isAt = (row: number): boolean => atPort === undefined || atPort(numbers?.[row] ?? 0);
      found.push((row) => ports[row] === endpoint.port && isThere(row) && isAt(row));
    }
    return found;
  });
}

/** SCTP associations may have more addresses than the first ones, which stand in the table. */
function furtherAddressTest({ ends = 'both', address }: Tests, { snapshot }: Compilation): RowTest {
  const { inet } = snapshot;
  const details = new SctpDetails(snapshot);
  return (row) => {
    if (inet.protocol[row] !== SCTP) return false;
    const association = details.of(inetSocketAt(inet, row));
    if (association === undefined) return false;
    const { localAddresses, remoteAddresses } = association;
    const asked = {
      both: [...localAddresses, ...remoteAddresses],
      local: localAddresses,
      foreign: remoteAddresses,
    };
    return asked[ends].some((text) => {
      const found = sctpWords(text);
      return found !== undefined && address?.(found.words, found.isIPv6) === true;
    });
  };
}

function knownAddresses(test: AddressTest, compilation: Compilation): (id: number) => boolean {
  const addresses = compilation.addresses();
  return remembered(addresses.count, (id) => test(addresses.addressOf(id), addresses.isIPv6(id)));
}

function userTest(user: NonNullable<Tests['user']>, { snapshot: { inet, users } }: Compilation): RowTest {
  const answers = new Map<number, boolean>();
  return (row) => {
    const uid = inet.uid[row] ?? 0;
    const known = answers.get(uid);
    if (known !== undefined) return known;
    const isSo = user(uid, users.get(uid));
    answers.set(uid, isSo);
    return isSo;
  };
}
