import { bareHost, isThisMachine } from './mentionedHosts';
import { wordsOf } from './portNames';

/** How many lines away a host can stand that belongs to a port. */
const REACH = 3;

const HOST =
  /(?<![\w$])(?<name>[\w$.-]{0,40}?[hH](?:ost|OST)(?:_?[nN](?:ame|AME))?)["'`]?\s{0,8}(?::\s{0,4}\w{1,12}\s{0,4}=|:=|=>|=|:)\s{0,8}(?:(?<quote>["'`])(?<text>[^"'`]{0,200})\k<quote>|(?<word>[^\s,;)}]{1,100}))/g;

/** A blank line, the end of a block, or the title of a section: what lies beyond belongs to something else. */
const LEAVES_BLOCK = /^\s*(?:$|[}\])]|\[[\w.-]{1,100}\]\s*$)/;

/** Words in the place of a host that leave it open. */
const OPEN: ReadonlySet<string> = new Set(['true', 'false', 'null', 'nil', 'None', 'undefined', '""', "''"]);

/** Another machine, or one that only the running program knows. */
export const ELSEWHERE = 'elsewhere';

/** Where a port stands, and what it is the port of (`db` for `DB_PORT`). */
export interface PortPlace {
  readonly line: number;
  readonly column: number;
  readonly owner: string;
}

/**
 * What lines say of the host of a port in one of them: the host where it is this machine, {@link ELSEWHERE} where it is,
 * or may be, another, and nothing where none is written. Its own line counts first, then those of the same block.
 */
export class NearHosts {
  readonly #lines: readonly string[];
  readonly #known = new Map<number, LineFacts>();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** The host of the port at a place. */
  of({ line, column, owner }: PortPlace): string | undefined {
    const own = this.#in(line);
    const host = own?.hosts.get(owner);
    if (host !== undefined || own?.isEnclosed(column) === true) return host;
    return this.#beside(line, -1, owner) ?? this.#beside(line, 1, owner);
  }

  #beside(line: number, step: number, owner: string): string | undefined {
    for (let distance = 1; distance <= REACH; distance++) {
      const facts = this.#in(line + step * distance);
      if (facts === undefined || facts.leavesBlock) return undefined;
      const host = facts.openHosts.get(owner);
      if (host !== undefined || facts.opensBlock) return host;
    }
    return undefined;
  }

  /** What is known of a line, which is found out once however many ports ask for it. */
  #in(line: number): LineFacts | undefined {
    const text = this.#lines[line];
    if (text === undefined) return undefined;
    const known = this.#known.get(line) ?? new LineFacts(text);
    this.#known.set(line, known);
    return known;
  }
}

/** What a line says of hosts, and where it stands among blocks. */
class LineFacts {
  /** By what they are the hosts of, the first of each: all of them, and those that no bracket of the line is around. */
  readonly hosts = new Map<string, string>();
  readonly openHosts = new Map<string, string>();
  readonly leavesBlock: boolean;
  readonly opensBlock: boolean;
  readonly #text: string;
  #enclosed: Uint8Array | undefined;

  constructor(text: string) {
    this.#text = text;
    this.leavesBlock = LEAVES_BLOCK.test(text);
    this.opensBlock = '{[('.includes(text.trimEnd().at(-1) ?? ' ');
    if (!/host/i.test(text)) return;
    for (const { groups = {}, index } of text.matchAll(HOST)) {
      const { name = '', text: quoted, word = '' } = groups;
      const words = wordsOf(name.replace(/_?name$/i, ''));
      if (words.at(-1) !== 'host' || (quoted === undefined && OPEN.has(word))) continue;
      const owner = words.slice(0, -1).join(' ').trim();
      const bare = bareHost(quoted ?? word);
      const host = isThisMachine(bare) ? bare : ELSEWHERE;
      if (!this.hosts.has(owner)) this.hosts.set(owner, host);
      if (!this.openHosts.has(owner) && !this.isEnclosed(index)) this.openHosts.set(owner, host);
    }
  }

  /** Whether a column lies within a bracket that begins before it and ends behind it. */
  isEnclosed(column: number): boolean {
    this.#enclosed ??= enclosedColumns(this.#text);
    return this.#enclosed[column] === 1;
  }
}

/**
 * Which columns of a text lie within brackets of whatever kind: the depth was less somewhere before, and is less again
 * somewhere behind.
 */
function enclosedColumns(text: string): Uint8Array {
  const { length } = text;
  const depths = new Int32Array(length + 1);
  for (let at = 0; at < length; at++) {
    const character = text.charAt(at);
    const step = '({['.includes(character) ? 1 : ')}]'.includes(character) ? -1 : 0;
    depths[at + 1] = (depths[at] ?? 0) + step;
  }
  const enclosed = new Uint8Array(length + 1);
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at <= length; at++) {
    const depth = depths[at] ?? 0;
    enclosed[at] = least < depth ? 1 : 0;
    least = Math.min(least, depth);
  }
  least = Number.POSITIVE_INFINITY;
  for (let at = length; at >= 0; at--) {
    const depth = depths[at] ?? 0;
    if (least >= depth) enclosed[at] = 0;
    least = Math.min(least, depth);
  }
  return enclosed;
}
