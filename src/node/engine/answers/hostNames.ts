import { Resolver } from 'node:dns/promises';
import { parseIPv4, parseIPv6 } from '../../../core/etc/addressLine';
import { type HostsFile, ipv6Key, parseHosts } from '../../../core/etc/hosts';
import type { ProcReader } from '../../reader';
import { unmapped } from '../../../core/text/address';

/** Milliseconds that a name server has for an answer; it is asked once. */
const TIMEOUT = 2_000;

/** Milliseconds for which a name, or that there is none, is believed. */
const LIFETIME = 10 * 60_000;

/** Answers that are kept. */
export const MOST_KEPT = 10_000;

/** Questions that are under way at a time. */
const MOST_ASKED = 64;

/** Asks for the names of an address, as dns.Resolver's reverse() does. */
export type Reverse = (address: string) => Promise<string[]>;

/**
 * The names of hosts: /etc/hosts', else the name servers' by c-ares, which needs none of the threads that look up names
 * for everybody else. Answers are kept for a while, and so is that there was none.
 */
export class HostNames {
  readonly #etc: ProcReader;
  readonly #reverse: Reverse;
  readonly #now: () => number;
  readonly #known = new Map<string, { readonly name: string | undefined; readonly until: number }>();
  #hosts: HostsFile | undefined;
  #hostsUntil = 0;

  /** @param etc reads /etc */
  constructor(etc: ProcReader, reverse: Reverse = reverseByDns(), now: () => number = Date.now) {
    this.#etc = etc;
    this.#reverse = reverse;
    this.#now = now;
  }

  /**
   * The names of addresses in numbers, in their order; undefined where one has none, or nobody answers in time. An
   * IPv4 address mapped into IPv6 has that one's name.
   */
  async namesOf(addresses: readonly string[]): Promise<(string | undefined)[]> {
    const names = new Map<string, string | undefined>();
    const waiting = [...new Set(addresses)];
    const work = async (): Promise<void> => {
      for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
        names.set(address, await this.#nameOf(address));
      }
    };
    await Promise.all(Array.from({ length: Math.min(MOST_ASKED, waiting.length) }, work));
    return addresses.map((address) => names.get(address));
  }

  /** What is known of an address without asking anybody; `isFresh` where it is still believed. */
  known(address: string): { readonly name: string | undefined; readonly isFresh: boolean } | undefined {
    const known = this.#known.get(address);
    return known && { name: known.name, isFresh: known.until > this.#now() };
  }

  async #nameOf(address: string): Promise<string | undefined> {
    const known = this.#known.get(address);
    if (known !== undefined && known.until > this.#now()) return known.name;
    const plain = unmapped(address);
    const name = this.#inHosts(plain) ?? (await this.#asked(plain));
    this.#known.delete(address);
    this.#known.set(address, { name, until: this.#now() + LIFETIME });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KEPT && oldest !== undefined) this.#known.delete(oldest);
    return name;
  }

  #inHosts(address: string): string | undefined {
    if (this.#hosts === undefined || this.#hostsUntil < this.#now()) {
      const file = this.#etc.read('hosts');
      this.#hosts = parseHosts(file.status === 'ok' ? file.value : new Uint8Array());
      this.#hostsUntil = this.#now() + LIFETIME;
    }
    const word = parseIPv4(address);
    // A line may have an address and no name.
    if (word !== undefined) return this.#hosts.names4.get(word) || undefined;
    const words = parseIPv6(address);
    return (words && this.#hosts.names6.get(ipv6Key(words))) || undefined;
  }

  async #asked(address: string): Promise<string | undefined> {
    try {
      return (await this.#reverse(address))[0];
    } catch {
      return undefined;
    }
  }
}

function reverseByDns(): Reverse {
  const resolver = new Resolver({ timeout: TIMEOUT, tries: 1 });
  return (address) => resolver.reverse(address);
}
