import { type ComparedSocket, type Comparison, MOST_DIFFERENCES } from '../model/comparison';
import { readState } from './comparedStates';
import { groupBy } from '../query/groupBy';

/** Sorts names as people do: `tcp 127.0.0.1:80` before `tcp 127.0.0.1:3000`. */
const BY_NAME = new Intl.Collator('en', { numeric: true });

/**
 * What happened to sockets between two moments. Of several sockets with one name those that are alike are the same;
 * what is left of both is taken for changed, and what is left of one for opened or closed.
 * @param before what statesText() made earlier
 */
export function compareStates(before: string, after: string): Comparison {
  const left = linesByName(before);
  const right = linesByName(after);
  const opened: ComparedSocket[] = [];
  const closed: ComparedSocket[] = [];
  const changed: { before: ComparedSocket; after: ComparedSocket }[] = [];
  let same = 0;
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [ours = [], theirs = []] = [left.get(name), right.get(name)];
    const gone = without(ours, theirs);
    const come = without(theirs, ours);
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
  };
}

function linesByName(text: string): ReadonlyMap<string, readonly string[]> {
  const lines = text.split('\n').filter((line) => line !== '');
  return groupBy(lines, (line) => line.slice(0, line.indexOf('\t')));
}

/** The lines that the others lack, each as often as it does. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  });
}
