import type { PortHit } from '../../core/mentions/mention';
import type { Snapshot } from '../../core/model/snapshot';
import type { ListeningPort } from '../../core/query/listeningPorts';
import { listenersOf } from '../../core/query/mentionedPort';
import type { Monitor } from '../monitor';

/** Who listens on ports, from the Monitor's current snapshot; each is looked up once a snapshot. */
export class Answers {
  readonly #monitor: Monitor;
  readonly #known = new Map<string, readonly ListeningPort[] | undefined>();
  #snapshot: Snapshot | undefined;

  constructor(monitor: Monitor) {
    this.#monitor = monitor;
  }

  /** Nobody where the port is free; nothing where that is not known, as before the first pass. */
  of(mention: PortHit): readonly ListeningPort[] | undefined {
    const { snapshot } = this.#monitor;
    if (snapshot === undefined) return undefined;
    if (snapshot !== this.#snapshot) this.#known.clear();
    this.#snapshot = snapshot;
    const { port, lastPort, transport, host } = mention;
    const key = `${port} ${lastPort ?? ''} ${transport ?? ''} ${host ?? ''}`;
    if (!this.#known.has(key)) this.#known.set(key, listenersOf(snapshot, mention));
    return this.#known.get(key);
  }
}
