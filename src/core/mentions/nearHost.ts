import { bareHost, isThisMachine } from './hosts';
import { wordsOf } from './names';

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

/** A host that stands in a line. */
interface WrittenHost {
  /** What it is the host of: `db` for `DB_HOST`, `''` for a plain `host`. */
  readonly owner: string;
  readonly host: string;
  /** Whether a bracket around it begins and ends in this line, so that it says nothing of other lines. */
  readonly isEnclosed: boolean;
}

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
  readonly #known = new Map<number, readonly WrittenHost[]>();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** The host of the port at a place. */
  of({ line, column, owner }: PortPlace): string | undefined {
    const own = this.#in(line).find((written) => written.owner === owner);
    if (own !== undefined || isEnclosed(this.#lines[line] ?? '', column)) return own?.host;
    return this.#beside(line, -1, owner) ?? this.#beside(line, 1, owner);
  }

  #beside(line: number, step: number, owner: string): string | undefined {
    for (let distance = 1; distance <= REACH; distance++) {
      const other = line + step * distance;
      const text = this.#lines[other];
      if (text === undefined || LEAVES_BLOCK.test(text)) return undefined;
      const found = this.#in(other).find((written) => written.owner === owner && !written.isEnclosed);
      if (found !== undefined || /[{[(]\s{0,20}$/.test(text)) return found?.host;
    }
    return undefined;
  }

  #in(line: number): readonly WrittenHost[] {
    const known = this.#known.get(line) ?? hostsIn(this.#lines[line] ?? '');
    this.#known.set(line, known);
    return known;
  }
}

function hostsIn(text: string): WrittenHost[] {
  if (!/host/i.test(text)) return [];
  return [...text.matchAll(HOST)].flatMap(({ groups = {}, index }) => {
    const { name = '', text: quoted, word = '' } = groups;
    const words = wordsOf(name.replace(/_?name$/i, ''));
    if (words.at(-1) !== 'host' || (quoted === undefined && OPEN.has(word))) return [];
    const host = bareHost(quoted ?? word);
    return {
      owner: words.slice(0, -1).join(' ').trim(),
      host: isThisMachine(host) ? host : ELSEWHERE,
      isEnclosed: isEnclosed(text, index),
    };
  });
}

/** Whether a column lies within a bracket that begins before it and ends behind it. */
function isEnclosed(text: string, column: number): boolean {
  return leaves(text, column - 1, -1, '({[', ')}]') && leaves(text, column, 1, ')}]', '({[');
}

function leaves(text: string, from: number, step: number, out: string, into: string): boolean {
  let depth = 0;
  for (let at = from; at >= 0 && at < text.length; at += step) {
    const character = text.charAt(at);
    if (into.includes(character)) depth++;
    else if (out.includes(character) && depth-- === 0) return true;
  }
  return false;
}
