import type { CloseOutcome } from '../model/connection';
import type { Engine } from '../model/engine';
import { areTwoEnds } from './closable';
import type { ClosePlan, ConnectionToClose, LeftAlone } from './plan';

/** What the user is asked. */
export interface CloseDialogs {
  /** Whether to do what the plan says. */
  confirm(plan: ClosePlan): Promise<boolean>;
  /** The same once more, of what somebody works over. */
  confirmCarried(carried: readonly ConnectionToClose[]): Promise<boolean>;
}

/** What became of a connection. */
export interface CloseResult {
  readonly target: ConnectionToClose;
  readonly outcome: CloseOutcome;
}

/** What became of all that were chosen. */
export interface CloseReport {
  readonly results: readonly CloseResult[];
  readonly leftAlone: readonly LeftAlone[];
}

/** Does what a plan says, where the user agrees; nothing comes of it where not. Where nothing can be closed nobody is asked. */
export async function closePlanned(
  plan: ClosePlan,
  engine: Pick<Engine, 'closeConnections'>,
  dialogs: CloseDialogs,
): Promise<CloseReport | undefined> {
  const { toClose, leftAlone } = plan;
  if (toClose.length === 0) return { results: [], leftAlone };
  if (!(await dialogs.confirm(plan))) return undefined;
  const carried = toClose.filter((target) => target.carried !== undefined);
  if (carried.length > 0 && !(await dialogs.confirmCarried(carried))) return undefined;
  const outcomes = await engine.closeConnections(toClose.map(({ connection }) => connection));
  const results = toClose.map((target, index): CloseResult => {
    return { target, outcome: outcomes[index] ?? { kind: 'untold' } };
  });
  return { results: results.map((result) => withItsOtherEnd(result, results)), leftAlone };
}

/** Where both ends of a connection were chosen, closing the one took the other along. */
function withItsOtherEnd(result: CloseResult, all: readonly CloseResult[]): CloseResult {
  const isAlong =
    result.outcome.kind === 'gone' &&
    all.some(
      ({ target, outcome }) =>
        outcome.kind === 'closed' && areTwoEnds(target.connection, result.target.connection),
    );
  return isAlong ? { ...result, outcome: { kind: 'closed' } } : result;
}
