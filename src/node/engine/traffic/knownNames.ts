import type { HostNames } from '../answers/hostNames';
import type { ServiceNames, Transport } from '../../services';

/** Addresses that wait until name servers have answered for others; who asks for more asks again. */
const MOST_WAITING = 1_000;

/** Names that are known already: those of hosts are looked up meanwhile, and there the next time. */
export class KnownNames {
  readonly #hosts: Pick<HostNames, 'known' | 'namesOf'>;
  readonly #loadServices: () => Promise<ServiceNames>;
  #services: ServiceNames | 'asked' | undefined;
  readonly #waiting = new Set<string>();
  #isAsking = false;

  /** @param loadServices is called once, when the first name is asked for */
  constructor(hosts: Pick<HostNames, 'known' | 'namesOf'>, loadServices: () => Promise<ServiceNames>) {
    this.#hosts = hosts;
    this.#loadServices = loadServices;
  }

  /** Whether some of what was asked for is being looked up. */
  get isAsking(): boolean {
    return this.#isAsking || this.#services === 'asked';
  }

  /** What a port is registered for; nothing until that is loaded. @param transport "tcp", "udp" */
  service(port: number, transport: string): string | undefined {
    if (this.#services === undefined) void this.#load();
    if (this.#services === undefined || this.#services === 'asked') return undefined;
    return this.#services.nameOf(port, transport as Transport)?.name;
  }

  /** @param address as text */
  host(address: string): string | undefined {
    const known = this.#hosts.known(address);
    if (known?.isFresh !== true && this.#waiting.size < MOST_WAITING) {
      this.#waiting.add(address);
      if (!this.#isAsking) void this.#ask();
    }
    return known?.name;
  }

  async #load(): Promise<void> {
    this.#services = 'asked';
    this.#services = await this.#loadServices();
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    // Whoever asks now asks for more: they go together.
    await Promise.resolve();
    while (this.#waiting.size > 0) {
      const addresses = [...this.#waiting];
      this.#waiting.clear();
      await this.#hosts.namesOf(addresses);
    }
    this.#isAsking = false;
  }
}
