import { strict as assert } from 'node:assert';
import { StringList } from '../../../../src/core/traffic/stringList';

const MOST = 30_000;

describe('the strings of a place of the page', () => {
  it('are sent once, and again only to a page that has none', () => {
    const list = new StringList();
    list.begin(0, MOST);
    assert.deepEqual([list.number('a'), list.number('b'), list.number('a')], [0, 1, 0]);
    assert.deepEqual(list.lacking, { from: 0, texts: ['a', 'b'] });
    list.begin(2, MOST);
    assert.equal(list.number('c'), 2);
    assert.deepEqual(list.lacking, { from: 2, texts: ['c'] });
    list.begin(0, MOST);
    assert.equal(list.number('c'), 0, 'the page was loaded again');
  });

  it('are told from where the page has them, though more were sent', () => {
    const list = new StringList();
    list.begin(0, MOST);
    for (const text of ['a', 'b', 'c']) list.number(text);
    list.begin(1, MOST);
    assert.equal(list.number('b'), 1);
    assert.deepEqual(list.lacking, { from: 1, texts: ['b', 'c'] });
  });

  it('begin anew where the page has more than there are: another worker sent them', () => {
    const list = new StringList();
    list.begin(7, MOST);
    list.number('a');
    assert.deepEqual(list.lacking, { from: 0, texts: ['a'] });
  });

  it('begin anew where what the page lacks takes too much room, and where they are too many', () => {
    const list = new StringList();
    list.begin(0, MOST);
    for (let i = 0; i < 20_001; i++) list.number(`text ${i}`);
    list.begin(1, MOST);
    list.number('a');
    assert.deepEqual(list.lacking, { from: 0, texts: ['a'] });
    for (let i = 0; i < 20_001; i++) list.number(`text ${i}`);
    list.begin(list.length, MOST);
    assert.equal(list.length, 0);
  });

  it('cost what they take in JSON, and can be taken back', () => {
    const list = new StringList();
    list.begin(0, MOST);
    list.number('a');
    const texts = ['plain', 'ü', '日本', '😀', 'a "b" \\'];
    for (const text of texts) list.number(text);
    const json = texts.map((text) => Buffer.byteLength(JSON.stringify(text)) + 1);
    const exact = json.reduce((sum, bytes) => sum + bytes, 0);
    assert.ok(list.cost(1) >= exact && list.cost(1) <= exact + 2, `${list.cost(1)} for ${exact}`);
    list.cutTo(1);
    assert.equal(list.number('new'), 1);
  });
});
