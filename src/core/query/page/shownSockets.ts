import type { NamespaceChoice, NamespaceFacts } from '../../model/namespace';
import type { Peer } from '../../model/page';
import { type NamespacePart, type Snapshot, withoutTraffic } from '../../model/snapshot';
import { AddressIds } from '../filter/addressIds';
import { chosenParts, inNamespace, type ShownParts } from '../namespaceRows';
import { textIdentity } from './identity';
import { areSame, type FirstRows, joinParts } from './joinedParts';
import { peerAt, Peers } from './peers';
import { RowContainers } from './rowContainers';
import { Servers } from './servers';

/** The sockets of one network namespace, or of several, and whose each of them is. */
export class ShownSockets {
  /** The machine as it was read, with all namespaces. */
  readonly whole: Snapshot;
  /** The rows that are shown. */
  readonly snapshot: Snapshot;
  /** In the order of their rows. */
  readonly parts: ShownParts;
  /** The facts of each; absent of the own one where they are not known. */
  readonly namespaces: readonly (NamespaceFacts | undefined)[];
  readonly #firsts: FirstRows | undefined;
  #addresses: AddressIds | undefined;
  #peers: Peers | undefined;
  #containers: RowContainers | undefined;
  #servers: Servers | undefined;
  #salts: readonly number[] | undefined;
  /**
   * Where the other end of a row is among the rows of its own network namespace, -1 for none, as far as somebody knows it
   * already: without it all rows are looked through once.
   */
  nearEnds: ((row: number) => number) | undefined;

  /** @param parts of that snapshot */
  constructor(whole: Snapshot, parts: ShownParts = [undefined]) {
    const { namespaces, ...rest } = whole;
    const [first] = parts;
    this.whole = whole;
    this.parts = parts;
    this.namespaces = parts.map((part) => (part === undefined ? namespaces?.own : part.namespace));
    if (parts.length === 1) {
      this.snapshot = first === undefined ? whole : inNamespace(whole, first);
    } else {
      const { rows, firsts } = joinParts(parts.map((part) => part ?? whole));
      this.snapshot = { ...withoutTraffic(rest), ...rows };
      this.#firsts = firsts;
    }
  }

  /** Those that a choice names; nothing where no pass has looked for them yet. */
  static of(whole: Snapshot, choice?: NamespaceChoice): ShownSockets | undefined {
    const parts = chosenParts(whole, choice);
    return parts && new ShownSockets(whole, parts);
  }

  /** Whether another shows the same tables of the same namespaces, whose other ends are the same, too. */
  isSame(other: ShownSockets): boolean {
    const rowsOf = ({ whole }: ShownSockets): readonly NamespacePart[] => whole.namespaces?.parts ?? [];
    const { inet, processes, likely } = this.snapshot;
    return (
      inet === other.snapshot.inet &&
      processes === other.snapshot.processes &&
      likely === other.snapshot.likely &&
      this.namespaces.length === other.namespaces.length &&
      this.namespaces.every((facts, place) => facts === other.namespaces[place]) &&
      areSame(rowsOf(this), rowsOf(other))
    );
  }

  /** Whether all are of the engine's own namespace. */
  get areOwn(): boolean {
    return this.parts.length === 1 && this.parts[0] === undefined;
  }

  /** Whether no other namespace was read. */
  get areAll(): boolean {
    return this.areOwn && (this.whole.namespaces?.parts.length ?? 0) === 0;
  }

  /** Which of the parts a row of a table is of. */
  placeOf(table: keyof FirstRows, row: number): number {
    const firsts = this.#firsts?.[table];
    if (firsts === undefined) return 0;
    let [low, high] = [0, firsts.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((firsts[middle] ?? 0) <= row) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The other network namespace that a row is of; nothing where it is the engine's own. */
  partOf(table: keyof FirstRows, row: number): NamespacePart | undefined {
    return this.parts[this.placeOf(table, row)];
  }

  /** What tells the rows of a part from the same ones of another: 0 for the engine's own. */
  saltOf(table: keyof FirstRows, row: number): number {
    this.#salts ??= this.parts.map((part) => (part === undefined ? 0 : textIdentity(part.namespace.key)));
    return this.#salts[this.placeOf(table, row)] ?? 0;
  }

  /** The addresses of its Internet sockets; made once somebody asks. */
  get addresses(): AddressIds {
    return (this.#addresses ??= new AddressIds(this.snapshot.inet));
  }

  /** The other end of an Internet socket, in whichever namespace it is. */
  peerOf(row: number): Peer | undefined {
    const near = this.nearEnds?.(row) ?? -1;
    if (near >= 0) return peerAt(this.snapshot, near);
    // Nobody else's are there to be looked through.
    if (this.nearEnds !== undefined && this.areAll) return undefined;
    const { place, at } = this.#placed(row);
    return this.#allPeers.of(place, at);
  }

  /** The row of the other end of an Internet socket, where that is in the same namespace. */
  nearEndOf(row: number): number | undefined {
    if (this.nearEnds !== undefined) {
      const near = this.nearEnds(row);
      return near < 0 ? undefined : near;
    }
    const { place, at } = this.#placed(row);
    const found = this.#allPeers.find(place, at);
    return found?.place === place ? row - at + found.row : undefined;
  }

  get #allPeers(): Peers {
    const { parts = [], own } = this.whole.namespaces ?? {};
    return (this.#peers ??= new Peers([
      { snapshot: this.whole, namespace: own },
      ...parts.map((each) => ({ snapshot: inNamespace(this.whole, each), namespace: each.namespace })),
    ]));
  }

  /** Where a row is among those of all namespaces, which need not be shown: the own one comes first. */
  #placed(row: number): { readonly place: number; readonly at: number } {
    const shown = this.placeOf('inet', row);
    const part = this.parts[shown];
    const place = part === undefined ? 0 : (this.whole.namespaces?.parts.indexOf(part) ?? -1) + 1;
    return { place, at: row - (this.#firsts?.inet[shown] ?? 0) };
  }

  /** Who waits where its Internet sockets go and come from; made once somebody asks. */
  get servers(): Servers {
    return (this.#servers ??= new Servers(this));
  }

  /** Whose containers rows are; made once somebody asks. */
  get containers(): RowContainers {
    return (this.#containers ??= new RowContainers(this));
  }
}
