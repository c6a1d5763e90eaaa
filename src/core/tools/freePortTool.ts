import type { Engine } from '../model/engine';
import type { ProcessOwner } from '../model/process';
import type { PortQuestion } from '../model/portFacts';
import { type Ending, hasEnded } from '../kill/endings';
import type { KillReport } from '../kill/execute';
import { makePlan, type KillPlan } from '../kill/plan';
import { targetsFor } from '../kill/targets';
import type { Guard } from '../ports/guards';
import { MANAGER_NAMES } from '../ports/managerPrograms';
import { findObstacle } from '../ports/obstacles';
import { type ListeningPort, listeningPorts } from '../ports/listeningPorts';
import { formatLocal } from '../text/address';
import { listed } from '../text/listed';
import { askedProcess } from '../text/programName';
import { answer } from './answer';

/** What is to be done that a port is free: processes that are to end, once the user agrees; or why nothing is done. */
export type FreeingPlan =
  | { readonly kind: 'ask'; readonly plan: KillPlan; readonly question: string }
  | { readonly kind: 'nothing'; readonly why: string };

/** Characters that a question says of the processes it names. */
const MOST_FACTS = 1_000;

const OTHER_PIDS =
  '/proc here has the pids of another pid namespace (a sandbox or container that shares the outer /proc), or does not tell whose, so a signal could reach another process. The user can end the owner outside of it';

/**
 * Works out who has to end so that a port is free.
 * @param ownPid the asking process: what started it is never ended
 */
export async function planToFree(
  question: PortQuestion,
  engine: Engine,
  ownPid: number,
): Promise<FreeingPlan> {
  const { port, transport } = question;
  const snapshot = await engine.scan('inet', true);
  const ports = listeningPorts(snapshot, (each) => each === port).filter(
    (each) => each.transport === transport,
  );
  if (ports.length === 0) return nothing('nobody listens on the port');
  const owners = ports.flatMap((each) => each.owners);
  if (owners.length === 0) return nothing('the owner is not known, see why below');
  const refusal = await whyNotOffered(port, owners, engine);
  if (refusal !== undefined) return nothing(refusal);
  const own = new Set([ownPid, ...(await engine.ancestors(ownPid)).map(({ pid }) => pid)]);
  const plan = await makePlan(ports.flatMap(targetsOf), { kind: 'kill' }, engine, ({ pid }) => own.has(pid));
  if (plan.unfit.some(({ why }) => why === 'otherPidNamespace')) return nothing(OTHER_PIDS);
  if (plan.targets.length === 0) return nothing('none of the processes that hold it may be ended');
  if (plan.targets.some(({ isEditor }) => isEditor)) {
    return nothing('this program itself was started by its owner');
  }
  return { kind: 'ask', plan, question: questionText(port, plan) };
}

/** Has a process end after a question of whoever calls; nothing where the user did not agree. */
export type EndPlanned = (plan: KillPlan) => Promise<KillReport | undefined>;

/** Ends who holds a port, where that may be. Returns what came of it, in words for a model. */
export async function freeBy(
  end: EndPlanned,
  question: PortQuestion,
  engine: Engine,
  ownPid: number,
): Promise<string> {
  const found = await planToFree(question, engine, ownPid);
  return found.kind === 'nothing' ? nothingEnded(found.why) : outcomeOf(await end(found.plan));
}

/** What came of a plan, in words for a model: of each process whether it ended, and why not. */
export function outcomeOf(report: KillReport | undefined): string {
  if (report === undefined) return nothingEnded('the user declined');
  return report.results
    .map(({ process, ending }) => `pid ${process.pid}: ${hasEnded(ending) ? 'ended' : notEnded(ending)}`)
    .join('; ');
}

export function nothingEnded(why: string): string {
  return `nothing was ended: ${why}`;
}

function notEnded(ending: Ending): string {
  return `not ended (${ending.kind === 'failed' ? `failed: ${ending.message}` : ending.kind})`;
}

/** What `free_port` answers: what came of it, and what the port is now. */
export async function freedAnswer(question: PortQuestion, outcome: string, engine: Engine): Promise<string> {
  const now: unknown = JSON.parse(await answer('explain_port', question, engine));
  return JSON.stringify({ ...question, outcome, now });
}

/** Why a tool must not offer to end the owners of a port, where it must not: for a model to read. */
async function whyNotOffered(
  port: number,
  owners: readonly ProcessOwner[],
  engine: Pick<Engine, 'ancestors'>,
): Promise<string | undefined> {
  const obstacle = await findObstacle(port, owners, engine);
  if (obstacle === undefined) return undefined;
  if (obstacle.kind === 'guard') {
    return `pid ${obstacle.owner.pid} ${GUARDED[obstacle.guard]}. Have the program use another port.`;
  }
  const { kind, command } = obstacle.manager;
  const advice = command === undefined ? '' : ` The user can run: ${command}`;
  return `${MANAGER_NAMES[kind] ?? 'the way into a network namespace'} keeps the port for others, and ending its process would break that.${advice}`;
}

const GUARDED: Readonly<Record<Guard, string>> = {
  login: 'lets users log in from other machines, and is not ended for a port',
  machine: 'runs this machine, and is not ended for a port',
  session: 'is a part of the user\u2019s desktop session, and is not ended for a port',
  editor: 'is a part of VS Code, and is not ended for a port',
};

function nothing(why: string): FreeingPlan {
  return { kind: 'nothing', why };
}

function targetsOf({ transport, owners, sockets }: ListeningPort): ReturnType<typeof targetsFor> {
  const owned = sockets.map(({ socket, owners: holders }) => ({
    inode: socket.inode,
    owners: holders,
    endpoint: `${formatLocal(socket)} (${transport.toUpperCase()})`,
  }));
  return targetsFor(owners, owned);
}

/** What would be done comes first, and no list of what a process holds is long enough to hide it. */
function questionText(port: number, { targets }: KillPlan): string {
  const names = targets.map(({ process }) => askedProcess(process));
  const isOne = targets.length === 1;
  const facts = targets.map(({ process, endpoints, ports }) => {
    const others = [...new Set(ports.map((held) => held.port))].filter((each) => each !== port);
    const has = `${isOne ? 'It' : askedProcess(process)} has ${listed(endpoints)}`;
    return `${has}${others.length === 0 ? '' : `, and listens on port ${listed(others.map(String))} too`}.`;
  });
  const known = listed(facts, {
    between: ' ',
    longest: MOST_FACTS,
    andMore: (named, more) =>
      `${named} What the ${more === 1 ? 'other has' : `${more} others have`} is not listed.`,
  });
  return `Free port ${port} by ending ${listed(names)}? ${known} Unsaved work may be lost.`;
}
