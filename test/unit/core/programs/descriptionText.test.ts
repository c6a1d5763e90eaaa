import assert from 'node:assert/strict';
import { descriptionText } from '../../../../src/core/programs/descriptionText';
import { ENGLISH } from '../../../../src/core/text/localizer';

describe('what a process is, as a text', () => {
  it('has its project behind it, and says what is only probable', () => {
    assert.equal(descriptionText({ what: 'redis' }, ENGLISH), 'redis');
    assert.equal(descriptionText({ what: 'vite', project: 'shop' }, ENGLISH), 'vite · shop');
    assert.equal(
      descriptionText({ what: 'node debugger', isProbable: true }, ENGLISH),
      'probably node debugger',
    );
  });
});
