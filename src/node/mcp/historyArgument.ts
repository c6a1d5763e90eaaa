import { HISTORY_KEEPING } from '../../core/history/keeping';
import type { HistoryWish } from '../../core/model/history';

/** Whether agents may ask what happened, and whether what the server does for them is written there. */
export type HistoryAllowed = 'none' | 'read' | 'noted';

/** The server's argument for each: by default it has no history. */
export const HISTORY_ARGUMENTS: Readonly<Record<Exclude<HistoryAllowed, 'none'>, string>> = {
  noted: '--history',
  read: '--history=read',
};

/** What the arguments of the server allow; the last one counts. */
export function historyAllowed(args: readonly string[]): HistoryAllowed {
  const given = args.flatMap((arg) =>
    arg === HISTORY_ARGUMENTS.noted
      ? ['noted' as const]
      : arg === HISTORY_ARGUMENTS.read
        ? ['read' as const]
        : [],
  );
  return given.at(-1) ?? 'none';
}

/** An agent's wish: what it does is noted where somebody records, and nothing is recorded by it. */
export const AGENTS_WISH: HistoryWish = {
  record: 'listeners',
  keepHours: HISTORY_KEEPING.hours.default,
  keepMegabytes: HISTORY_KEEPING.megabytes.default,
  interval: 0,
  by: 'agent',
};
