import { timerDelay } from '../../../core/model/bounds';
import type { InetSocket } from '../../../core/model/inetTable';
import type { BindTrial, BoundSocket, PortFacts, PortQuestion } from '../../../core/model/portFacts';
import { narrow } from '../../../core/query/narrow';
import { type Bind, tryBinds } from './bindTrial';
import { readPortRules } from './portRules';
import { isConsistent, type PortMoment } from './portConsistency';
import { boundSockets, type Kernel, bindPredictor, listsBoundSockets } from './portDiagnosis';
import type { ProcReader } from '../../reader';
import { Processes } from '../owners/processes';
import { type Look, unlistedHolders } from '../owners/unlistedHolders';

/** So often a port is looked at until what binds say and who is seen agree. */
const MOST_LOOKS = 6;

/** Milliseconds between two looks, from and to: by chance, so that two who look at once do not meet again. */
const PAUSE = [5, 30] as const;

/** What looking up a port needs. */
export interface PortFactsOptions extends Kernel {
  readonly bind: Bind;
  /** Reads all sockets now; everything from new where `fresh`. What it returns stays as it is. */
  readonly look: (fresh: boolean) => Look;
}

/**
 * Looks up everything that explains whether the port can be taken. Where the kernel does not tell, binds are tried and
 * undone; where somebody else's trial was met, again.
 */
export async function readPortFacts(question: PortQuestion, options: PortFactsOptions): Promise<PortFacts> {
  const { reader, look } = options;
  const rules = readPortRules(reader, question);
  const attempt = (): Promise<BindTrial[]> =>
    tryBinds(options.bind, question, bindPredictor(question, rules, options));
  const see = (fresh: boolean): Seen => ({ ...look(fresh), bound: boundSockets(question, options) });
  const later = async (): Promise<PortMoment> => {
    await pause();
    return momentOf(question, see(false));
  };
  let trials = await attempt();
  let seen: Seen = { ...(await freshLook(options)), bound: boundSockets(question, options) };
  let looks = 1;
  while (!(await isConsistent(trials, momentOf(question, seen), later)) && looks++ < MOST_LOOKS) {
    await pause();
    trials = await attempt();
    seen = see(false);
  }
  if (looks > 1) seen = see(true);
  return { ...question, ...rules, trials, ...holdersOf(seen, options) };
}

/** Looks that are asked for and have not begun, by whose /proc is looked at. */
const due = new WeakMap<ProcReader, Promise<Look>>();

/**
 * Reads everything from new. Who asks before a look has begun shares it: it begins once all calls that have come are at
 * this point, and nobody gets one that began before they asked.
 */
function freshLook({ reader, look }: PortFactsOptions): Promise<Look> {
  const asked = due.get(reader);
  if (asked !== undefined) return asked;
  const begun = new Promise<Look>((resolve, reject) => {
    setImmediate(() => {
      due.delete(reader);
      try {
        resolve(look(true));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
  due.set(reader, begun);
  return begun;
}

function pause(): Promise<void> {
  const [from, to] = PAUSE;
  return new Promise((resolve) => void setTimeout(resolve, timerDelay(from + Math.random() * (to - from))));
}

/** All sockets, and those that are bound to the port and in no table, where the kernel tells of them. */
interface Seen extends Look {
  readonly bound: readonly InetSocket[] | undefined;
}

function momentOf(question: PortQuestion, { snapshot, bound = [] }: Seen): PortMoment {
  return { question, inet: snapshot.inet, bound: bound.map(({ inode }) => inode) };
}

/** Everybody who has the port, or may have it. */
function holdersOf(
  seen: Seen,
  options: PortFactsOptions,
): Pick<PortFacts, 'snapshot' | 'unlisted' | 'bound' | 'isBoundKnown'> {
  const { reader } = options;
  const { bound } = seen;
  return {
    snapshot: narrow(seen.snapshot, 'inet'),
    unlisted: unlistedHolders(reader, seen),
    bound: (bound ?? []).map((socket): BoundSocket => {
      const owning = seen.holders.filter(({ inodes }) => inodes.includes(socket.inode));
      return { socket, owners: [...new Processes(reader).describe(owning, true).values()] };
    }),
    isBoundKnown: bound !== undefined && listsBoundSockets(options),
  };
}
