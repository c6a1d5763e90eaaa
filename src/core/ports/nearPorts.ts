import type { Engine } from '../model/engine';
import type { PortQuestion } from '../model/portFacts';
import type { Snapshot } from '../model/snapshot';
import { publishingOf } from '../containers/publishers';
import { explainPort } from './explainPort';
import { transportAt } from './listeningPorts';

/** How far a port may be from the one that is taken: a number farther away reminds nobody of it. */
const MOST_AWAY = 200;

/** Ports below need a privilege on nearly all machines (net.ipv4.ip_unprivileged_port_start), so that the way ends beyond. */
export const UNPRIVILEGED = 1024;

/** Ports that are looked at closely, one after the other: each look reads all owners. */
const MOST_LOOKS = 8;

/**
 * Ports on which browsers open no page, so that no server is sent there: those of the Fetch standard's list of bad ports
 * (section "Port blocking") from 1024 on.
 */
const BAD_PORTS: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10_080,
]);

/**
 * The ports above one that nobody has and no engine publishes, as far as a snapshot tells, the nearest first. Nothing is read or
 * bound for it.
 * @param isNamed whether a port is meant for something else: watched, or named by a file in sight
 */
export function portsNear(
  { transport, port }: PortQuestion,
  snapshot: Pick<Snapshot, 'inet' | 'containers'>,
  isNamed: (port: number) => boolean,
): number[] {
  const taken = takenPorts(transport, snapshot);
  const last = Math.min(Math.max(port, UNPRIVILEGED) + MOST_AWAY, 65_535);
  const near: number[] = [];
  for (let next = port + 1; next <= last; next++) {
    if (!taken.has(next) && !isNamed(next) && !BAD_PORTS.has(next)) near.push(next);
  }
  return near;
}

/** Whatever has a port as its own end, listening or not, and what containers publish on this machine. */
function takenPorts(
  transport: PortQuestion['transport'],
  { inet, containers = [] }: Pick<Snapshot, 'inet' | 'containers'>,
): Set<number> {
  const taken = new Set<number>();
  for (let row = 0; row < inet.localPort.length; row++) {
    if (transportAt(inet, row) === transport) taken.add(inet.localPort[row] ?? 0);
  }
  for (const [port, published] of publishingOf(containers).here) {
    if (published.some((each) => each.published.transport === transport)) taken.add(port);
  }
  return taken;
}

/**
 * The nearest of these that a server can take now on every address: each is bound for a moment, where the kernel does not
 * tell. Ports that need a privilege which this user lacks are passed over.
 * @param near as {@link portsNear} has them
 * @returns nothing where none of the first few can be had
 */
export async function firstFree(
  transport: PortQuestion['transport'],
  near: readonly number[],
  engine: Pick<Engine, 'portFacts'>,
): Promise<number | undefined> {
  let lowest = 0;
  let looks = 0;
  for (const port of near) {
    if (port < lowest) continue;
    if (++looks > MOST_LOOKS) return undefined;
    const facts = await engine.portFacts({ transport, port });
    if (explainPort(facts).verdict === 'free') return port;
    if (!facts.mayBindPrivileged) lowest = facts.unprivilegedFrom;
  }
  return undefined;
}
