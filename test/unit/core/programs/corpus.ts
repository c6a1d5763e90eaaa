import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgramDescription, ProgramFacts } from '../../../../src/core/programs/facts';
import { programDescription } from '../../../../src/core/programs/programDescription';

/** A process tree with what a person would call the process. */
export interface Entry {
  /** "recorded", where it was started and read, else the public page, manual or thread that its form follows. */
  readonly source: string;
  readonly facts: ProgramFacts;
  /** Nothing where the program's name should stay. */
  readonly wanted: ProgramDescription | null;
}

/** What became of an entry: a wrong name is worse than none. */
export type Outcome = 'right' | 'missed' | 'wrong';

const FOLDER = join(__dirname, '../../../fixtures/programs');

/** All files of the corpus, without their ending. */
export function corpusFiles(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => name.replace('.jsonl', ''));
}

/** The entries of a file of JSON lines, by its name without its ending. */
export function entriesOf(file: string): Entry[] {
  return readFileSync(join(FOLDER, `${file}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Entry);
}

/** What is said of an entry's process, and whether that is right. */
export function outcomeOf({ facts, wanted }: Entry): {
  readonly seen: ProgramDescription | null;
  readonly outcome: Outcome;
} {
  const seen = programDescription(facts) ?? null;
  if (textOf(seen) === textOf(wanted)) return { seen, outcome: 'right' };
  return { seen, outcome: seen === null ? 'missed' : 'wrong' };
}

/** `vite · shop`, and whether it is probable. */
export function textOf(description: ProgramDescription | null): string {
  if (description === null) return '(its own name)';
  const { what, project, isProbable } = description;
  return `${what}${project === undefined ? '' : ` · ${project}`}${isProbable === true ? ' (probably)' : ''}`;
}
