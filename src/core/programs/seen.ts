import { MOST_PARENTS, type ParentFacts, type ProgramFacts } from './facts';
import { fileOf } from './words';

/** Words of a command line that are looked at; a Java program's options are many, and no name stands behind so many. */
const MOST_WORDS = 400;

/** Characters of a word that is looked at: a path's, not a list of all libraries'. */
const LONGEST_WORD = 1_024;

/** Words of which a title is made; what programs write over their arguments is one. */
const TITLE_WORDS = 32;

/** A process as recognisers see it: in bounds, and under the name that can be believed most. */
export class Seen {
  /** The file name of its executable, or, where that may not be read, of its first word. */
  readonly program: string;
  /** Its executable without the kernel's mark of deletion; absent where it may not be read. */
  readonly executable: string | undefined;
  readonly comm: string;
  /** Its first word as it is. */
  readonly first: string;
  /** The words behind the first; of a line of text written over them where it begins as a command of that program's. */
  readonly words: readonly string[];
  readonly unit: string | undefined;
  readonly #above: readonly ParentFacts[];
  #title: string | undefined;
  #parents: readonly Seen[] | undefined;

  /** @param above its parents, nearest first */
  constructor({ comm, commandLine, executable }: ParentFacts, above: readonly ParentFacts[], unit?: string) {
    const [first = '', ...rest] = wordsIn(commandLine);
    // A text over the arguments is one word; a path may have blanks in it, and then stands at its beginning.
    const [name = '', ...behind] = rest.length === 0 ? first.split(' ') : [first];
    const file = executable?.replace(/ \(deleted\)$/, '');
    this.program = fileOf(file ?? name) || comm;
    this.executable = file;
    this.comm = comm;
    this.first = first;
    this.words = fileOf(name) === this.program ? [...behind, ...rest] : rest;
    this.unit = unit;
    this.#above = above;
  }

  /** All in one line: what a process that renamed itself wrote there. */
  get title(): string {
    return (this.#title ??= [this.first, ...(this.first.includes(' ') ? [] : this.words)]
      .slice(0, TITLE_WORDS)
      .join(' ')
      .slice(0, LONGEST_WORD));
  }

  /** Nearest first; made when asked for, which few names need. */
  get parents(): readonly Seen[] {
    return (this.#parents ??= this.#above.map((parent, at) => new Seen(parent, this.#above.slice(at + 1))));
  }
}

/** The words of a command line, in bounds, without what is empty at its end: the rest of what was written over. */
function wordsIn(commandLine: readonly string[]): string[] {
  const words = commandLine.length > MOST_WORDS ? commandLine.slice(0, MOST_WORDS) : [...commandLine];
  while (words.length > 1 && words[words.length - 1] === '') words.pop();
  return words.map((word) => (word.length > LONGEST_WORD ? '' : word));
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
export function seenOf(facts: ProgramFacts): Seen {
  return new Seen(facts, facts.parents.slice(0, MOST_PARENTS), facts.unit);
}

/** Whether a process may be of the program: its executable says so, or nothing contradicts. */
export function mayBe({ executable, program }: Seen, names: RegExp): boolean {
  return executable === undefined || names.test(program);
}
