import { bareHost, hostPart, isThisMachine } from './mentionedHosts';
import { type MentionedTransport, type PortHit, transportNamed } from './mention';

/**
 * A port as part of a pattern, named `port`. No number goes on behind it, be it a digit, a unit, a fraction or the
 * next operand of a sum.
 */
export const PORT = String.raw`(?<port>[1-9]\d{0,4})(?![\w]|\.\d|\s{0,3}(?:[+*%]|-(?![-\d])|\/(?![/*\w])))`;

/** A port alone, or a range of ports whose end is named `last`. */
export const PORT_OR_RANGE = String.raw`(?<port>[1-9]\d{0,4})(?:-(?<last>[1-9]\d{0,4}))?(?![\w]|\.\d)`;

/** What is known of a pattern's matches beside what their groups say. */
export interface MatchFacts {
  readonly transport?: MentionedTransport;
  /** A program listens on the address, so that it is one of this machine, whichever it is. */
  readonly listens?: boolean;
}

/** The port that digits name; nothing for 0, for what is beyond 65535, and for what is no number. */
export function portOf(digits: string | undefined): number | undefined {
  if (digits === undefined || !/^[1-9]\d{0,4}$/.test(digits)) return undefined;
  const port = Number(digits);
  return port <= 65_535 ? port : undefined;
}

/**
 * The ports that a pattern finds in a text. Its flags are `g` and `d`; the group `port` is the number, and `last`,
 * `host` and `transport` say more where it has them. Ports of other machines are left out.
 */
export function portsMatched(text: string, pattern: RegExp, facts: MatchFacts = {}): PortHit[] {
  const hits: PortHit[] = [];
  for (const match of text.matchAll(pattern)) {
    const hit = hitOf(match, facts);
    if (hit !== undefined) hits.push(hit);
  }
  return hits;
}

const LISTED = new RegExp(String.raw`(?<=^["']?|[;,]\s{0,4})${PORT}(?=["']?(?:\s|$)|\s{0,4}[;,])`, 'dg');

/** The ports of a list: `8080`, or `8080;8081`. */
export function portsListed(text: string): PortHit[] {
  return portsMatched(text, LISTED);
}

/** The hit of one match, see {@link portsMatched}. */
export function hitOf(match: RegExpExecArray, facts: MatchFacts = {}): PortHit | undefined {
  const groups = match.groups ?? {};
  const port = portOf(groups['port']);
  const place = match.indices?.groups?.['port'];
  if (port === undefined || place === undefined) return undefined;
  const host = groups['host'] === undefined ? undefined : bareHost(groups['host']);
  if (host !== undefined && facts.listens !== true && !isThisMachine(host)) return undefined;
  const lastPort = groups['last'] === undefined ? undefined : portOf(groups['last']);
  if (groups['last'] !== undefined && (lastPort === undefined || lastPort <= port)) return undefined;
  const transport = transportIn(groups['transport']) ?? facts.transport;
  const end = match.indices?.groups?.['last']?.[1] ?? place[1];
  return {
    start: place[0],
    end,
    port,
    ...(lastPort !== undefined && { lastPort }),
    ...(transport && { transport }),
    ...hostPart(host),
  };
}

/** Words begin with a transport (`udp4`), or are the name of what runs over one. */
function transportIn(word = ''): MentionedTransport | undefined {
  if (word.toLowerCase() === 'quic') return 'udp';
  return transportNamed(/^[a-z]*/i.exec(word)?.[0] ?? '');
}
