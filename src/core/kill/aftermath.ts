import type { Engine } from '../model/engine';
import type { HeldPort } from '../ports/heldPorts';
import { type ListeningPort, listeningPorts, portKey, type TransportPort } from '../ports/listeningPorts';
import { groupBy } from '../query/groupBy';
import type { Clock } from './clock';
import type { KillPlan, Target } from './plan';

/** Milliseconds that a supervisor is given to take the port over before it is called free. */
const SETTLING = 1_000;
const POLL = 200;

/** What became of a port whose owner was ended. */
export interface Aftermath extends TransportPort {
  /**
   * - `free`: nothing waits on it
   * - `held`: a process that shared the socket still holds it
   * - `taken`: somebody opened it anew
   */
  readonly kind: 'free' | 'held' | 'taken';
  readonly holders: readonly ListeningPort[];
}

/** Looks at the ports of ended processes until one is taken over, or it is fair to call them free. */
export async function aftermathOf(
  ended: readonly Target[],
  plan: KillPlan,
  engine: Engine,
  clock: Clock,
): Promise<Aftermath[]> {
  const ports = uniquePorts(ended);
  if (ports.length === 0) return [];
  const own = new Set(ports.flatMap(({ sockets }) => sockets.map(({ socket }) => socket.inode)));
  const before = new Set(plan.snapshot.inet.inode);
  const deadline = clock.now() + SETTLING;
  for (;;) {
    const now = groupBy(listeningPorts(await engine.scan('all', true, 'listening')), portKey);
    const found = ports.map((port) => compare(port, now.get(portKey(port)) ?? [], own, before));
    // A process whose first thread has ended may hold its sockets until the other threads have.
    if (found.every(({ kind }) => kind === 'taken') || clock.now() >= deadline) return found;
    await clock.sleep(POLL);
  }
}

function compare(
  { transport, port }: HeldPort,
  rows: readonly ListeningPort[],
  own: ReadonlySet<number>,
  before: ReadonlySet<number>,
): Aftermath {
  const having = (test: (inode: number) => boolean): ListeningPort[] =>
    rows.filter(({ sockets }) => sockets.some(({ socket }) => test(socket.inode)));
  const held = having((inode) => own.has(inode));
  if (held.length > 0) return { transport, port, kind: 'held', holders: held };
  // Another program may have had the same port on another address all the time.
  const taken = having((inode) => !before.has(inode));
  return { transport, port, kind: taken.length > 0 ? 'taken' : 'free', holders: taken };
}

function uniquePorts(targets: readonly Target[]): HeldPort[] {
  const held = groupBy(
    targets.flatMap(({ ports }) => ports),
    portKey,
  );
  return [...held.values()].map((same) => ({ ...same[0], sockets: same.flatMap(({ sockets }) => sockets) }));
}
