import type { Listening } from './listening';
import type { HistoryOwners } from '../../model/history';
import { isSame } from '../../model/process';
import { type FamilyAddress, inBothFamilies } from './connection';
import type { KnownListeners } from './knownListeners';

/** Passes that are remembered. */
const MOST_PASSES = 4;

/**
 * Says who accepted connections that nobody saw: the owner of their listener, where it had one, the same from before they began
 * to after they ended, and nothing else can have had its port meanwhile.
 */
export class Acceptors {
  readonly #listeners: KnownListeners;
  /** Passes that read all connections of TCP, the newest last. */
  #passes: { readonly start: number; readonly end: number }[] = [];
  /** From when on the kernel's words were heard, and none lost. */
  #quietSince = Number.POSITIVE_INFINITY;

  constructor(listeners: KnownListeners) {
    this.#listeners = listeners;
  }

  /** Words were heard from then on, or go on to be. */
  heard(from: number): void {
    if (this.#quietSince === Number.POSITIVE_INFINITY) this.#quietSince = from;
  }

  /** What happened until then is not known. */
  lost(to: number): void {
    this.#quietSince = to;
  }

  /** Nobody listens any more, or the clock was set back: times say nothing of the order of things before. */
  forget(): void {
    this.#passes = [];
    this.#quietSince = Number.POSITIVE_INFINITY;
  }

  /** All connections of TCP were read between the two. */
  passed(start: number, end: number): void {
    this.#passes.push({ start, end });
    if (this.#passes.length > MOST_PASSES) this.#passes.shift();
    this.#listeners.forgetNews(this.#passes[0]?.start ?? 0);
  }

  /** When the last pass began that was over by then: what it did not see, and was told of after that, began later. */
  before(from: number): number | undefined {
    return this.#passes.findLast(({ end }) => end <= from)?.start;
  }

  /** Whether all that ended on a port since then is known. */
  isQuiet(port: number, since: number): boolean {
    return since >= this.#quietSince && !this.#listeners.hadNews(port, since);
  }

  /**
   * Who accepted a connection with this local end, whichever family it is of, as of the pass that was taken just now.
   * @param after when it had not begun yet
   * @param toldBy when it was over
   */
  of(
    addresses: readonly FamilyAddress[],
    port: number,
    after: number,
    toldBy: number,
  ): HistoryOwners | undefined {
    // What happened before the passes that are remembered is not remembered either.
    if (after < (this.#passes[0]?.start ?? after) || !this.isQuiet(port, after)) return undefined;
    const listeners = addresses.flatMap((each) => this.candidates(each, port));
    const [first, ...others] = listeners.map((listening) =>
      listening.lastSeen >= toldBy ? steady(listening, after) : undefined,
    );
    const owner = first?.only;
    const isOne = others.every((other) => owner && other?.only && isSame(owner, other.only));
    const program = owner && first.onlyProgram;
    return program && isOne ? { evidence: 'listener', programs: [program] } : undefined;
  }

  /** Whether something listened there all the while: what has such a port did not connect, as nothing gets it for that. */
  listened(address: FamilyAddress, port: number, after: number, toldBy: number): boolean {
    return this.candidates(address, port).some(({ opened, lastSeen, isTakenOver }) => {
      const since = isTakenOver ? (opened.after ?? opened.by) : opened.by;
      return since <= after && lastSeen >= toldBy;
    });
  }

  /** Whether somebody is known to listen there, for whichever family. */
  isTaken(address: FamilyAddress, port: number): boolean {
    return inBothFamilies(address).some((each) => this.candidates(each, port).length > 0);
  }

  /** Listeners that would accept a connection with this local end: those of its very address, else of all addresses. */
  candidates({ isIPv6, address }: FamilyAddress, port: number): readonly Listening[] {
    // A socket that was accepted is of the family of its listener, and writes IPv4 as such.
    const all = this.#listeners.ofTcp(port).filter((each) => each.isIPv6 === isIPv6);
    const exact = all.filter((each) => each.address === address);
    return exact.length > 0 ? exact : all.filter((each) => isWildcardFor(each.address, address));
  }
}

function steady({ gone, holding }: Listening, after: number): Listening['holding'] | undefined {
  const isSteady = gone === undefined && holding.owners.evidence === 'seen' && holding.since <= after;
  return isSteady ? holding : undefined;
}

/** All addresses, or the mapped form of all of IPv4's, which takes those alone. */
function isWildcardFor(listening: string, address: string): boolean {
  if (listening === '::ffff:0.0.0.0') return address.startsWith('::ffff:');
  return listening === '0.0.0.0' || listening === '::';
}
