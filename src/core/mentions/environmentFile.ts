import { endpointsIn } from './endpoints';
import { bareHost, hostPart, isThisMachine } from './mentionedHosts';
import { type Format, isWithin, movedBy, onLine, type PortHit, type PortMention } from './mention';
import { isPortName, isPortsName, wordsOf } from './portNames';
import { PORT, portsListed, portsMatched } from './portText';

const ASSIGNMENT =
  /^\s{0,20}(?:export\s{1,4}|set\s{1,4})?(?<key>[A-Za-z_][\w.]{0,100})\s{0,4}[=:]\s{0,4}(?<value>\S.*)$/d;
const NUMBER = new RegExp(String.raw`^["']?(?:\$\{\w{1,60}:?[-=])?${PORT}(?=["'}\s#]|$)`, 'dg');
const ONLY_PORT = new RegExp(String.raw`^["']?:${PORT}(?=["'\s#]|$)`, 'dg');
const HOST_WORDS: ReadonlySet<string> = new Set(['host', 'hostname', 'server', 'addr', 'address', 'ip']);
const LISTENING_WORDS: ReadonlySet<string> = new Set(['addr', 'address', 'bind', 'listen', 'port']);

interface Assignment {
  readonly key: string;
  readonly value: string;
  readonly offset: number;
}

/**
 * Files of environment variables (`.env`): `PORT=3000`, `API_PORT=8080`, and local addresses in any value. A port
 * whose neighbour (`DB_HOST` for `DB_PORT`) names another machine is none of ours.
 */
export const environmentFile: Format = {
  linesBefore: 40,
  linesAfter: 40,
  find(lines, of) {
    const assignments = lines.map(assignmentIn);
    const hosts = new Map<string, string>();
    for (const assignment of assignments) {
      const owner = assignment && ownerOfHost(assignment.key);
      if (owner !== undefined) hosts.set(owner, valueOf(assignment?.value ?? ''));
    }
    return assignments.flatMap((assignment, line): PortMention[] =>
      assignment !== undefined && isWithin(line, of) ? onLine(line, hitsIn(assignment, hosts)) : [],
    );
  },
};

function assignmentIn(line: string): Assignment | undefined {
  const match = ASSIGNMENT.exec(line);
  if (match === null) return undefined;
  const { key = '', value = '' } = match.groups ?? {};
  return { key, value, offset: match.indices?.groups?.['value']?.[0] ?? 0 };
}

function hitsIn({ key, value, offset }: Assignment, hosts: ReadonlyMap<string, string>): PortHit[] {
  const words = wordsOf(key);
  const hits = endpointsIn(value);
  if (LISTENING_WORDS.has(words.at(-1) ?? '')) hits.push(...portsMatched(value, ONLY_PORT));
  if (isPortsName(key)) hits.push(...portsListed(value));
  if (isPortName(key)) {
    const owner = words.slice(0, -1).join('_');
    const host = hosts.get(owner);
    // A plain HOST may be the public name of what listens on PORT here.
    const isOurs = host === undefined || isThisMachine(host);
    if (isOurs || owner === '') {
      hits.push(...portsMatched(value, NUMBER).map((hit) => ({ ...hit, ...(isOurs && hostPart(host)) })));
    }
  }
  return movedBy(offset, hits);
}

/** What `DB_HOST` is the host of: `db`; nothing where the key is no host's. */
function ownerOfHost(key: string): string | undefined {
  const words = wordsOf(key);
  return HOST_WORDS.has(words.at(-1) ?? '') ? words.slice(0, -1).join('_') : undefined;
}

function valueOf(text: string): string {
  return bareHost(/^(?:"[^"]*"|'[^']*'|[^\s#]*)/.exec(text)?.[0] ?? '');
}
