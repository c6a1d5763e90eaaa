import type {
  HistoryAction,
  HistoryConnection,
  HistoryEnding,
  HistoryEvidence,
  HistoryGap,
  HistoryMoment,
  HistoryNotice,
  HistoryProgram,
} from '../../core/model/history';

/*
 * Words as numbers in the file of the history: their place in these lists. A list only ever grows, at its end.
 */
export const EVIDENCES: readonly HistoryEvidence[] = [
  'seen',
  'listener',
  'otherEnd',
  'likely',
  'unknown',
  'unseen',
];
export const ENDINGS: readonly HistoryEnding[] = ['closed', 'handedOver', 'unwatched'];
export const DIRECTIONS: readonly HistoryConnection['direction'][] = ['incoming', 'outgoing', 'unknown'];
export const ORIGINS: readonly NonNullable<HistoryProgram['origin']>['kind'][] = [
  'terminal',
  'task',
  'debug',
];
export const ACTORS: readonly HistoryAction['by'][] = ['window', 'agent'];
export const SUBJECTS: readonly HistoryNotice['subject'][] = ['interface', 'address', 'route'];
export const CHANGES: readonly HistoryNotice['change'][] = ['added', 'removed', 'up', 'down'];
export const GAPS: readonly HistoryGap['why'][] = ['lost', 'slow', 'ended', 'sleep', 'clock', 'unheard'];

/** Protocols that are kept as numbers; any other as its name. */
const PROTOCOLS: readonly string[] = ['tcp', 'udp', 'unix', 'raw', 'udplite', 'sctp', 'dccp', 'icmp'];

export function protocolCode(protocol: string): number | string {
  const code = PROTOCOLS.indexOf(protocol);
  return code < 0 ? protocol : code;
}

export function protocolOf(code: number | string): string {
  return typeof code === 'string' ? code : (PROTOCOLS[code] ?? `${code}`);
}

type States = HistoryConnection['states'];

/**
 * The column `states` of connections. Most have one state, from when they were opened: its number. Else three numbers a state as
 * a JSON array: the state, how long before `at` it came to be, and `by - after` or null. NULL where there is none.
 * @param at the row's
 * @param opened the connection's
 */
export function statesCode(
  states: States,
  at: number,
  opened: HistoryMoment | undefined,
): number | string | null {
  const [first] = states;
  if (first === undefined) return null;
  const { since } = first;
  if (states.length === 1 && since.by === opened?.by && since.after === opened.after) return first.state;
  return JSON.stringify(
    states.flatMap(({ state, since: { by, after } }) => [
      state,
      at - by,
      after === undefined ? null : by - after,
    ]),
  );
}

/** The inverse of {@link statesCode}; what is damaged is no state. */
export function statesOf(
  code: number | string | null,
  at: number,
  opened: HistoryMoment | undefined,
): States {
  if (code === null) return [];
  if (typeof code === 'number') return [{ state: code, since: opened ?? { by: at } }];
  const numbers = JSON.parse(code) as readonly (number | null)[];
  return Array.from({ length: Math.floor(numbers.length / 3) }, (_, index) => {
    const [state, before, within] = numbers.slice(index * 3, index * 3 + 3);
    const by = at - (before ?? 0);
    return { state: state ?? 0, since: moment(by, within ?? null) };
  });
}

/** A moment of a row. */
export function moment(by: number, within: number | null): HistoryMoment {
  return within === null ? { by } : { by, after: by - within };
}
