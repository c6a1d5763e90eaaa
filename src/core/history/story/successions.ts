import type { HistoryListener, HistoryProgram } from '../../model/history';
import { isSame } from '../../model/process';
import { transportOf } from '../../ports/listeningPorts';

/** Milliseconds after which who has a port next is no longer said to have taken it. */
const SOON = 60_000;

/** Who had a listener's place right before it. */
export interface Succession {
  /** `handedOver`: the same socket; `taken`: another one, soon after the first was closed. */
  readonly kind: 'handedOver' | 'taken';
  readonly before: HistoryListener;
  readonly after: HistoryListener;
}

/** Who came after whom, by the entries of both. */
export interface Successions {
  readonly byAfter: ReadonlyMap<HistoryListener, Succession>;
  readonly byBefore: ReadonlyMap<HistoryListener, Succession>;
}

/** Finds out which listeners followed others on the same port, or as owners of the same socket. */
export function successionsOf(listeners: readonly HistoryListener[]): Successions {
  const byAfter = new Map<HistoryListener, Succession>();
  const byBefore = new Map<HistoryListener, Succession>();
  for (const [, group] of groupsOf(listeners)) {
    // By when they ended, the first first: who is looked for had it last before.
    const ended = group.filter(({ closed }) => closed !== undefined).sort((a, b) => endOf(a) - endOf(b));
    for (const after of group) {
      const before = ended.findLast((each) => kindOf(each, after) !== undefined);
      const kind = before && kindOf(before, after);
      if (before === undefined || kind === undefined) continue;
      const succession = { kind, before, after };
      byAfter.set(after, succession);
      if (kind === 'handedOver') byBefore.set(before, succession);
    }
  }
  return { byAfter, byBefore };
}

/** The programs of one that are not among those of another. */
export function programsBut(
  programs: readonly HistoryProgram[],
  others: readonly HistoryProgram[],
): readonly HistoryProgram[] {
  return programs.filter((program) => !others.some((other) => isSame(program, other)));
}

function kindOf(before: HistoryListener, after: HistoryListener): Succession['kind'] | undefined {
  const { closed, ending } = before;
  // What was there when recording began followed nothing that is known.
  if (before === after || closed === undefined || after.opened.after === undefined) return undefined;
  const pause = after.opened.by - closed.by;
  if (pause < 0 || pause > SOON) return undefined;
  if (after.isTakenOver === true) {
    const isSameEnd = before.address === after.address && before.isIPv6 === after.isIPv6;
    return ending === 'handedOver' && isSameEnd ? 'handedOver' : undefined;
  }
  return ending === 'closed' && areOthers(before, after) ? 'taken' : undefined;
}

/** Whether it is known that none of the one's programs had the other. */
function areOthers({ owners: before }: HistoryListener, { owners: after }: HistoryListener): boolean {
  if ([before, after].some(({ evidence, programs }) => evidence !== 'seen' || programs.length === 0))
    return false;
  return programsBut(after.programs, before.programs).length === after.programs.length;
}

function endOf({ closed }: HistoryListener): number {
  return closed?.by ?? Infinity;
}

/** Those that are in each other's way: on one port of one transport, or one path, in one place. */
function groupsOf(listeners: readonly HistoryListener[]): Map<string, HistoryListener[]> {
  const groups = new Map<string, HistoryListener[]>();
  for (const listener of listeners) {
    const { place, protocol, port, path = '' } = listener;
    const transport = transportOf(protocol) ?? protocol;
    const key = [place.boot, place.namespace, transport, port, path].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [listener]);
    else group.push(listener);
  }
  return groups;
}
