import assert from 'node:assert/strict';
import '../fakeVscode';
import {
  choiceText,
  endedText,
  gapsText,
  namespaceText,
} from '../../../../src/extension/namespaces/namespaceTexts';
import { containerId, dbContainer } from '../../knownContainers';
import {
  DB_FACTS,
  namedFacts,
  namespaceFacts,
  namespacePart,
  OWN_FACTS,
  snapshotNamespaces,
} from '../../namespaces';

const db = { kind: 'container', id: containerId('a') } as const;
const infra = { ...dbContainer({ id: containerId('b'), name: 'shop-infra' }), isInfra: true } as const;

describe('the words for a network namespace', () => {
  it('name it by its container, its name, or a process in it', () => {
    assert.equal(namespaceText(OWN_FACTS), 'this machine');
    assert.equal(namespaceText(DB_FACTS, [dbContainer()]), 'container db');
    assert.equal(namespaceText(DB_FACTS), 'container aaaaaaaaaaaa');
    assert.equal(namespaceText(namespaceFacts({ names: ['blue', 'green'] })), 'network namespace “blue”');
    assert.equal(namespaceText(namespaceFacts()), 'network namespace of node (pid 4242)');
    assert.equal(namespaceText({ ...namedFacts('x'), names: [] }), 'a network namespace without a process');
  });

  it('name all containers of a pod, but not the one that only keeps its network', () => {
    const web = dbContainer({ id: containerId('c'), name: 'web' });
    const pod = namespaceFacts({ containers: [infra, dbContainer(), web] });
    assert.equal(namespaceText(pod, [infra, dbContainer(), web]), 'containers db, web');
    assert.equal(namespaceText(namespaceFacts({ containers: [infra] }), [infra]), 'container shop-infra');
  });

  it('are the same for what was chosen', () => {
    assert.equal(choiceText({ kind: 'own' }), 'this machine');
    assert.equal(choiceText({ kind: 'all' }), 'all network namespaces');
    assert.equal(choiceText(db, { containers: [dbContainer()] }), 'container db');
    assert.equal(choiceText(db), 'container aaaaaaaaaaaa');
    assert.equal(choiceText({ kind: 'name', name: 'blue' }), 'network namespace “blue”');
    const process = { kind: 'process', pid: 4242, startTime: 900 } as const;
    assert.equal(choiceText(process), 'network namespace of pid 4242');
    const known = snapshotNamespaces(
      { shown: process },
      { parts: [namespacePart(namespaceFacts())], shown: '7' },
    );
    assert.equal(choiceText(process, known), 'network namespace of node (pid 4242)');
  });

  it('clean and cut what others named', () => {
    const hostile = `\u202e“$(flame)\n${'x'.repeat(500)}`;
    const texts = [
      namespaceText(DB_FACTS, [dbContainer({ name: hostile })]),
      namespaceText(namespaceFacts({ names: [hostile] })),
      namespaceText(namespaceFacts({ example: { pid: 1, startTime: 1, comm: hostile } })),
      choiceText({ kind: 'name', name: hostile }),
    ];
    for (const text of texts) {
      assert.ok(text.length < 120, text);
      assert.doesNotMatch(text, /[\n\u202e]/);
    }
  });

  it('say that it ended', () => {
    assert.equal(endedText(db, 'container db'), 'Container db has ended; showing this machine.');
    assert.equal(
      endedText({ kind: 'name', name: 'blue' }, 'network namespace “blue”'),
      'There is no network namespace “blue” any more; showing this machine.',
    );
  });

  it('say what is missing or old of those that are shown', () => {
    const old = namespacePart(DB_FACTS, { isOld: true, readAt: Date.UTC(2026, 0, 2, 12, 30) });
    const all = { kind: 'all' } as const;
    const known = snapshotNamespaces(
      { shown: all },
      { parts: [old], unread: [namedFacts('x'), namedFacts('y')] },
    );
    assert.equal(gapsText({ kind: 'own' }, known), '');
    assert.match(
      gapsText(all, known),
      /^Not read yet, or readable by root alone: 2 network namespaces\. .* as they were on Jan 2, 2026/,
    );
    const single = snapshotNamespaces({ shown: all }, { unread: [namedFacts('x')] });
    assert.match(gapsText(all, single), /^Not read yet, or readable by root alone: 1 network namespace\.$/);
    const ofRoot = { ...known, ownerScan: { viewerUid: 0 } };
    assert.match(gapsText(all, ofRoot), /^Not read yet: 2 network namespaces\./, 'root may read all');
    assert.equal(gapsText(all, snapshotNamespaces({ shown: all }, { parts: [namespacePart(DB_FACTS)] })), '');
    const one = snapshotNamespaces(
      { shown: db },
      { parts: [old], unread: [namedFacts('x')], shown: old.namespace.key },
    );
    assert.match(gapsText(db, one), /^Network namespaces are read in turn: some rows are as they were on/);
  });
});
