import type { KillReport } from '../kill/execute';
import { type KillPlan, planOn } from '../kill/plan';
import type { EngineSettings } from '../model/container';
import type { Engine } from '../model/engine';
import type { PortQuestion } from '../model/portFacts';
import { type ForNobody, type Kept, keptBy, keptForNobody, mayBeKept } from './keptBy';
import { type FreeObstacle, holdersOf, type IsOwn, type PortHolders } from './portHolders';
import { portTargets } from './portTargets';

/** What is to be done that a port is free. */
export interface FreePlan extends PortHolders {
  /** Who is to end once the user agrees, with all else that each of them listens on; and who cannot be ended. */
  readonly kill: KillPlan;
  /** The container that has the port, where one has for certain. */
  readonly kept?: Kept;
  /** What of an engine's has the port, where it has it for no container. */
  readonly forNobody?: ForNobody;
}

/**
 * Works out afresh who has to end so that a port is free, and what speaks against it.
 * @param engines which container engines may be asked; nothing of containers is looked at where left out
 */
export async function planToFree(
  question: PortQuestion,
  engine: Engine,
  isOwn: IsOwn,
  engines?: EngineSettings,
): Promise<FreePlan> {
  const snapshot = await engine.scan('all', true);
  const holders = await holdersOf(question, snapshot, engine, isOwn);
  const chosen = holders.listeners.flatMap(portTargets);
  const isAsked = engines !== undefined && mayBeKept(holders);
  const containers = isAsked ? await engine.containers(engines, true) : undefined;
  const kept = containers && keptBy(holders, containers);
  const forNobody = containers && keptForNobody(holders, containers);
  const kill = await planOn(snapshot, chosen, { kind: 'kill' }, engine, isOwn);
  return { ...holders, kill, ...(kept && { kept }), ...(forNobody && { forNobody }) };
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
  /** Which container engines may be asked. */
  readonly engines?: EngineSettings | undefined;
  /** Takes over where a container has the port; false has the processes that hold it ended all the same, where that may be. */
  readonly stopContainer?: (kept: Kept) => Promise<boolean>;
}

/**
 * What became of the wish to have a port free:
 * - `refused`: nobody was asked
 * - `declined`: the user did not agree
 * - `stopping`: a container has it, and whoever asked sees to that
 * - `done`: see the report of what ended
 */
export type Freeing =
  | { readonly kind: 'refused'; readonly plan: FreePlan; readonly obstacle: FreeObstacle }
  | { readonly kind: 'declined' | 'stopping'; readonly plan: FreePlan }
  | { readonly kind: 'done'; readonly plan: FreePlan; readonly report: KillReport };

/** Ends who holds a port, where that may be. What keeps it for others is never ended for it. */
export async function freePort(
  question: PortQuestion,
  { engine, isOwn, end, warnsOf, engines, stopContainer }: FreeDependencies,
): Promise<Freeing> {
  const plan = await planToFree(question, engine, isOwn, engines);
  const { manager, obstacle, kept } = plan;
  if (kept !== undefined && (await stopContainer?.(kept)) === true) return { kind: 'stopping', plan };
  if (obstacle !== undefined && (manager !== undefined || !warnsOf.includes(obstacle.kind))) {
    return { kind: 'refused', plan, obstacle };
  }
  const report = await end(plan.kill);
  return report === undefined ? { kind: 'declined', plan } : { kind: 'done', plan, report };
}
