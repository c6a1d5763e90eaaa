import { LAST_SYSTEM_PORT, usualService } from '../core/etc/usualServices';
import type { Transport } from '../core/ports/listeningPorts';
import { clean, shorten } from '../core/text/clean';
import type { ServiceName, ServiceNames } from '../node/services';
import { Emitter, type Event } from './lifetime';
import type { NameMode } from './settings';

/** Looks up the names of hosts; see Engine.hostNames(). */
export type LookUpHosts = (addresses: readonly string[]) => Promise<readonly (string | undefined)[]>;

/** Addresses that are asked for at a time: rows get their names as answers come. */
const CHUNK = 50;

const LONGEST_HOST = 100;

/** Names kept: a row that is drawn again must not ask again. Beyond that all are forgotten. */
const MOST_HOSTS = 10_000;

/** The names of ports and hosts, and which of them rows show. */
export class Names {
  readonly #lookUp: LookUpHosts;
  readonly #mode: () => NameMode;
  readonly #changed = new Emitter<void>();
  /** Undefined where a host has no name, or none yet. */
  readonly #hosts = new Map<string, string | undefined>();
  #services: ServiceNames | undefined;
  #waiting: string[] = [];
  #isAsking = false;

  /** Other names than before are known, or to be shown. */
  readonly onDidChange: Event<void> = this.#changed.event;

  /** @param mode what is to be shown now */
  constructor(lookUp: LookUpHosts, mode: () => NameMode = () => 'services') {
    this.#lookUp = lookUp;
    this.#mode = mode;
  }

  /** Takes the names of services and tells those who show some. */
  set(services: ServiceNames): void {
    this.#services = services;
    this.#changed.fire();
  }

  /** The setting changed. */
  modeChanged(): void {
    this.#waiting = [];
    this.#changed.fire();
  }

  get mode(): NameMode {
    return this.#mode();
  }

  /** What a port is registered for, whether anybody knows the name; UDP-Lite has UDP's names. */
  service(port: number, transport: Transport): ServiceName | undefined {
    return this.#services?.nameOf(port, namesOf(transport));
  }

  /**
   * What rows call the service of a port, where they show names: what somebody uses. Of a system port that is what it is
   * registered for, above them what people run there, whoever registered the number.
   */
  shownService(port: number, transport: Transport): ServiceName | undefined {
    if (this.mode === 'numbers') return undefined;
    const registered = this.service(port, transport);
    if (port <= LAST_SYSTEM_PORT) return registered;
    const name = usualService(port, namesOf(transport));
    if (name === undefined) return undefined;
    return registered?.name === name ? registered : { name };
  }

  /** The name of a host, cleaned, where rows show it. It is asked for where it is not known, and comes with a change. */
  host(address: string): string | undefined {
    if (this.mode !== 'hosts') return undefined;
    if (!this.#hosts.has(address)) {
      if (this.#hosts.size >= MOST_HOSTS) this.#hosts.clear();
      this.#hosts.set(address, undefined);
      this.#waiting.push(address);
      void this.#ask();
    }
    return this.#hosts.get(address);
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    // All rows of a page ask in one turn: they are to be asked for together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const addresses = this.#waiting.splice(0, CHUNK);
      const names = await this.#lookUp(addresses).catch(() => []);
      addresses.forEach((address, i) => this.#hosts.set(address, shownHost(names[i])));
      if (names.some((name) => name !== undefined)) this.#changed.fire();
    }
    this.#isAsking = false;
  }
}

/** Whose names a transport's ports have. */
function namesOf(transport: Transport): Exclude<Transport, 'udplite'> {
  return transport === 'udplite' ? 'udp' : transport;
}

/** Whoever runs a name server picks the name. */
function shownHost(name: string | undefined): string | undefined {
  return name === undefined ? undefined : shorten(clean(name), LONGEST_HOST) || undefined;
}
