import { wordsOfLines } from './lines';
import { etcNumberOfAnyBase } from './readNumber';

/** One line of /etc/services. */
export interface Service {
  /** Canonical name, one character a byte. */
  readonly name: string;
  readonly port: number;
  /** As written: "tcp", "udp", "sctp". */
  readonly protocol: string;
}

/**
 * Reads /etc/services, see services(5), as glibc does: `name port/protocol aliases… # comment`. Other lines are passed
 * over; of a port 16 bits are kept.
 */
export function parseServices(bytes: Uint8Array): Service[] {
  const services: Service[] = [];
  for (const [name = '', second = ''] of wordsOfLines(bytes)) {
    const [, number = '', protocol = ''] = /^([^/]+)\/+(.+)$/.exec(second) ?? [];
    const port = etcNumberOfAnyBase(number);
    if (port !== undefined) services.push({ name, port: port & 0xffff, protocol });
  }
  return services;
}
