import { withoutComment } from './comments';
import { type Format, isWithin, movedBy, onLine, type PortMention } from './mention';
import { PORT_OR_RANGE, portsMatched } from './portText';

const INSTRUCTION = /^\s{0,20}expose\s/i;
const EXPOSED = new RegExp(
  String.raw`(?<=^|\s)(?:\$\{\w{1,60}:-)?${PORT_OR_RANGE}\}?(?:\/(?<transport>tcp|udp|sctp))?(?=\s|$)`,
  'dgi',
);

/**
 * Dockerfiles: what EXPOSE names, which people publish under the same number.
 * Format: https://docs.docker.com/reference/dockerfile/#expose
 */
export const dockerfile: Format = {
  linesBefore: 4,
  linesAfter: 0,
  find(lines, of) {
    const mentions: PortMention[] = [];
    let goesOn = false;
    lines.forEach((text, line) => {
      if (/^\s*#/.test(text)) return;
      const start = INSTRUCTION.exec(text)?.[0].length ?? (goesOn ? 0 : undefined);
      if (start !== undefined && isWithin(line, of)) {
        const end = withoutComment(text).trimEnd().replace(/\\$/, '').length;
        const hits = movedBy(start, portsMatched(text.slice(start, end), EXPOSED));
        mentions.push(
          ...onLine(
            line,
            hits.map((hit) => ({ ...hit, transport: hit.transport ?? 'tcp' })),
          ),
        );
      }
      goesOn = start !== undefined && text.trimEnd().endsWith('\\');
    });
    return mentions;
  },
};
