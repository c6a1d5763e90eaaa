import { endpointsIn } from './endpoints';
import { type Format, movedBy, onLine, type PortMention } from './mention';
import { PORT, portsMatched } from './ports';
import { yamlLine } from './yamlLine';

const NUMBER = new RegExp(String.raw`^(?:["']|\$\{\w{1,60}:)?${PORT}["'}]*$`, 'dg');

/** Spring Boot's `application.yml`: `server: port: 8080`, `management: server: port: 9090`, and local addresses. */
export const springFile: Format = {
  linesBefore: 60,
  linesAfter: 0,
  find(lines) {
    const mentions: PortMention[] = [];
    let within: number | undefined;
    lines.forEach((text, line) => {
      const parsed = yamlLine(text);
      if (parsed === undefined) return;
      const { indent, key, value, valueAt } = parsed;
      if (within !== undefined && indent <= within) within = undefined;
      if (key === 'server' && value === '') within = indent;
      const isPort = key === 'server.port' || (within !== undefined && key === 'port');
      const hits = isPort ? portsMatched(value, NUMBER) : endpointsIn(value);
      mentions.push(...onLine(line, movedBy(valueAt, hits)));
    });
    return mentions;
  },
};
