import type { KillReport } from '../kill/execute';
import { type KillPlan, planOn } from '../kill/plan';
import type { Engine } from '../model/engine';
import type { PortQuestion } from '../model/portFacts';
import { type FreeObstacle, holdersOf, type IsOwn, type PortHolders } from './portHolders';
import { portTargets } from './portTargets';

/** What is to be done that a port is free. */
export interface FreePlan extends PortHolders {
  /** Who is to end once the user agrees, with all else that each of them listens on; and who cannot be ended. */
  readonly kill: KillPlan;
}

/** Works out afresh who has to end so that a port is free, and what speaks against it. */
export async function planToFree(question: PortQuestion, engine: Engine, isOwn: IsOwn): Promise<FreePlan> {
  const snapshot = await engine.scan('all', true);
  const holders = await holdersOf(question, snapshot, engine, isOwn);
  const chosen = holders.listeners.flatMap(portTargets);
  return { ...holders, kill: await planOn(snapshot, chosen, { kind: 'kill' }, engine, isOwn) };
}

/** Has the processes of a plan end after a question of whoever calls; nothing where the user did not agree. */
export type EndPlanned = (plan: KillPlan) => Promise<KillReport | undefined>;

/** What freeing a port depends on. */
export interface FreeDependencies {
  readonly engine: Engine;
  readonly isOwn: IsOwn;
  readonly end: EndPlanned;
  /** Obstacles of which the question warns, and leaves it to the user; with the others nobody is asked. */
  readonly warnsOf: readonly FreeObstacle['kind'][];
}

/**
 * What became of the wish to have a port free:
 * - `refused`: nobody was asked
 * - `declined`: the user did not agree
 * - `done`: see the report of what ended
 */
export type Freeing =
  | { readonly kind: 'refused'; readonly plan: FreePlan; readonly obstacle: FreeObstacle }
  | { readonly kind: 'declined'; readonly plan: FreePlan }
  | { readonly kind: 'done'; readonly plan: FreePlan; readonly report: KillReport };

/** Ends who holds a port, where that may be. What keeps it for others is never ended for it. */
export async function freePort(
  question: PortQuestion,
  { engine, isOwn, end, warnsOf }: FreeDependencies,
): Promise<Freeing> {
  const plan = await planToFree(question, engine, isOwn);
  const { manager, obstacle } = plan;
  if (obstacle !== undefined && (manager !== undefined || !warnsOf.includes(obstacle.kind))) {
    return { kind: 'refused', plan, obstacle };
  }
  const report = await end(plan.kill);
  return report === undefined ? { kind: 'declined', plan } : { kind: 'done', plan, report };
}
