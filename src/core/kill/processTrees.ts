import type { Engine, SignalName, SignalOutcome } from '../model/engine';
import { processKey } from '../model/process';
import type { Endings } from './endings';
import { type ChildTarget, lateChild, type Target } from './plan';

/** How often children are looked for that were started while their siblings were signalled. */
const ROUNDS = 5;

/**
 * Sends signals to targets and, before each of them, to those below it, the lowest first. Remembers whom it has
 * signalled.
 *
 * The first signal of a tree asks for the sockets that its root was chosen by, and the first to a child for a
 * chain of parents to the root. Whoever has had a signal is known by pid and start time alone from then on: a server
 * may have closed its sockets, and orphans their chain, because of it.
 */
export class ProcessTrees {
  readonly #engine: Engine;
  readonly #endings: Endings;
  readonly #members = new Map<Target, ChildTarget[]>();
  readonly #signalled = new Set<Target>();
  /** The roots whose tree has had a signal. */
  readonly #begun = new Set<Target>();

  constructor(targets: readonly Target[], engine: Engine, endings: Endings) {
    for (const target of targets) this.#members.set(target, [...target.children]);
    this.#engine = engine;
    this.#endings = endings;
  }

  /** All targets, each after those below it; the latter only where their root was not left alone. */
  get all(): Target[] {
    return [...this.#members].flatMap(([root, children]) => {
      return this.#isLeftAlone(root) ? [root] : [...lowestFirst(children), root];
    });
  }

  /** Sends the signal to all that have no ending yet, and to children that were started meanwhile. */
  async signal(signal: SignalName, withChildren: boolean): Promise<void> {
    for (const [root, children] of this.#members) {
      if (withChildren) await this.#signalChildren(root, children, signal);
      await this.#signal(root, root, signal);
    }
  }

  /** Children that were started lately below roots that still run: they have had no signal. */
  async appeared(): Promise<ChildTarget[]> {
    const found: ChildTarget[] = [];
    for (const [root, children] of this.#members) {
      const late = this.#endings.has(root) ? [] : await this.#newChildren(root);
      children.push(...late);
      found.push(...late);
    }
    return found;
  }

  async #signalChildren(root: Target, children: ChildTarget[], signal: SignalName): Promise<void> {
    let due = lowestFirst(children);
    for (let round = 1; ; round++) {
      for (const child of due) await this.#signal(child, root, signal);
      if (this.#endings.has(root) || round === ROUNDS) return;
      due = lowestFirst(await this.#newChildren(root));
      if (due.length === 0) return;
      children.push(...due);
    }
  }

  async #newChildren(root: Target): Promise<ChildTarget[]> {
    const known = new Set(this.#members.get(root)?.map(({ process }) => processKey(process)));
    const now = await this.#engine.descendants(root.process);
    return now.filter((each) => !known.has(processKey(each))).map((each) => lateChild(each, root));
  }

  async #signal(target: Target, root: Target, signal: SignalName): Promise<void> {
    if (this.#endings.has(target) || this.#isLeftAlone(root)) return;
    const isKnown = this.#signalled.has(target);
    const inodes = this.#begun.has(root) ? undefined : root.inodes;
    const outcome = await (isKnown || target === root
      ? this.#engine.signal(target.process, signal, inodes)
      : this.#engine.signal(target.process, signal, inodes, root.process));
    if (outcome.kind === 'failed') this.#endings.set(target, outcome);
    else if (outcome.kind === 'sent') {
      this.#signalled.add(target);
      this.#begun.add(root);
    } else {
      const kind = this.#hasEndedSince(outcome.kind, root) ? 'terminated' : outcome.kind;
      // It is the root that is asked for the sockets, whomever the signal is for.
      this.#endings.set(kind === 'released' ? root : target, { kind });
    }
  }

  #isLeftAlone(root: Target): boolean {
    return this.#endings.get(root)?.kind === 'released';
  }

  /** What ends after its tree has had a signal has ended because of it. */
  #hasEndedSince(kind: SignalOutcome['kind'], root: Target): boolean {
    return (kind === 'ended' || kind === 'replaced') && this.#begun.has(root);
  }
}

function lowestFirst(children: readonly ChildTarget[]): ChildTarget[] {
  return [...children].sort((a, b) => b.process.depth - a.process.depth);
}
