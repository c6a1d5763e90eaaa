import '../fakeVscode';
import assert from 'node:assert/strict';
import { field, markdownOf, restOf, tooltipOf } from '../../../../src/extension/views/tooltip';

describe('a tooltip as VS Code shows it', () => {
  const link = { title: 'Copy Address', command: 'netstat.listeningPorts.act', args: ['copy', 3000] };
  const rest = restOf([{ fields: [field('Inode', '5000')] }, { fields: [] }]);

  it('has what matters, what can be done, and behind a line the rest', () => {
    const { value } = markdownOf([...tooltipOf('3000', [field('Process', 'node')]), ...rest], [link]);
    assert.match(
      value,
      /^\*\*3000\*\*\n\nProcess: node\n\n\[Copy Address\]\(command:[^)]*\)\n\n---\n\nInode: 5000\n\n$/,
    );
  });

  it('has no line where there is nothing behind it, and none before which nothing stands', () => {
    assert.doesNotMatch(markdownOf(tooltipOf('3000'), [link]).value, /---/);
    assert.doesNotMatch(markdownOf(rest).value, /---/);
  });

  it('lets no command run but those of its links, and none without links', () => {
    const trusted = markdownOf(tooltipOf('3000'), [link, link]).isTrusted;
    assert.deepEqual(trusted, { enabledCommands: ['netstat.listeningPorts.act'] });
    assert.equal(markdownOf(tooltipOf('3000')).isTrusted, undefined);
  });

  it('shows what a program wrote letter by letter, though links work in it', () => {
    const hostile = '[x](command:netstat.listeningPorts.act?%5B%5D)\n---\n<a href="command:x">';
    const { value } = markdownOf(tooltipOf(hostile, [field('Command', hostile)]), [link]);
    const links = value.match(/(?<!\\)\]\(command:/g);
    assert.equal(links?.length, 1, value);
    assert.doesNotMatch(value, /(?<!\\)<a|\n---/);
  });
});
