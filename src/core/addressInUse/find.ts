import { PATTERNS_WITH_PORT, PATTERNS_WITHOUT_PORT, type Pattern, TRIES_ANOTHER } from './patterns';

/** Longer lines are no message; what lies beyond is not looked at. */
const LONGEST_LINE = 2_000;

/** A program's complaint that an address is in use, in one line of its output. */
export interface AddressInUse {
  /** Absent where the message does not tell. */
  readonly port?: number;
  /** As the message writes it, without brackets; empty or "*" for all. */
  readonly host?: string;
  readonly transport: 'tcp' | 'udp';
  /** Where the port's digits stand in the line; the whole message where it has none. */
  readonly start: number;
  readonly end: number;
  /** Whether the program says that it goes on with another port. */
  readonly goesOn: boolean;
}

/** The complaint in a line of output, without escape sequences; nothing where there is none. */
export function findAddressInUse(line: string): AddressInUse | undefined {
  const text = line.slice(0, LONGEST_LINE);
  if (
    !/in use|EADDRINUSE|AddrInUse|already (?:allocated|running)|another (?:mysqld|postmaster)|[Ff]ailed to bind|cannot listen|unable to listen/i.test(
      text,
    )
  )
    return undefined;
  const goesOn = TRIES_ANOTHER.test(text);
  for (const candidate of PATTERNS_WITH_PORT) {
    const found = withPort(candidate, text);
    if (found !== undefined) return { ...found, goesOn };
  }
  for (const { expression } of PATTERNS_WITHOUT_PORT) {
    const match = expression.exec(text);
    if (match !== null) {
      return { transport: 'tcp', start: match.index, end: match.index + match[0].length, goesOn };
    }
  }
  return undefined;
}

function withPort({ expression }: Pattern, text: string): Omit<AddressInUse, 'goesOn'> | undefined {
  const match = expression.exec(text);
  const place = match?.indices?.groups?.['port'];
  const port = Number(match?.groups?.['port']);
  if (place === undefined || !(port >= 1 && port <= 65_535)) return undefined;
  const host = match?.groups?.['host']?.replace(/^\[(.*)\]$/, '$1');
  const [start, end] = place;
  const transport = match?.groups?.['udp'] === undefined ? 'tcp' : 'udp';
  return { port, ...(host === undefined ? {} : { host }), transport, start, end };
}
