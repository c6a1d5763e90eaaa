/** A CPU profile as V8's inspector gives it: a tree of calls, and which of them each sample fell into. */
export interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

/** What a thread did while it was profiled, in milliseconds. */
export interface Busy {
  /** All code, whoever's it is. */
  readonly all: number;
  /** Where one of the functions looked for is on the stack. */
  readonly own: number;
  /** The longest time without a rest that had such a function on the stack. */
  readonly longest: number;
}

/** Nodes of a profile that are no code. */
const RESTING = new Set(['(idle)', '(program)', '(root)']);

/** How busy a thread was with the files that a pattern names. */
export function busyWith(file: RegExp, profile: Profile): Busy {
  const kinds = kindsOf(file, profile);
  let [all, own, longest, stretch] = [0, 0, 0, 0];
  // A sample's time is that until the next one.
  for (const [at, id] of profile.samples.entries()) {
    const ms = Math.max(0, profile.timeDeltas[at + 1] ?? 0) / 1000;
    const kind = kinds.get(id);
    if (kind !== 'rest') all += ms;
    if (kind === 'own') own += ms;
    stretch = kind === 'own' ? stretch + ms : 0;
    longest = Math.max(longest, stretch);
  }
  return { all, own, longest };
}

type Kind = 'rest' | 'other' | 'own';

function kindsOf(file: RegExp, { nodes }: Profile): ReadonlyMap<number, Kind> {
  const kinds = new Map<number, Kind>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const visit = (id: number, isBelowOwn: boolean): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const isOwn = isBelowOwn || file.test(node.callFrame.url);
    kinds.set(id, isOwn ? 'own' : RESTING.has(node.callFrame.functionName) ? 'rest' : 'other');
    for (const child of node.children ?? []) visit(child, isOwn);
  };
  visit(nodes[0]?.id ?? 0, false);
  return kinds;
}
