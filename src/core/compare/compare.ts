import { type ComparedSocket, type Comparison, MOST_DIFFERENCES } from '../model/comparison';
import { groupBy } from '../query/groupBy';
import { bothKnow } from './bothKnow';
import { hasContainer, isLikelyLine, lineKey, mayBeSameLine, nameIn, readState } from './comparedStates';

/** Sorts names as people do: `tcp 127.0.0.1:80` before `tcp 127.0.0.1:3000`. */
const BY_NAME = new Intl.Collator('en', { numeric: true });

/**
 * What happened to sockets between two moments. Of several sockets with one name those that are alike are the same, and
 * those whose owner is likely in one moment and may be the other's; what is left of both is taken for changed, and what is
 * left of one for opened or closed.
 * @param before what statesText() made earlier, or asItWas()
 */
export function compareStates(before: string, after: string): Comparison {
  const both = bothKnow(before, after);
  const left = groupBy(both.before, nameIn);
  const right = groupBy(both.after, nameIn);
  const opened: ComparedSocket[] = [];
  const closed: ComparedSocket[] = [];
  const changed: { before: ComparedSocket; after: ComparedSocket }[] = [];
  let same = 0;
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [ours = [], theirs = []] = [left.get(name), right.get(name)];
    const gone = without(ours, theirs);
    const come = without(theirs, ours);
    takeSame(gone, come);
    same += ours.length - gone.length;
    const pairs = Math.min(gone.length, come.length);
    for (let i = 0; i < pairs; i++) {
      changed.push({ before: readState(gone[i] ?? ''), after: readState(come[i] ?? '') });
    }
    for (const line of gone.slice(pairs)) closed.push(readState(line));
    for (const line of come.slice(pairs)) opened.push(readState(line));
  }
  const counts = { opened: opened.length, closed: closed.length, changed: changed.length };
  const byName = (a: ComparedSocket, b: ComparedSocket): number => BY_NAME.compare(a.name, b.name);
  return {
    opened: opened.toSorted(byName).slice(0, MOST_DIFFERENCES),
    closed: closed.toSorted(byName).slice(0, MOST_DIFFERENCES),
    changed: changed.toSorted((a, b) => byName(a.after, b.after)).slice(0, MOST_DIFFERENCES),
    counts,
    same,
    ...(both.unknown && { unknown: both.unknown }),
  };
}

/** The lines that the others lack, each as often as it does. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) {
    const key = lineKey(line);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return lines.filter((line) => {
    const key = lineKey(line);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
}

/** Takes from both lists what may be the same. */
function takeSame(gone: string[], come: string[]): void {
  // Of very many of one name, as busy UNIX sockets have, none is likely.
  const mayBe = (line: string): boolean => isLikelyLine(line) || hasContainer(line);
  if (!gone.some(mayBe) && !come.some(mayBe)) return;
  for (let i = gone.length - 1; i >= 0; i--) {
    const line = gone[i] ?? '';
    const same = come.findIndex((other) => mayBeSameLine(line, other));
    if (same === -1) continue;
    gone.splice(i, 1);
    come.splice(same, 1);
  }
}
