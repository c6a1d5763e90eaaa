import { namesOfContainer } from '../../containers/containerNames';
import type { ContainerFacts } from '../../model/container';
import { clean } from '../../text/clean';
import { byteSearch } from './bytes';
import { type AddressTest, type Ends, type FilterError, isError, type Tests } from './filter';
import { readAddress } from './networkRanges';
import { inRanges, MOST_ID, MOST_PORT, readNumber, readRange } from './numberRanges';
import {
  knowledgeNamed,
  namesOfLikely,
  namesOfProcess,
  unitNamesOfLikely,
  unitNamesOfProcess,
} from './filterOwners';
import { isNamespaceNamed } from './filterNamespaces';
import { protocolsNamed } from './filterProtocols';
import { statesNamed } from './filterStates';
import type { TypedSpan } from './span';
import { readSpan } from './spanKeys';
import type { Part } from './tokens';

/** What an expression can say as `key:value,value`. */
export interface FilterKey {
  /** In lower case. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** Whether it stands alone: the key says all. */
  readonly hasNoValues?: true;
  /** What the values ask, none of which is empty: of a row, or for a part of the past. */
  read(values: readonly Part[]): Tests | { readonly span: TypedSpan } | FilterError;
}

const KEYS = [
  { name: 'port', aliases: [], read: ports('both') },
  { name: 'localport', aliases: ['sport'], read: ports('local') },
  { name: 'foreignport', aliases: ['remoteport', 'dport'], read: ports('foreign') },
  { name: 'address', aliases: ['addr', 'ip', 'host'], read: addresses('both') },
  { name: 'localaddress', aliases: ['src'], read: addresses('local') },
  { name: 'foreignaddress', aliases: ['remoteaddress', 'dst'], read: addresses('foreign') },
  {
    name: 'state',
    aliases: [],
    read: names(statesNamed, 'unknownState', (has) => ({ state: has })),
  },
  {
    name: 'proto',
    aliases: ['protocol'],
    read: names(protocolsNamed, 'unknownProtocol', (has) => ({ protocol: has })),
  },
  {
    name: 'process',
    aliases: ['program'],
    read: parts((has) => ({
      owner: (owner) => namesOfProcess(owner).some(has),
      likely: (owner) => namesOfLikely(owner).some(has),
    })),
  },
  {
    name: 'unit',
    aliases: [],
    read: parts((has) => ({
      owner: (owner) => unitNamesOfProcess(owner).some(has),
      likely: (owner) => unitNamesOfLikely(owner).some(has),
    })),
  },
  { name: 'container', aliases: [], read: containers(namesOfContainer) },
  { name: 'image', aliases: [], read: containers(({ image = '' }) => [image]) },
  {
    name: 'project',
    aliases: [],
    read: parts((has) => ({
      owner: ({ description }) => description?.project !== undefined && has(description.project),
      container: ({ project = '' }) => has(project),
    })),
  },
  { name: 'namespace', aliases: ['netns'], read: namespaces },
  {
    name: 'owner',
    aliases: [],
    read: names(knowledgeNamed, 'unknownKnowledge', (has) => ({ knowledge: has })),
  },
  { name: 'pid', aliases: [], read: numbers(MOST_ID, (has) => ({ owner: ({ pid }) => has(pid) })) },
  { name: 'user', aliases: ['uid'], read: users },
  { name: 'mine', aliases: [], hasNoValues: true, read: mine },
  { name: 'path', aliases: [], read: paths },
  { name: 'inode', aliases: [], read: numbers(Number.MAX_SAFE_INTEGER, (has) => ({ inode: has })) },
  { name: 'since', aliases: [], read: span('since') },
  { name: 'between', aliases: [], read: span('between') },
] as const satisfies readonly FilterKey[];

export type KeyName = (typeof KEYS)[number]['name'];

/** The keys, in the order in which they are offered. */
export const FILTER_KEYS: readonly (FilterKey & { readonly name: KeyName })[] = KEYS;

/** The key of that name or alias, in lower case. */
export function keyNamed(name: string): (FilterKey & { readonly name: KeyName }) | undefined {
  return FILTER_KEYS.find((key) => key.name === name || key.aliases.includes(name));
}

function ports(ends: Ends): FilterKey['read'] {
  return numbers(MOST_PORT, (has) => ({ ends, port: has }));
}

function numbers(most: number, testsOf: (has: (number: number) => boolean) => Tests): FilterKey['read'] {
  return (values) => {
    const ranges = readAll(values, (value) => readRange(value, most));
    return isError(ranges) ? ranges : testsOf(inRanges(ranges));
  };
}

function addresses(ends: Ends): FilterKey['read'] {
  return (values) => {
    const tests = readAll<AddressTest>(values, ({ text, offset, length }) => {
      const test = readAddress(text);
      return 'code' in test ? { ...test, offset, length } : test;
    });
    if (isError(tests)) return tests;
    return { ends, address: (address, isIPv6) => tests.some((test) => test(address, isIPv6)) };
  };
}

function names(
  named: (word: string) => readonly string[] | undefined,
  code: 'unknownState' | 'unknownProtocol' | 'unknownKnowledge',
  testsOf: (has: (name: string) => boolean) => Tests,
): FilterKey['read'] {
  return (values) => {
    const found = readAll(values, ({ text, offset, length }) => {
      return named(text) ?? { code, value: text, offset, length };
    });
    if (isError(found)) return found;
    const wanted = new Set(found.flat());
    return testsOf((name) => wanted.has(name));
  };
}

/** Parts of names, without regard to capitals. */
function parts(testsOf: (has: (name: string) => boolean) => Tests): FilterKey['read'] {
  return (values) => {
    const wanted = values.map(({ text }) => text.toLowerCase());
    return testsOf((name) => wanted.some((text) => name.toLowerCase().includes(text)));
  };
}

function containers(namesOf: (container: ContainerFacts) => readonly string[]): FilterKey['read'] {
  return parts((has) => ({ container: (container) => namesOf(container).some(has) }));
}

/** Network namespaces by parts of their names; the own one by a word, others by the pid of a process in whole. */
function namespaces(values: readonly Part[]): Tests {
  const wanted = values.map(({ text }) => text.toLowerCase());
  return { namespace: (names) => wanted.some((text) => isNamespaceNamed(names, text)) };
}

/** Names in whole, or numbers. */
function users(values: readonly Part[]): Tests {
  const wanted = new Set(values.map(({ text }) => text.toLowerCase()));
  const uids = new Set(values.map(({ text }) => readNumber(text, MOST_ID)));
  return {
    user: (uid, name) => uids.has(uid) || (name !== undefined && wanted.has(clean(name).toLowerCase())),
  };
}

/** What is the asking window's. */
function mine(): Tests {
  return { owner: ({ isMine }) => isMine === true };
}

function paths(values: readonly Part[]): Tests {
  const tests = values.map(({ text }) => byteSearch(text));
  return { path: (bytes, from, to) => tests.some((test) => test(bytes, from, to)) };
}

function span(key: 'since' | 'between'): FilterKey['read'] {
  return (values) => {
    const read = readSpan(key, values);
    return isError(read) ? read : { span: read };
  };
}

function readAll<T extends object>(
  values: readonly Part[],
  read: (value: Part) => T | FilterError,
): T[] | FilterError {
  const found: T[] = [];
  for (const value of values) {
    const one = read(value);
    if (isError(one)) return one;
    found.push(one);
  }
  return found;
}
