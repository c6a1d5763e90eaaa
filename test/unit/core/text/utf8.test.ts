import assert from 'node:assert/strict';
import { decodeByteText, encodeByteText } from '../../../../src/core/text/utf8';

describe('text of bytes', () => {
  it('is read as UTF-8', () => {
    const bytes = Buffer.from('büro0 ↑', 'utf8').toString('latin1');
    assert.equal(decodeByteText(bytes), 'büro0 ↑');
    assert.equal(decodeByteText('eth0%41'), 'eth0%41');
  });

  it('is written as UTF-8, and what is no character as one that stands for it', () => {
    for (const text of ['büro0 ↑', 'a%41 b', '😀']) {
      assert.equal(encodeByteText(text), Buffer.from(text, 'utf8').toString('latin1'));
      assert.equal(decodeByteText(encodeByteText(text)), text);
    }
    assert.equal(encodeByteText('\ud800'), encodeByteText('\ufffd'));
  });

  it('stays as it is where it is not, or is decoded already', () => {
    assert.equal(decodeByteText('a\xffb'), 'a\xffb');
    assert.equal(decodeByteText('a → ü'), 'a → ü');
  });
});
