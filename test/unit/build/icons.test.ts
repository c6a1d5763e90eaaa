import { strictEqual } from 'node:assert/strict';
import { smallIcon } from '../../../src/build/icons';

describe('icons of the Traffic page', () => {
  it('lose what the style sheet says and what no pixel shows, and nothing else', () => {
    strictEqual(
      smallIcon(
        '<svg width="16" height="16" viewBox="0 0 16 16" xmlns="http://www.w3.org/2000/svg" fill="currentColor">' +
          '<path fill-rule="evenodd" d="M9.5 14H6.50049C0.224 14 -0.126 12.996 3 13"/></svg>',
      ),
      '<svg viewBox="0 0 16 16"><path fill-rule="evenodd" d="M9.5 14H6.5C.22 14 -.13 13 3 13"/></svg>',
    );
  });
});
