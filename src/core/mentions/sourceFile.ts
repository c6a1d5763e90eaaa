import { COMMENTS } from './comments';
import { endpointsIn } from './endpoints';
import { type Format, isWithin, lineByLine, onLine, type PortHit } from './mention';
import { isPortName, isPortsName, wordsOf } from './portNames';
import { hostPart } from './mentionedHosts';
import { ELSEWHERE, NearHosts } from './nearHost';
import { hitOf } from './portText';
import { SOURCE_PATTERNS, type SourcePattern } from './sourcePatterns';

const MAY_NAME_PORT =
  /port|listen|bind|virtualhost|socket|connect|start|\[\s?0,|htons|tcp|udp|address|any|localhost|127|0\.0\.0\.0|::|["'`:]:\d|"",|'',/i;

/** Source code and settings of one language: local addresses anywhere, calls and names of ports outside comments. */
export function sourceFile(languageId: string): Format {
  const comment = COMMENTS.get(languageId);
  const patterns = SOURCE_PATTERNS.filter(({ languages }) => languages?.has(languageId) ?? true);
  return {
    linesBefore: 3,
    linesAfter: 3,
    find: (lines, of) => {
      const hosts = new NearHosts(lines);
      return lines.flatMap((text, line) => {
        if (!isWithin(line, of)) return [];
        const mayName = MAY_NAME_PORT.test(text) && comment?.test(text) !== true;
        return onLine(line, [...endpointsIn(text), ...(mayName ? hitsIn(text, line, hosts, patterns) : [])]);
      });
    },
  };
}

function hitsIn(text: string, line: number, hosts: NearHosts, patterns: readonly SourcePattern[]): PortHit[] {
  const hits: PortHit[] = [];
  for (const { pattern, transport, listens } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const { name, names, host } = match.groups ?? {};
      if (names !== undefined && !isPortsName(names)) continue;
      if (name !== undefined && !isPortName(name)) continue;
      const owner = name === undefined ? '' : ownerOf(name);
      const column = match.indices?.groups?.['port']?.[0] ?? match.index;
      const isClear = listens === true || host !== undefined;
      const near = isClear ? undefined : hosts.of({ line, column, owner });
      if (near === ELSEWHERE) continue;
      const hit = hitOf(match, { ...(transport && { transport }), ...(listens && { listens }) });
      if (hit !== undefined) hits.push({ ...hit, ...(near !== undefined && hostPart(near)) });
    }
  }
  return hits;
}

/** What a port is the port of: `db` for `DB_PORT`. */
function ownerOf(name: string): string {
  return wordsOf(name).slice(0, -1).join(' ').trim();
}

/** Files of which only local addresses are known to be ports. */
export const addressFile = lineByLine(endpointsIn);
