import { Line } from './line';
import { weigh } from './weigh';

/** A program's complaint that an address is in use, in one line of its output. */
export interface AddressInUse {
  /** Absent where the message does not tell. */
  readonly port?: number;
  /** As the message writes it, without brackets; empty or "*" for all. */
  readonly host?: string;
  readonly transport: 'tcp' | 'udp';
  /** Where the port's digits stand in the line; the words that say it where it has none. */
  readonly start: number;
  readonly end: number;
  /** Whether the program says that it goes on with another port. */
  readonly goesOn: boolean;
}

/** The complaint in a line of output, without escape sequences; nothing where there is none. */
export function findAddressInUse(text: string): AddressInUse | undefined {
  const finding = weigh([new Line(text)], 0);
  if (finding === undefined) return undefined;
  const { address, transport = 'tcp', goesOn, place } = finding;
  if (address === undefined) return { transport, goesOn, start: place.start, end: place.end };
  const { port, host, start, end } = address;
  return { port, ...(host !== undefined && { host }), transport, goesOn, start, end };
}
