import type { InetColumns } from '../../../core/model/inetTable';
import type { NamespaceWish, OneNamespace } from '../../../core/model/namespace';
import type { ProcReader } from '../../reader';
import type { MachineNamespaces, SeenNamespace } from './machineNamespaces';
import { OtherEnds } from './otherEnds';

/** What is wanted of namespaces. */
export interface Wanted {
  /** Other ones than the own, in their order. */
  readonly namespaces: readonly SeenNamespace[];
  /** The one that is shown, if one is asked for and there is such; it may be the own one. */
  readonly shown?: SeenNamespace;
}

/** Whether a wish asks for more than this machine's own sockets, which are always read. */
export function isAsking(wish: NamespaceWish | undefined): wish is NamespaceWish {
  return wish !== undefined && (wish.shown.kind !== 'own' || wish.inside === true || wish.ends === true);
}

/** Finds the namespaces that a wish is about. */
export class WantedNamespaces {
  readonly #all: MachineNamespaces;
  readonly #ends: OtherEnds;
  #last: { readonly key: string; readonly shown: SeenNamespace } | undefined;

  constructor(all: MachineNamespaces, reader: Pick<ProcReader, 'read'>) {
    this.#all = all;
    this.#ends = new OtherEnds(reader);
  }

  /**
   * @param inet this machine's own connections
   * @param hasMoved as {@link OtherEnds.find} has it
   */
  find(wish: NamespaceWish, inet: InetColumns, hasMoved: (namespace: SeenNamespace) => boolean): Wanted {
    const others = this.#all.all.filter(({ facts }) => !facts.isOwn);
    if (wish.shown.kind === 'all') return { namespaces: others };
    const shown = wish.shown.kind === 'own' ? undefined : this.#one(wish.shown);
    const wanted = new Set<SeenNamespace>();
    if (shown?.facts.isOwn === false) wanted.add(shown);
    if (wish.inside) for (const each of others) if (each.facts.containers.length > 0) wanted.add(each);
    if (wish.ends) for (const each of this.#ends.find(others, inet, hasMoved)) wanted.add(each);
    return { namespaces: others.filter((each) => wanted.has(each)), ...(shown && { shown }) };
  }

  /** What was found by a process stays the same where that process ends and others are in it. */
  #one(choice: OneNamespace): SeenNamespace | undefined {
    const key = JSON.stringify(choice);
    const last = choice.kind === 'process' && this.#last?.key === key ? this.#last.shown : undefined;
    const shown = this.#all.find(choice) ?? this.#all.all.find((each) => each === last);
    this.#last = shown && { key, shown };
    return shown;
  }
}
