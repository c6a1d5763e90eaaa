import type { Comparison } from '../model/comparison';
import { groupBy } from '../query/groupBy';
import { isLikelyLine, isPast, knowsConnections, nameIn, partIn, withPart } from './comparedStates';

/** States of what waits for others: UDP has none. */
const WAITING = ['LISTEN', 'LISTENING', ''];

/** What two texts can be compared by: lines, and what of them only one side knows. */
export interface Comparable {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly unknown?: Comparison['unknown'];
}

/** States of connections that are open for a while and have an owner: others pass by between two looks. The history's may be unknown. */
const LASTING = ['ESTABLISHED', 'CLOSE_WAIT', ''];

/**
 * The lines of two texts that can be compared. The history does not know all of a moment: what it cannot know is taken from
 * both sides, and where one side says nothing of an owner or state, it is made to say what the other does.
 */
export function bothKnow(before: string, after: string): Comparable {
  const [left, right] = [linesIn(before), linesIn(after)];
  const pasts = [before, after].filter(isPast);
  if (pasts.length === 0) return { before: left, after: right };
  const hasConnections = pasts.every(knowsConnections);
  const one = isPast(after) ? known(left, right, hasConnections) : undefined;
  const other = isPast(before) ? known(right, left, hasConnections) : undefined;
  const [first, second] = [one?.lines ?? left, other?.lines ?? right];
  const shown = hasConnections ? () => true : (line: string): boolean => !isConnection(line);
  const unknown = {
    sockets: (one?.unknown ?? 0) + (other?.unknown ?? 0),
    connections: !hasConnections,
  };
  return isPast(before)
    ? { before: told(first.filter(shown), second), after: second, unknown }
    : { before: first, after: told(second.filter(shown), first), unknown };
}

function linesIn(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !isPast(line));
}

/** The lines that the history of the other side could have. */
function known(
  lines: readonly string[],
  past: readonly string[],
  hasConnections: boolean,
): { readonly lines: readonly string[]; readonly unknown: number } {
  const names = new Set(past.map(bareName));
  const kept = lines.filter((line) => {
    if (isConnection(line) && !hasConnections) return false;
    // What was accepted, or is only bound, has the name of what listens.
    if (!isConnection(line) && !WAITING.includes(partIn(line, 'state'))) return false;
    return names.has(bareName(line)) || mustBeKnown(line);
  });
  return { lines: kept, unknown: lines.length - kept.length };
}

/** Whether the history would have it if it had been there: a port that waited, or a connection that lasts. UNIX sockets are seen at times. */
function mustBeKnown(line: string): boolean {
  const name = nameIn(line);
  const state = partIn(line, 'state');
  if (/^(?:tcp6?|sctp) /.test(name)) return (isConnection(line) ? LASTING : ['LISTEN']).includes(state);
  return /^udp(?:lite)?6? /.test(name) && !isConnection(line);
}

/** Whether it has another end. */
function isConnection(line: string): boolean {
  return /^(?:tcp|udp|udplite|sctp)6? /.test(line) && !nameIn(line).endsWith(' *:*');
}

/** The history does not know the type of a UNIX socket. */
function bareName(line: string): string {
  return nameIn(line).replace(/^unix \S+ /, 'unix ');
}

/** The lines of the history, each of which says what one of the others says as far as it does not know better. */
function told(past: readonly string[], others: readonly string[]): string[] {
  const left = new Map([...groupBy(others, bareName)].map(([name, lines]) => [name, [...lines]]));
  return past.map((line) => {
    const alike = left.get(bareName(line)) ?? [];
    const at = alike.findIndex((other) => mayHaveOne(line, other));
    const [other] = at === -1 ? [] : alike.splice(at, 1);
    if (other === undefined) return line;
    const state = partIn(line, 'state');
    return state === '' ? other : withPart(other, 'state', state);
  });
}

/** Whether both may have the same owners: what is not proven is not said to be another. */
function mayHaveOne(line: string, other: string): boolean {
  const [ours, theirs] = [line, other].map((each) => partIn(each, 'owners'));
  if (!ours || !theirs || isLikelyLine(other)) return true;
  const pids = (text: string): string =>
    [...text.matchAll(/\((\d+)\)(?=, |$)/g)].map(([, pid]) => pid).join();
  return pids(ours) === pids(theirs);
}
