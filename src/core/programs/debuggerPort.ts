import { valuesOf } from './options';
import type { Seen } from './seen';

/** A debugger's port: whose, and whether the number alone says so. */
export interface DebuggerPort {
  readonly what: string;
  readonly isProbable: boolean;
}

/** A kind of debuggers: in which programs, at which port where none is named, and the ports that options name. */
interface Kind {
  readonly what: string;
  readonly program: RegExp;
  /** First and last port of those that it takes by itself. */
  readonly usual: readonly [number, number];
  /** What options say: the ports that they name, 0 for the usual one; nothing where none is there. */
  readonly named: (words: readonly string[]) => readonly number[];
}

function portIn(value: string): number {
  return Number(/(?:^|:)(\d{1,5})$/.exec(value)?.[1] ?? 0);
}

const KINDS: readonly Kind[] = [
  {
    // --inspect, --inspect-brk, --inspect-wait, with [host:]port behind "=": see node(1). --inspect-port alone opens none.
    what: 'Node debugger',
    program: /^(?:node(?:js)?\d*|bun|deno|code|electron)$/,
    usual: [9229, 9238],
    named: (words) =>
      words.flatMap((word) => {
        const [, value] = /^--inspect(?:-brk|-wait)?(?:=(.*))?$/s.exec(word) ?? [];
        return /^--inspect(?:-brk|-wait)?(?:=|$)/.test(word) ? [portIn(value ?? '')] : [];
      }),
  },
  {
    what: 'Java debugger',
    program: /^java$/,
    usual: [5005, 5005],
    named: (words) =>
      words.flatMap((word) => {
        const [, options] = /^(?:-agentlib:jdwp=|-Xrunjdwp:)(.*)$/s.exec(word) ?? [];
        return options === undefined ? [] : [portIn(/(?:^|,)address=([^,]*)/.exec(options)?.[1] ?? '')];
      }),
  },
  {
    what: 'Python debugger',
    program: /^(?:python|pypy)\d*(?:\.\d+)?$/,
    usual: [5678, 5678],
    named: (words) =>
      words.some((word) => /(?:^|\/)debugpy(?:\/adapter)?$/.test(word))
        ? valuesOf(words, '--listen', '--port').map(portIn)
        : [],
  },
  {
    what: 'Go debugger',
    program: /^dlv(?:-dap)?$/,
    usual: [2345, 2345],
    named: (words) => valuesOf(words, '--listen', '-l').map(portIn),
  },
  {
    what: 'Chrome debugger',
    program: /^(?:chrome|chromium|chromium-browser|google-chrome|headless_shell|msedge|brave|code|electron)$/,
    usual: [9222, 9222],
    named: (words) => valuesOf(words, '--remote-debugging-port').map(portIn),
  },
];

/** Whose debugger listens there, if one may: by what the command line says, else by the port that it usually has. */
export function debuggerAt({ program, words }: Seen, port: number): DebuggerPort | undefined {
  const kinds = KINDS.filter((kind) => kind.program.test(program));
  for (const { what, usual, named } of kinds) {
    const ports = named(words);
    if (ports.includes(port) || (ports.includes(0) && isWithin(port, usual)))
      return { what, isProbable: false };
  }
  const probable = kinds.find(({ usual, named }) => isWithin(port, usual) && named(words).length === 0);
  return probable && { what: probable.what, isProbable: true };
}

function isWithin(port: number, [first, last]: readonly [number, number]): boolean {
  return port >= first && port <= last;
}
