import assert from 'node:assert/strict';
import { typedLine } from '../../../../src/core/text/typedLine';

describe('a command line to be typed and not run', () => {
  it('stands as it was, without the line break that ends it', () => {
    assert.equal(typedLine('npm run dev -- --name "Größe 日本"\r\n'), 'npm run dev -- --name "Größe 日本"');
  });

  it('is none where a line break would run a part of it', () => {
    for (const text of ['rm -r x\nnpm start', 'a\rb', 'a\u2028b', 'a\u0085b']) {
      assert.equal(typedLine(text), undefined, JSON.stringify(text));
    }
  });

  it('is none where a character would edit, complete, interrupt or hide', () => {
    for (const text of ['a\u0003b', 'a\tb', 'a\u001b[Ab', 'a\u202eb', 'a\u200bb', ' \n']) {
      assert.equal(typedLine(text), undefined, JSON.stringify(text));
    }
  });
});
