import { type ListeningPort, portKey } from './listeningPorts';

/**
 * Ids of ports over many passes. That the owner of a socket becomes known, likely or unknown is no change of owner: where
 * the sockets are those of before, the row keeps its id.
 */
export class PortIds {
  /** The last list, by the ids that the ports have where each list stands alone. */
  #ports: ReadonlyMap<string, ListeningPort> = new Map();

  /** The same list, with the ids that its ports had before. */
  kept(ports: readonly ListeningPort[]): ListeningPort[] {
    const before = this.#ports;
    const own = new Set(ports.map(({ id }) => id));
    // Those that nobody has under their own id any more.
    const left = [...before].flatMap(([id, port]) => (own.has(id) ? [] : [port]));
    const taken = new Set<string>();
    const given = new Map<string, ListeningPort>();
    const give = (port: ListeningPort, id: string): void => {
      taken.add(id);
      given.set(port.id, id === port.id ? port : { ...port, id });
    };
    const news: ListeningPort[] = [];
    for (const port of ports) {
      const known = before.get(port.id) ?? left.find((other) => isSamePort(other, port));
      if (known === undefined || taken.has(known.id)) news.push(port);
      else give(port, known.id);
    }
    for (const port of news) give(port, freeId(port.id, taken));
    this.#ports = given;
    return ports.map((port) => given.get(port.id) ?? port);
  }

  /** The port of the last list with this id, its own or that which it kept. */
  find(id: string): ListeningPort | undefined {
    return [...this.#ports.values()].find((port) => port.id === id) ?? this.#ports.get(id);
  }
}

/** Whether sockets are the same, and what is known of their owners does not say that they were handed on. */
function isSamePort(a: ListeningPort, b: ListeningPort): boolean {
  if (portKey(a) !== portKey(b) || (a.leader !== undefined && b.leader !== undefined)) return false;
  const ids = new Set(a.sockets.map(({ id }) => id));
  return b.sockets.some(({ id }) => ids.has(id));
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let copy = 2; taken.has(free); copy++) free = `${id} ${copy}`;
  return free;
}
