import { allNamesOfContainer } from '../../containers/containerNames';
import type { AddressWords } from '../../model/inetTable';
import type { ProcessOwner } from '../../model/process';
import { formatAddress } from '../../text/address';
import { clean } from '../../text/clean';
import { addressName } from '../addressName';
import { byteSearch } from './bytes';
import { readEndpoint } from './endpoint';
import type { FilterError, Tests } from './filter';
import { namesOfLikely, namesOfProcess, unitNamesOfLikely } from './filterOwners';
import type { Part } from './tokens';

/**
 * What a word without a key asks: whether it is a part of anything that a row shows. A number is also a pid, or the
 * beginning of a port; a word with a colon is an address or a port.
 */
export function wordTests(part: Part): Tests | FilterError {
  const { offset, length } = part;
  if (part.text === '') return { code: 'emptyWord', offset, length };
  const text = part.text.toLowerCase();
  const has = (other: string): boolean => other.toLowerCase().includes(text);
  const endpoint = part.isQuoted ? undefined : readEndpoint(text);
  const isNumber = /^\d+$/.test(text);
  if (endpoint === undefined && !part.isQuoted && /^(?::|(?:\d+\.){3}\d+:)/.test(text)) {
    return { code: 'badAddress', value: part.text, offset, length };
  }
  return {
    ...placeTests(endpoint, has, text),
    ...(isNumber && { port: (port: number) => String(port).startsWith(text) }),
    state: has,
    protocol: has,
    otherEnd: true,
    owner: (owner) => (isNumber && owner.pid === Number(text)) || namesOf(owner).some(has),
    likely: (owner) => [...namesOfLikely(owner), ...unitNamesOfLikely(owner)].some(has),
    container: (container) => allNamesOfContainer(container).some(has),
    namespace: ({ parts }) => parts.some(has),
    user: (_uid, name) => name !== undefined && has(clean(name)),
    text: (shown) => has(clean(shown)),
    path: byteSearch(text),
  };
}

function placeTests(
  endpoint: ReturnType<typeof readEndpoint>,
  has: (other: string) => boolean,
  text: string,
): Pick<Tests, 'address' | 'endpoint'> {
  if (endpoint === undefined) {
    return {
      address: (address, isIPv6) => has(formatAddress(address, isIPv6)) || isNamed(address, isIPv6, text),
    };
  }
  const { address, port } = endpoint;
  if (port !== undefined) return { endpoint: { port, ...(address && { address }) } };
  return address ? { address } : {};
}

/** Letters of an address' name that a word must begin it with: fewer are found in names of programs. */
const SHORTEST_NAME = 4;

function isNamed(address: AddressWords, isIPv6: boolean, text: string): boolean {
  if (text.length < SHORTEST_NAME) return false;
  return addressName(address, isIPv6)?.toLowerCase().startsWith(text) === true;
}

function namesOf(owner: ProcessOwner): string[] {
  return [...namesOfProcess(owner), clean(owner.commandLine.join(' '))];
}
