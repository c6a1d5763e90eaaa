import { strictEqual } from 'node:assert/strict';
import { heightWithin, LEAST_HEIGHT } from '../../../../src/webview/details/heights';

describe('the height of the details', () => {
  it('leaves room for the table, and for the details', () => {
    strictEqual(heightWithin(300.4, 1000), 300);
    strictEqual(heightWithin(5000, 1000), 800);
    strictEqual(heightWithin(-20, 1000), LEAST_HEIGHT);
    strictEqual(heightWithin(300, 50), LEAST_HEIGHT);
  });
});
