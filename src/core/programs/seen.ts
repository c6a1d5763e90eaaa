import type { ParentFacts, ProgramFacts } from './facts';
import { MOST_PARENTS } from './facts';
import { fileOf } from './words';

/** Words of a command line that are looked at; a Java program's options are many, and no name stands behind so many. */
const MOST_WORDS = 400;

/** Characters of a word that is looked at: a path's, not a list of all libraries'. */
const LONGEST_WORD = 1_024;

/** A process as recognisers see it: in bounds, and under the name that can be believed most. */
export interface Seen {
  /** The file name of its executable, or, where that may not be read, of its first word. */
  readonly program: string;
  /** Its executable without the kernel's mark of deletion; absent where it may not be read. */
  readonly executable: string | undefined;
  readonly comm: string;
  /** Its first word as it is. */
  readonly first: string;
  /** The words behind the first; of a line of text written over them where it begins as a command of that program's. */
  readonly words: readonly string[];
  /** All in one line: what a process that renamed itself wrote there. */
  readonly title: string;
  readonly unit: string | undefined;
  /** Nearest first. */
  readonly parents: readonly Seen[];
}

/** What a recogniser found. */
export interface Found {
  readonly what: string;
  /** Whether it is a program that somebody works on, and not a server of the machine's. */
  readonly isOfProject: boolean;
}

/** Says what a process is, of one kind of programs; nothing where it is none of these, or its executable contradicts. */
export type Recogniser = (seen: Seen) => Found | undefined;

/** A server of the machine's. */
export function server(what: string): Found {
  return { what, isOfProject: false };
}

/** A program of somebody's project. */
export function ofProject(what: string): Found {
  return { what, isOfProject: true };
}

/** What recognisers go by. */
export function seenOf({ parents, unit, ...facts }: ProgramFacts): Seen {
  let above: readonly Seen[] = [];
  for (const parent of parents.slice(0, MOST_PARENTS).toReversed())
    above = [one(parent, undefined, above), ...above];
  return one(facts, unit, above);
}

function one(
  { comm, commandLine, executable }: ParentFacts,
  unit: string | undefined,
  parents: readonly Seen[],
): Seen {
  const given = commandLine.slice(0, MOST_WORDS).map((word) => (word.length > LONGEST_WORD ? '' : word));
  while (given.length > 1 && given[given.length - 1] === '') given.pop();
  const [first = '', ...rest] = given;
  // A text over the arguments is one word; a path may have blanks in it, and then stands at its beginning.
  const [name = '', ...behind] = rest.length === 0 ? first.split(' ') : [first];
  const file = executable?.replace(/ \(deleted\)$/, '');
  const program = fileOf(file ?? name) || comm;
  return {
    program,
    executable: file,
    comm,
    first,
    words: fileOf(name) === program ? [...behind, ...rest] : rest,
    title: [first, ...rest].join(' ').slice(0, LONGEST_WORD),
    unit,
    parents,
  };
}

/** Whether a process may be of the program: its executable says so, or nothing contradicts. */
export function mayBe({ executable, program }: Seen, names: RegExp): boolean {
  return executable === undefined || names.test(program);
}
