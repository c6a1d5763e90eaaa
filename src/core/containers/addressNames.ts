import { parseIPv4, parseIPv6 } from '../etc/addressLine';
import type { ContainerFacts, ContainerNetwork } from '../model/container';
import type { NamespaceFacts } from '../model/namespace';
import { formatAddress, unmapped } from '../text/address';
import { containersIn } from './namespaceContainers';

/** Where an address leads from; nothing of the engine's own network namespace where its facts are not known. */
export type SeenFrom = Pick<NamespaceFacts, 'key' | 'inode' | 'containers' | 'isOwn'>;

/**
 * The containers that have addresses, as a network namespace sees them: two engines may give the same ones, each in networks
 * of its own. An address that may be several containers' is nobody's.
 */
export class AddressNames {
  readonly #containers: readonly ContainerFacts[];
  /** By domain and address; undefined where several have it. */
  readonly #byAddress = new Map<string, ContainerFacts | undefined>();
  readonly #addresses = new Set<string>();
  /** What is known of each namespace, by its key. */
  readonly #views = new Map<string, View>();

  /** @param containers those of other machines have no addresses here */
  constructor(containers: readonly ContainerFacts[]) {
    this.#containers = containers;
    for (const facts of containers) {
      if (!facts.isHere) continue;
      for (const network of facts.networks) {
        const domains = domainsOf(facts, network);
        for (const address of network.addresses.map(plainAddress)) {
          this.#addresses.add(address);
          for (const domain of domains) this.#add(`${domain} ${address}`, facts);
        }
      }
    }
  }

  /** Whether any container has the address, wherever that is seen from. */
  has(address: string): boolean {
    return this.#addresses.has(plainAddress(address));
  }

  /** The container that has one of the namespace's own addresses. */
  ofOwn(address: string, seenFrom: SeenFrom): ContainerFacts | undefined {
    return this.#view(seenFrom).own.get(plainAddress(address));
  }

  /** The container at the other end of what goes to an address: one of the namespace's own, or of its engine's networks. */
  ofForeign(address: string, seenFrom: SeenFrom): ContainerFacts | undefined {
    const { own, domains } = this.#view(seenFrom);
    const plain = plainAddress(address);
    if (own.has(plain)) return own.get(plain);
    const found = new Set(domains.map((domain) => this.#byAddress.get(`${domain} ${plain}`)));
    found.delete(undefined);
    const [only, ...more] = found;
    return more.length === 0 ? only : undefined;
  }

  #add(key: string, facts: ContainerFacts): void {
    const isKnown = this.#byAddress.has(key);
    this.#byAddress.set(key, isKnown && this.#byAddress.get(key) !== facts ? undefined : facts);
  }

  #view(seenFrom: SeenFrom): View {
    const known = this.#views.get(seenFrom.key);
    // The inode is what another namespace may have had.
    if (known?.of === seenFrom) return known;
    const made = viewOf(seenFrom, seenFrom.isOwn ? [] : containersIn(seenFrom, this.#containers));
    this.#views.set(seenFrom.key, made);
    return made;
  }
}

/** One for each list of containers. */
const known = new WeakMap<readonly ContainerFacts[], AddressNames>();

/** The names of the addresses of these containers. */
export function addressNames(containers: readonly ContainerFacts[]): AddressNames {
  const found = known.get(containers) ?? new AddressNames(containers);
  known.set(containers, found);
  return found;
}

/** What a namespace knows by itself, and which networks it reaches. */
interface View {
  readonly of: SeenFrom;
  readonly own: ReadonlyMap<string, ContainerFacts>;
  readonly domains: readonly string[];
}

function viewOf(of: SeenFrom, containers: readonly ContainerFacts[]): View {
  const own = new Map<string, ContainerFacts>();
  const domains = new Set([String(of.inode)]);
  for (const facts of containers) {
    for (const network of facts.networks) {
      for (const address of network.addresses) own.set(plainAddress(address), facts);
      for (const domain of domainsOf(facts, network)) domains.add(domain);
    }
  }
  return { of, own, domains: [...domains] };
}

/**
 * Where an address of a container means that container: in its engine's network namespace and in what has its networks from
 * there. An ordinary user's Podman makes its networks in a namespace that only its containers are in, so that they mean nothing
 * where its watcher is; each slirp4netns gives the same address, and pasta the machine's own.
 */
function domainsOf(
  { hostNetwork, isRootless, engine }: ContainerFacts,
  { name }: ContainerNetwork,
): string[] {
  if (isRootless === true) return name === '' || engine === undefined ? [] : [`${engine} ${name}`];
  return hostNetwork === undefined ? [] : [String(hostNetwork)];
}

/** IPv4 in IPv6 is the same address, and each has several ways to be written. */
function plainAddress(text: string): string {
  const plain = unmapped(text);
  if (parseIPv4(plain) !== undefined) return plain;
  const words = parseIPv6(plain);
  return words === undefined ? plain : formatAddress(words, true);
}
