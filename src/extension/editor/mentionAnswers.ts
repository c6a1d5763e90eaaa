import { type PortStanding, portStanding } from '../../core/containers/portStanding';
import { portUses, type PortUse } from '../../core/containers/portUses';
import type { MentionedPort } from '../../core/mentions/mention';
import type { ContainerFacts } from '../../core/model/container';
import type { Snapshot } from '../../core/model/snapshot';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { listenersAt } from '../../core/ports/mentionedPort';
import type { Monitor } from '../monitor';
import { workspaceFolders } from '../origins/windowRoots';

/** Who has a port that a text names. */
export interface PortAnswer extends PortStanding {
  /** Who listens on it; nobody where it is free, or packet rules alone hand it on. */
  readonly rows: readonly ListeningPort[];
  /** The containers that have it, those nearest to the text first. */
  readonly uses: readonly PortUse[];
}

/** Who has ports, from the Monitor's current snapshot; each is looked up again only where ports or containers changed. */
export class Answers {
  readonly #monitor: Monitor;
  readonly #known = new Map<string, PortAnswer | undefined>();
  #ports: readonly ListeningPort[] | undefined;
  #sources: Snapshot['sources'] | undefined;
  #containers: Snapshot['containers'];
  #folders: readonly string[] = [];

  constructor(monitor: Monitor) {
    this.#monitor = monitor;
  }

  /** Nothing where it is not known whether the port is free, as before the first pass. */
  of(mention: MentionedPort): PortAnswer | undefined {
    const { snapshot, ports } = this.#monitor;
    if (snapshot === undefined) return undefined;
    const { sources, containers } = snapshot;
    const folders = workspaceFolders().map(({ path }) => path);
    const areSame =
      ports === this.#ports &&
      sources === this.#sources &&
      containers === this.#containers &&
      folders.join('\n') === this.#folders.join('\n');
    if (!areSame) this.#known.clear();
    this.#ports = ports;
    this.#sources = sources;
    this.#containers = containers;
    this.#folders = folders;
    const { port, lastPort, transport, host, compose } = mention;
    const key = JSON.stringify([port, lastPort, transport, host, compose?.service, compose?.file]);
    if (!this.#known.has(key)) this.#known.set(key, this.#answer(snapshot, mention));
    return this.#known.get(key);
  }

  #answer(snapshot: Snapshot, mention: MentionedPort): PortAnswer | undefined {
    const rows = listenersAt(snapshot, mention);
    const answer = portAnswer(mention, rows ?? [], snapshot.containers, this.#folders);
    return rows === undefined && answer.uses.length === 0 ? undefined : answer;
  }
}

/** Who has a port, of those who listen on it and of all containers. @param folders paths of the window's folders */
export function portAnswer(
  mention: MentionedPort,
  rows: readonly ListeningPort[],
  containers: readonly ContainerFacts[] = [],
  folders: readonly string[] = [],
): PortAnswer {
  const uses = portUses(mention, rows, containers);
  return { rows, uses, ...portStanding(mention, rows, uses, folders) };
}
