import type { PortHit } from '../../core/mentions/mention';
import type { Snapshot } from '../../core/model/snapshot';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { listenersAt } from '../../core/ports/mentionedPort';
import type { Monitor } from '../monitor';

/** Who listens on ports, from the Monitor's current snapshot; each is looked up again only where ports changed. */
export class Answers {
  readonly #monitor: Monitor;
  readonly #known = new Map<string, readonly ListeningPort[] | undefined>();
  #ports: readonly ListeningPort[] | undefined;
  #sources: Snapshot['sources'] | undefined;

  constructor(monitor: Monitor) {
    this.#monitor = monitor;
  }

  /** Nobody where the port is free; nothing where that is not known, as before the first pass. */
  of(mention: PortHit): readonly ListeningPort[] | undefined {
    const { snapshot, ports } = this.#monitor;
    if (snapshot === undefined) return undefined;
    const { sources } = snapshot;
    if (ports !== this.#ports || sources !== this.#sources) this.#known.clear();
    this.#ports = ports;
    this.#sources = sources;
    const { port, lastPort, transport, host } = mention;
    const key = `${port} ${lastPort ?? ''} ${transport ?? ''} ${host ?? ''}`;
    if (!this.#known.has(key)) this.#known.set(key, listenersAt(snapshot, mention));
    return this.#known.get(key);
  }
}
