import { commandPorts } from '../mentions/commandPorts';
import type { PortHit } from '../mentions/mention';
import { programNamed } from '../mentions/programOptions';
import { wordsOf } from '../mentions/portNames';

/** What a variable or option ends with whose address is where a program connects to. */
const ELSEWHERE: ReadonlySet<string> = new Set(
  'url uri proxy target upstream backend api origin db database redis broker connect remote endpoint dsn to join peer master leader destination'.split(
    ' ',
  ),
);

/** A command line is not read beyond this many characters. */
const LONGEST_LINE = 4_000;

/**
 * The port that a command line has a program listen on; nothing where it names none, or several: a message that names
 * none may be about any of them.
 */
export function commandPort(commandLine: string): PortHit | undefined {
  const line = commandLine.slice(0, LONGEST_LINE);
  const hits = commandPorts(line).filter((hit) => isOwn(line, hit));
  const [first] = hits;
  return hits.every(({ port, lastPort }) => port === first?.port && lastPort === undefined)
    ? first
    : undefined;
}

/**
 * A command line with another port, where it has a program listen on one; nothing where it does not name that one, or a range that
 * begins with it.
 */
export function withPort(commandLine: string, from: number, to: number): string | undefined {
  if (commandLine.length > LONGEST_LINE) return undefined;
  const own = commandPorts(commandLine).filter((hit) => hit.port === from && isOwn(commandLine, hit));
  if (own.length === 0 || own.some(({ lastPort }) => lastPort !== undefined)) return undefined;
  // From behind, so that the places before stay where they are; two formats may find one number.
  const places = [...new Map(own.map((hit) => [hit.start, hit])).values()].sort((a, b) => b.start - a.start);
  return places.reduce(
    (line, { start, end }) => line.slice(0, start) + String(to) + line.slice(end),
    commandLine,
  );
}

/** Whether a port stands where a program listens, as far as the words around it tell. */
function isOwn(line: string, { start }: PortHit): boolean {
  const command =
    line
      .slice(0, start)
      .split(/&&|\|\||[;|&]/)
      .at(-1) ?? '';
  const words = command.trimStart().split(/\s+/);
  const program = words.map((word) => programNamed(word)).findLast((known) => known !== undefined);
  if (program?.kind === 'client') return false;
  const name = /([\w.-]{1,80})=["']?\S*$/.exec(words.at(-1) ?? '')?.[1] ?? words.at(-2) ?? '';
  const isNamed = words.at(-1)?.includes('=') === true || name.startsWith('-');
  return !isNamed || !ELSEWHERE.has(wordsOf(name).at(-1) ?? '');
}
