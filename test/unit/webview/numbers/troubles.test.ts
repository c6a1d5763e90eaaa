import { deepStrictEqual } from 'node:assert/strict';
import { troublesOf } from '../../../../src/webview/numbers/troubles';

describe('what a sample lacks in words', () => {
  const textsOf = (summary: Parameters<typeof troublesOf>[0]): readonly string[] =>
    troublesOf(summary, 'bytes').map(({ text }) => text);

  it('is nothing where all was told, and of the first sample, which has no figures', () => {
    deepStrictEqual(textsOf({ lost: 0, closed: 4 }), []);
    deepStrictEqual(textsOf({ lost: 0, isPartial: true }), []);
  });

  it('is what could not be read, and what nobody listened to', () => {
    deepStrictEqual(textsOf({ lost: 1, closed: 4 }), ['1 closed connection was not told']);
    deepStrictEqual(textsOf({ lost: 1200, closed: 0, isPartial: true }), [
      '1200 closed connections were not told',
      'short connections may be missing',
    ]);
  });
});
