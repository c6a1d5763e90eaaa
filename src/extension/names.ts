import type { Transport } from '../core/query/listeningPorts';
import type { ServiceName, ServiceNames } from '../node/services';
import { Emitter, type Event } from './lifetime';

/** The names of ports, from when they are loaded on. */
export class Names {
  #services: ServiceNames | undefined;
  readonly #loaded = new Emitter<void>();

  readonly onDidLoad: Event<void> = this.#loaded.event;

  /** Takes the names and tells those who show some. */
  set(services: ServiceNames): void {
    this.#services = services;
    this.#loaded.fire();
  }

  /** What a port is registered for; UDP-Lite has UDP's names. */
  service(port: number, transport: Transport): ServiceName | undefined {
    return this.#services?.nameOf(port, transport === 'udplite' ? 'udp' : transport);
  }
}
