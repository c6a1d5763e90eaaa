import assert from 'node:assert/strict';
import { findMentions } from '../../../../src/core/mentions/findMentions';
import { corpus, describeMention, textOf } from './corpus';

describe('ports in files', () => {
  const samples = corpus();

  for (const sample of samples) {
    it(sample.title, () => {
      const mentions = findMentions(textOf(sample.lines), 0, sample.lines.length - 1, sample);
      assert.deepEqual(
        mentions.map((mention) => describeMention(mention, sample.lines)),
        sample.expected,
      );
    });
  }
});
