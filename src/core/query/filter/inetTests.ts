import { INET_PROTOCOLS, inetSocketAt } from '../../model/inetTable';
import { NONE_LIKELY } from '../../model/likelyOwner';
import { sctpWords } from '../../netstat/families/sctp/sctpTable';
import { SctpDetails } from '../sctpDetails';
import { hasForeignEnd, isWithin } from '../socketState';
import type { AddressTest, Tests } from './filter';
import { namespaceTests } from './filterNamespaces';
import type { Knowledge } from './filterOwners';
import { knowledgeTest, likelyTests, ownerTest, remembered, type RowTest } from './rowTests';
import type { ShownSockets } from '../page/shownSockets';
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
export function inetTests(tests: Tests, pids: ReadonlySet<number>, sockets: ShownSockets): RowTest[] {
  const { snapshot } = sockets;
  const { inet } = snapshot;
  const { protocol, state, inode } = tests;
  const found: RowTest[] = endTests(tests, sockets);
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
  if (tests.address && snapshot.associations.length > 0) found.push(furtherAddressTest(tests, sockets));
  if (tests.user) found.push(userTest(tests.user, sockets));
  if (pids.size > 0) found.push(ownerTest(snapshot.ownerStart, snapshot.ownerPids, pids));
  if (tests.otherEnd && pids.size > 0) found.push(otherEndTest(pids, sockets));
  if (tests.likely) found.push(...likelyTests(tests.likely, snapshot));
  if (tests.container) found.push(...containerTests(tests.container, sockets));
  if (tests.namespace) found.push(...namespaceTests(tests.namespace, 'inet', sockets));
  if (tests.knowledge) {
    const isWanted = (knowledge: Knowledge): boolean => tests.knowledge?.(knowledge) === true;
    const [likely, unknown] = [isWanted('likely'), isWanted('unknown')];
    const isLikely = (row: number): boolean => (snapshot.likely.index[row] ?? NONE_LIKELY) >= 0;
    const unproven = (row: number): boolean => (isLikely(row) ? likely : unknown);
    found.push(knowledgeTest(snapshot.ownerStart, isWanted('proven'), unproven));
  }
  return found;
}

/** By who has it, by the namespace that it is in, and by the addresses of either end. */
function containerTests(test: NonNullable<Tests['container']>, { containers }: ShownSockets): RowTest[] {
  return containers.some(test) ? [(row) => containers.all(row).some(test)] : [];
}

/** By who has the other end within the machine, or waits for what comes to it. */
function otherEndTest(pids: ReadonlySet<number>, sockets: ShownSockets): RowTest {
  const { inet, ownerStart, ownerPids } = sockets.snapshot;
  const isOwned = ownerTest(ownerStart, ownerPids, pids);
  const isOf = (row: number | undefined): boolean => row !== undefined && isOwned(row);
  return (row) =>
    isWithin(inet, row) && (isOf(sockets.nearEndOf(row)) || isOf(sockets.servers.listenerOf(row)));
}

function endTests({ ends = 'both', port, address, endpoint }: Tests, sockets: ShownSockets): RowTest[] {
  const { inet } = sockets.snapshot;
  const local: End = {
    ports: inet.localPort,
    isThere: () => true,
    ids: () => sockets.addresses.local,
  };
  const foreign: End = {
    ports: inet.remotePort,
    isThere: (row) => hasForeignEnd(inet, row),
    ids: () => sockets.addresses.foreign,
  };
  const asked = { both: [local, foreign], local: [local], foreign: [foreign] }[ends];
  const hasPort = port && remembered(65_536, port);
  const hasAddress = address && knownAddresses(address, sockets);
  const atPort = endpoint?.address && knownAddresses(endpoint.address, sockets);
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
function furtherAddressTest({ ends = 'both', address }: Tests, { snapshot }: ShownSockets): RowTest {
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

function knownAddresses(test: AddressTest, sockets: ShownSockets): (id: number) => boolean {
  const addresses = sockets.addresses;
  return remembered(addresses.count, (id) => test(addresses.addressOf(id), addresses.isIPv6(id)));
}

function userTest(user: NonNullable<Tests['user']>, { snapshot: { inet, users } }: ShownSockets): RowTest {
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
