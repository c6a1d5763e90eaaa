import { type AddressWords, addressAt, type InetColumns } from '../../../core/model/inetTable';
import { isMapped } from '../../../core/text/address';
import type { ProcReader } from '../../reader';
import { addressesOf } from '../../containers/namespaceAddresses';
import type { SeenNamespace } from './machineNamespaces';

/** In turn each namespace is asked for its addresses again after so many passes. */
const ROUND = 30;

interface Known {
  readonly since: number;
  /** As {@link keyOf} has them. */
  addresses: readonly string[];
}

/** Finds the namespaces that have the other ends of connections, by their addresses, which are remembered. */
export class OtherEnds {
  readonly #reader: Pick<ProcReader, 'read'>;
  readonly #known = new WeakMap<SeenNamespace, Known>();
  #pass = 0;

  constructor(reader: Pick<ProcReader, 'read'>) {
    this.#reader = reader;
  }

  /**
   * @param inet the connections of this machine
   * @param hasMoved tells of a namespace whether sockets came or went there: its addresses may be others, too
   */
  find(
    namespaces: readonly SeenNamespace[],
    inet: InetColumns,
    hasMoved: (namespace: SeenNamespace) => boolean,
  ): SeenNamespace[] {
    this.#pass++;
    const places = new Map<string, SeenNamespace[]>();
    const firstWords = new Set<number>();
    for (const namespace of namespaces) {
      for (const address of this.#addressesOf(namespace, hasMoved(namespace))) {
        places.set(address, [...(places.get(address) ?? []), namespace]);
        firstWords.add(Number.parseInt(address, 10));
      }
    }
    const found = new Set<SeenNamespace>();
    if (places.size === 0) return [];
    for (let row = 0; row < inet.inode.length; row++) {
      if (inet.remotePort[row] === 0) continue;
      const words = inet.remoteAddress;
      // Of thousands of connections hardly one has it: no text is made of the others.
      const start = row * 4;
      const first = words[start] ?? 0;
      if (!firstWords.has(first) && (first !== 0 || !isMapped(addressAt(words, row)))) continue;
      for (const namespace of places.get(keyOf(addressAt(words, row))) ?? []) found.add(namespace);
    }
    return namespaces.filter((namespace) => found.has(namespace));
  }

  /** Those of a new namespace are told soon after it has begun, and asked for ever more seldom. */
  #addressesOf(namespace: SeenNamespace, hasMoved: boolean): readonly string[] {
    const { example } = namespace.facts;
    if (example === undefined) return [];
    const known = this.#known.get(namespace);
    const age = this.#pass - (known?.since ?? this.#pass);
    const isDue = (age & (age - 1)) === 0 || (example.pid + this.#pass) % ROUND === 0;
    if (known !== undefined && !isDue && !hasMoved) return known.addresses;
    const addresses = [...new Set(addressesOf(this.#reader, example.pid).map(({ words }) => keyOf(words)))];
    if (known === undefined) this.#known.set(namespace, { since: this.#pass, addresses });
    else known.addresses = addresses;
    return addresses;
  }
}

/** The words of an address, its first one first; an IPv4 one is the same in either family. */
function keyOf(words: AddressWords): string {
  return (isMapped(words) ? [words[3], 0, 0, 0] : words).map((word) => word >>> 0).join(' ');
}
