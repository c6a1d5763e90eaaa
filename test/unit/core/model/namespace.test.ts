import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  choiceKey,
  choiceOf,
  isOneNamespace,
  type NamespaceChoice,
  OWN_NAMESPACE,
  readChoice,
} from '../../../../src/core/model/namespace';
import { containerId } from '../../knownContainers';
import { DB_FACTS, namedFacts, namespaceFacts, OWN_FACTS } from '../../namespaces';
import { assertProperty } from '../../property';

const CHOICES: readonly NamespaceChoice[] = [
  { kind: 'own' },
  { kind: 'all' },
  { kind: 'container', id: containerId('a') },
  { kind: 'container', id: 'web.lxc-1' },
  { kind: 'name', name: 'blue' },
  { kind: 'name', name: 'with blanks, and Ünïcode' },
  { kind: 'process', pid: 4242, startTime: 0 },
];

describe('a choice of network namespaces', () => {
  it('is read as it was kept', () => {
    for (const choice of CHOICES) assert.deepEqual(readChoice(JSON.parse(JSON.stringify(choice))), choice);
  });

  it('is the own one where something else was kept', () => {
    const others: unknown[] = [
      undefined,
      null,
      'all',
      7,
      [],
      { kind: 'every' },
      { kind: 'container' },
      { kind: 'container', id: '../../run/docker.sock' },
      { kind: 'container', id: 'a\nb' },
      { kind: 'container', id: 'a'.repeat(256) },
      { kind: 'name', name: '' },
      { kind: 'name', name: '..' },
      { kind: 'name', name: 'a/b' },
      { kind: 'name', name: 'a\0b' },
      { kind: 'process', pid: 0, startTime: 1 },
      { kind: 'process', pid: -1, startTime: 1 },
      { kind: 'process', pid: '1', startTime: 1 },
      { kind: 'process', pid: 1.5, startTime: 1 },
      { kind: 'process', pid: 1 },
    ];
    for (const kept of others) assert.deepEqual(readChoice(kept), OWN_NAMESPACE, JSON.stringify(kept));
  });

  it('has nothing but what names it, whatever was kept with it', () => {
    const kept = { kind: 'name', name: 'blue', more: { a: 1 } };
    assert.deepEqual(readChoice(kept), { kind: 'name', name: 'blue' });
    assertProperty(fc.anything(), (anything) => {
      const choice = readChoice(anything);
      assert.deepEqual(readChoice(choice), choice);
    });
  });

  it('is told from each other one by its key', () => {
    assert.equal(new Set(CHOICES.map(choiceKey)).size, CHOICES.length);
    assert.deepEqual(
      CHOICES.filter(isOneNamespace).map(({ kind }) => kind),
      ['container', 'container', 'name', 'name', 'process'],
    );
  });

  it('is made by what names a namespace for longest', () => {
    assert.deepEqual(choiceOf(OWN_FACTS), { kind: 'own' });
    assert.deepEqual(choiceOf({ ...DB_FACTS, names: ['x'] }), { kind: 'container', id: containerId('a') });
    assert.deepEqual(choiceOf(namespaceFacts({ names: ['blue'] })), { kind: 'name', name: 'blue' });
    assert.deepEqual(choiceOf(namespaceFacts()), { kind: 'process', pid: 4242, startTime: 900 });
    assert.equal(choiceOf({ ...namedFacts('x'), names: [] }), undefined);
  });
});
