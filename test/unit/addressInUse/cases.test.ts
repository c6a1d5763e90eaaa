import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, entriesIn, outcomeOf, seenIn } from './corpus';

const fixtures = join(__dirname, '../../fixtures');

/** Inputs of public bug reports, one kind of fault a file. */
interface CaseFile {
  readonly kind: string;
  readonly fault: string;
  readonly cases: readonly Entry[];
}

function caseFiles(): CaseFile[] {
  const folder = join(fixtures, 'cases');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as CaseFile)
    .filter(({ kind }) => kind === 'addressInUse');
}

function wanted({ want }: Entry): string {
  return [want].flat().join(' or ');
}

describe('messages of bug reports', () => {
  for (const { fault, cases } of caseFiles()) {
    describe(fault, () => {
      for (const entry of cases) {
        it(`${entry.source}: ${wanted(entry)}`, () => {
          assert.equal(outcomeOf(entry), 'right', `saw ${seenIn(entry)}`);
        });
      }
    });
  }
});

describe('messages that were not seen before they were written down', () => {
  const read = (name: string): Entry[] =>
    entriesIn(readFileSync(join(fixtures, 'addressInUse', name), 'utf8'));
  const described = (entry: Entry): string =>
    `${entry.program ?? ''} (${entry.source}): wanted ${wanted(entry)}, saw ${seenIn(entry)}\n${entry.in}`;

  it('never lead to a wrong port, nor to a complaint that is none', () => {
    const entries = [...read('real.jsonl'), ...read('lookalikes.jsonl')];
    assert.ok(entries.length > 350);
    const wrong = entries.filter((entry) => !['right', 'missed'].includes(outcomeOf(entry)));
    assert.deepEqual(wrong.map(described), []);
  });

  it('are read where they are complaints, but for a few', () => {
    const missed = read('real.jsonl').filter((entry) => outcomeOf(entry) === 'missed');
    // What journalctl and docker logs show is no complaint of theirs: minio, clickhouse.
    assert.deepEqual(
      missed.map(({ program }) => program),
      ['tornado', 'jdi', 'minio', 'clickhouse'],
    );
  });
});
