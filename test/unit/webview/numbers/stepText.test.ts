import { strictEqual } from 'node:assert/strict';
import { stepText } from '../../../../src/webview/numbers/stepText';

describe('the step of samples in words', () => {
  it('is the one that was measured', () => {
    strictEqual(stepText(0, 2013, false), 'every 2 s');
    strictEqual(stepText(0, 2480, false), 'every 2.5 s');
    strictEqual(stepText(0, 12_470, false), 'every 12 s');
    strictEqual(stepText(0, 500, false), 'every 0.5 s');
  });

  it('is none behind a gap, and says that the page is paused', () => {
    strictEqual(stepText(0, undefined, false), '');
    strictEqual(stepText(undefined, 2000, true), 'paused');
    strictEqual(stepText(new Date(2026, 10, 27, 15, 4, 5).getTime(), 2000, true), 'paused at 15:04:05');
  });
});
