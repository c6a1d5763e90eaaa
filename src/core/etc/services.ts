import { latin1, lineEnd } from '../procfs/scan';

/** One line of /etc/services. */
export interface Service {
  /** Canonical name, one character a byte. */
  readonly name: string;
  readonly port: number;
  /** As written: "tcp", "udp", "sctp". */
  readonly protocol: string;
}

/** Reads /etc/services, see services(5): `name port/protocol aliases… # comment`. Other lines are passed over. */
export function parseServices(bytes: Uint8Array): Service[] {
  const services: Service[] = [];
  for (let start = 0; start < bytes.length;) {
    const stop = lineEnd(bytes, start, bytes.length);
    const line = latin1(bytes, start, stop).replace(/#.*/, '');
    const match = /^\s*(\S+)\s+(\d+)[/,](\S+)/.exec(line);
    if (match !== null) {
      services.push({ name: match[1] ?? '', port: Number(match[2]), protocol: match[3] ?? '' });
    }
    start = stop + 1;
  }
  return services;
}
