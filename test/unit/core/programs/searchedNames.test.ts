import assert from 'node:assert/strict';
import { searchedNames } from '../../../../src/core/programs/searchedNames';

describe('what a search finds a program by', () => {
  it('is its name with its project, as it is shown, said and typed', () =>
    assert.deepEqual(searchedNames({ what: 'vite', project: 'shop' }), [
      'vite · shop',
      'vite of shop',
      'vite shop',
    ]));

  it('is what it is alone, where no project is known', () =>
    assert.deepEqual(searchedNames({ what: 'redis' }), ['redis']));

  it('is nothing where it is not recognised', () => assert.deepEqual(searchedNames(undefined), []));
});
