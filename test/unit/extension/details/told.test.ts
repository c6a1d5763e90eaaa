import assert from 'node:assert/strict';
import '../fakeVscode';
import { fieldLines, listLines, toldOf } from '../../../../src/extension/details/told';
import type { LinkTo } from '../../../../src/extension/navigate/deeds';

const link: LinkTo = { deed: 'details', target: ['process', 42, 7], title: '' };

describe('the text of a document that leads somewhere', () => {
  const items = Array.from({ length: 12 }, (_, at) => ({ text: `socket ${at}` }));
  const told = toldOf([
    { heading: 'Details of x', remark: 'As read', lines: [], lenses: [{ ...link, title: 'Kill' }] },
    {
      heading: 'Process node',
      lines: [
        ...fieldLines([{ field: ['User', 'me'] }, { field: ['Working directory', '/srv/User'], link }]),
        { text: '  Open sockets' },
        ...listLines(items),
      ],
      isFolded: true,
    },
  ]);
  const lines = told.text.split('\n');

  it('has a gap between its sections and ends with one line break', () => {
    assert.deepEqual(lines.slice(0, 4), ['Details of x', 'As read', '', 'Process node']);
    assert.match(told.text, /socket 11\n$/);
  });

  it('has the values of fields as links, and no name of a field', () => {
    const [only, ...others] = told.links;
    assert.ok(only);
    assert.equal(others.length, 0);
    assert.equal(lines[only.line]?.slice(only.from, only.to), '/srv/User');
    assert.deepEqual(told.lenses, [{ line: 0, link: { ...link, title: 'Kill' } }]);
  });

  it('folds sections and long lists, and leaves the line in sight that says what they are', () => {
    assert.deepEqual(
      told.folds.map(({ from, to, isFolded }) => [lines[from], lines[to], isFolded]),
      [
        ['  Open sockets', '    socket 11', true],
        ['Process node', '    socket 11', true],
      ],
    );
  });
});
