import { endpointsIn } from './endpoints';
import { type Format, isWithin, movedBy, onLine, type PortMention } from './mention';
import { PORT, portsMatched } from './portText';
import { yamlLine } from './yamlLine';

const NUMBER = new RegExp(String.raw`^["']?(?:\$\{\w{1,60}:)?${PORT}["'}]*$`, 'dg');

/** Paths of keys that are ports: Spring's and Micronaut's servers, and those of Quarkus, within a profile or not. */
const IS_PORT = /(?:^|\.)server\.port$|(?:^|\.)quarkus\.http\.(?:(?:test-)?(?:ssl-)?port)$/;

/** A path of keys is no longer. */
const DEEPEST = 20;

/**
 * `application.yml` of Spring Boot, Micronaut and Quarkus: `server: port: 8080`, `management: server: port: 9090`,
 * `"%dev": quarkus: http: port: 8081`, and local addresses.
 */
export const springFile: Format = {
  linesBefore: 60,
  linesAfter: 0,
  find(lines, of) {
    const mentions: PortMention[] = [];
    const path: { readonly indent: number; readonly key: string }[] = [];
    lines.forEach((text, line) => {
      const parsed = yamlLine(text);
      if (parsed === undefined) return;
      const { indent, key, value, valueAt } = parsed;
      while (indent <= (path.at(-1)?.indent ?? -1)) path.pop();
      if (key !== undefined && path.length < DEEPEST) path.push({ indent, key });
      if (!isWithin(line, of)) return;
      const isPort = key !== undefined && IS_PORT.test(path.map((each) => each.key).join('.'));
      const hits = isPort ? portsMatched(value, NUMBER) : endpointsIn(value);
      mentions.push(...onLine(line, movedBy(valueAt, hits)));
    });
    return mentions;
  },
};
