import assert from 'node:assert/strict';
import '../fakeVscode';
import type { Comparison } from '../../../../src/core/model/comparison';
import { comparisonTexts } from '../../../../src/extension/snapshots/comparisonText';

const NOTHING: Comparison = {
  ...{ opened: [], closed: [], changed: [], counts: { opened: 0, closed: 0, changed: 0 }, same: 7 },
};

describe('a comparison with a moment of the history, in words', () => {
  it('says on both sides what was not compared', () => {
    const { before, after } = comparisonTexts({ ...NOTHING, unknown: { sockets: 5, connections: true } });
    assert.equal(before, after);
    assert.match(
      before,
      /connections were not recorded, and are not compared\.\n5 sockets that it cannot know/,
    );
    const known = comparisonTexts({ ...NOTHING, unknown: { sockets: 0, connections: false } });
    assert.match(known.before, /connections that were open for a while\.\n/);
    assert.doesNotMatch(known.before, /cannot know/);
    assert.doesNotMatch(comparisonTexts(NOTHING).before, /history/);
  });
});

describe('a comparison, line by line', () => {
  const listener = { name: 'tcp 0.0.0.0:3000 *:*', state: 'LISTEN', owners: 'node (42)' };
  const long = {
    name: 'tcp6 [2001:db8:1111:2222:3333:4444:5555:6666]:50000 [2001:db8:1111:2222:3333:4444:5555:7777]:443',
    state: 'ESTABLISHED',
    owners: 'postgres (1), postgres (2), postgres (3)',
  };
  const lineOf = (text: string, of: { readonly name: string }): string =>
    text.split('\n').find((line) => line.includes(of.name)) ?? '';

  it('has state and program in what is in sight of both halves, however long a name is', () => {
    const { after } = comparisonTexts({ ...NOTHING, opened: [listener, long] });
    const inSight = (of: typeof long): string => lineOf(after, of).slice(0, 50);
    assert.match(inSight(listener), /^ {2}LISTEN {7}node \(42\) +tcp 0/);
    assert.match(inSight(long), /^ {2}ESTABLISHED {2}postgres \(1\), post.*… {2}tcp6 /);
    assert.ok(lineOf(after, long).endsWith('postgres (1), postgres (2), postgres (3)'));
    const columns = [listener, long].map((each) => lineOf(after, each).indexOf(each.name));
    assert.equal(columns[0], columns[1], 'names stand below each other');
  });

  it('says where nobody is known', () => {
    const { before } = comparisonTexts({ ...NOTHING, closed: [{ ...listener, owners: '', state: '' }] });
    assert.match(lineOf(before, listener), /unknown owner {2}tcp 0\.0\.0\.0:3000 \*:\*$/);
  });
});
