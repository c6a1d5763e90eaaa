import assert from 'node:assert/strict';
import {
  asInContainer,
  personName,
  personPhrase,
  shortPersonName,
} from '../../../../src/core/programs/personName';
import { ENGLISH } from '../../../../src/core/text/localizer';

const VITE = { comm: 'node', commandLine: ['node', 'node_modules/.bin/vite'] };
const DESCRIBED = { ...VITE, description: { what: 'vite', project: 'shop' } };

describe('what a person calls a process', () => {
  it('is what it is, with its project', () => {
    assert.equal(personName(DESCRIBED, ENGLISH), 'vite · shop');
    assert.equal(shortPersonName(DESCRIBED, ENGLISH), 'vite · shop');
    assert.equal(personPhrase(DESCRIBED, ENGLISH), 'vite of shop');
  });

  it('stays the name of its program where it is not recognised', () => {
    assert.equal(personName(VITE, ENGLISH), 'node');
    assert.equal(personPhrase({ comm: '', commandLine: [] }, ENGLISH), '(no name)');
  });

  it('is what it is in its container, where that is told already', () => {
    const contained = { ...VITE, description: { what: 'web (shop)', inContainer: { what: 'vite' } } };
    assert.equal(personName(contained, ENGLISH), 'web (shop)');
    assert.equal(personName(asInContainer(contained), ENGLISH), 'vite');
    const unknown = { ...VITE, description: { what: 'web (shop)', inContainer: {} } };
    assert.equal(personName(asInContainer(unknown), ENGLISH), 'node');
    assert.equal(asInContainer(DESCRIBED), DESCRIBED);
  });

  it('is another at the port of its debugger', () => {
    const debugged = { ...DESCRIBED, commandLine: ['node', '--inspect', 'node_modules/.bin/vite'] };
    assert.equal(personName(debugged, ENGLISH, 3000), 'vite · shop');
    assert.equal(personName(debugged, ENGLISH, 9229), 'Node debugger · shop');
    assert.equal(personName(DESCRIBED, ENGLISH, 9229), 'probably Node debugger · shop');
  });
});
