import assert from 'node:assert/strict';
import '../../fakeVscode';
import { groupTroubleText, troubleText } from '../../../../../src/extension/views/sockets/troubleTexts';
import { CONNECTION_TROUBLES } from '../../../../../src/core/model/page';

describe('trouble of connections in words', () => {
  it('says what is wrong and with how many', () => {
    assert.equal(
      groupTroubleText({ trouble: 'closeWait', count: 6 }),
      '6 connections whose other end has closed long ago, and the program has not.',
    );
    assert.equal(
      groupTroubleText({ trouble: 'unread', count: 1 }),
      '1 connection: The program does not read what has come.',
    );
  });

  it('is a sentence of its own for each', () => {
    const texts = CONNECTION_TROUBLES.flatMap((trouble) => [
      troubleText(trouble),
      groupTroubleText({ trouble, count: 2 }),
    ]);
    assert.equal(new Set(texts).size, texts.length);
    for (const text of texts) assert.match(text, /\.$/);
  });
});
