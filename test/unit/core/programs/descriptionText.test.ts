import assert from 'node:assert/strict';
import {
  descriptionPhrase,
  descriptionText,
  shortDescription,
  SHORT_NAME,
} from '../../../../src/core/programs/descriptionText';
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

  it('reads as words within a sentence', () => {
    assert.equal(descriptionPhrase({ what: 'redis' }, ENGLISH), 'redis');
    assert.equal(descriptionPhrase({ what: 'vite', project: 'shop' }, ENGLISH), 'vite of shop');
  });

  it('is cut for a row where it tells least', () => {
    assert.equal(shortDescription({ what: 'vite', project: 'shop' }), 'vite · shop');
    assert.equal(shortDescription({ what: 'postgres 16/main' }), 'postgres 16/main');
    assert.equal(shortDescription({ what: 'port-forward svc/database' }), 'port-forward…');
    assert.equal(shortDescription({ what: 'manage.py runserver', project: 'shop' }), 'manage.py… · shop');
    assert.equal(
      shortDescription({ what: 'manage.py runserver', project: 'backend' }),
      'manage.py… · back…',
      'what the one leaves is the other’s',
    );
    assert.equal(shortDescription({ what: 'Node debugger', project: 'shop' }), 'debugger · shop');
    assert.equal(shortDescription({ what: 'Node debugger' }), 'Node debugger', 'nothing says it better');
    assert.equal(shortDescription({ what: 'vite', project: 'a-very-long-project' }), 'vite · a-very-lon…');
    const both = shortDescription({ what: 'a-very-long-program', project: 'a-very-long-project' });
    assert.equal(both.length, SHORT_NAME);
  });
});
