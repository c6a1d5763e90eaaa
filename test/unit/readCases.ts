/**
 * The inputs of public bug reports in test/fixtures/cases, one set a file. `kind` says which part of the code takes its
 * cases, and `want` what is to come of one; where `want` is a list, each of it is right.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from '../host/paths';

/** One input of a report. */
export interface Case {
  /** The report or document that it is retyped from. */
  readonly source: string;
  readonly in: string;
  /** Of a file: what it is called, and VS Code's language identifier. */
  readonly path?: string;
  readonly lang?: string;
  /** Of a program's output: its command line, and whether it is told that it goes on. */
  readonly cmd?: string;
  readonly goesOn?: boolean;
  readonly want: string | readonly string[];
}

interface CaseSet {
  readonly kind: string;
  readonly fault: string;
  readonly cases: readonly Case[];
}

const folder = join(fixtures, 'cases');

/** Makes a test of every case of a kind; `answer` gives what the code says of it, written like its `want`. */
export function testCases(kind: string, answer: (one: Case) => string): void {
  const sets = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, ...(JSON.parse(readFileSync(join(folder, name), 'utf8')) as CaseSet) }))
    .filter((set) => set.kind === kind);
  assert.ok(sets.length > 0, `no set of the kind ${kind} in ${folder}`);
  for (const { name, cases } of sets) {
    for (const [index, one] of cases.entries()) {
      it(`${name} ${index + 1}: ${one.source}`, () => {
        const wanted = typeof one.want === 'string' ? [one.want] : one.want;
        const got = answer(one);
        assert.ok(wanted.includes(got), `got "${got}", wanted "${wanted.join('" or "')}" from\n${one.in}`);
      });
    }
  }
}
