import assert from 'node:assert/strict';
import { programDescription } from '../../../../src/core/programs/programDescription';
import { corpusFiles, entriesOf, type Entry, outcomeOf, textOf } from './corpus';

/** Those that were put aside while recognisers were made (`heldOut`) are held, too, since they were run. */
const entries = corpusFiles().flatMap(entriesOf);

function said({ facts }: Entry): string {
  return facts.commandLine.join(' ').trim();
}

describe('names of programs, by the corpus', () => {
  it('are those that a person would say, for each process tree of it', () => {
    assert.ok(entries.length >= 300, `${entries.length}`);
    for (const entry of entries) {
      const { seen } = outcomeOf(entry);
      assert.equal(textOf(seen), textOf(entry.wanted), `${entry.source}: ${said(entry)}`);
    }
  });

  it('are at least a hundred times those of programs that were started and read', () => {
    const recorded = entries.filter(({ source }) => source.startsWith('recorded'));
    assert.ok(recorded.length >= 100, `${recorded.length}`);
  });

  it('all have a source', () => {
    for (const entry of entries) assert.ok(entry.source.length > 3, said(entry));
  });

  it('are not believed where the executable is another', () => {
    for (const entry of entries) {
      const facts = { ...entry.facts, executable: '/opt/other/tool' };
      if (facts.container !== undefined) continue;
      assert.equal(programDescription(facts), undefined, said(entry));
    }
  });

  it('are believed of the executable that is theirs, replaced while it runs', () => {
    for (const entry of entries) {
      const { executable } = entry.facts;
      if (executable === undefined) continue;
      const seen = programDescription({ ...entry.facts, executable: `${executable} (deleted)` });
      assert.equal(textOf(seen ?? null), textOf(entry.wanted), said(entry));
    }
  });

  it("are the same or none of another user's process, and never with a project", () => {
    let same = 0;
    for (const entry of entries) {
      const { wanted, facts, source } = entry;
      if (source.startsWith('own:')) continue;
      const parents = facts.parents.map(({ comm, commandLine }) => ({ comm, commandLine }));
      const seen = programDescription({ ...facts, parents, executable: undefined });
      assert.equal(seen?.project, undefined, said(entry));
      if (seen !== undefined) assert.ok(wanted !== null, `${said(entry)}: ${seen.what}`);
      if (seen?.what === wanted?.what) same++;
      else
        assert.ok(
          seen === undefined || wanted?.what.startsWith(seen.what) === true,
          `${said(entry)}: ${textOf(seen ?? null)}`,
        );
    }
    assert.ok(same / entries.length > 0.85, `${same} of ${entries.length}`);
  });
});
