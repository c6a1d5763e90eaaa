import assert from 'node:assert/strict';
import '../fakeVscode';
import { firstItems, namespaceItems, problemItem } from '../../../../src/extension/namespaces/namespaceItems';
import { containerId, dbContainer } from '../../knownContainers';
import { DB_FACTS, namedFacts, namespaceFacts, OWN_FACTS } from '../../namespaces';

/** Each row in a line; sections stand as `# label`. */
function lines(items: ReturnType<typeof namespaceItems>): string[] {
  return items.map(({ label, description, detail, kind }) =>
    kind === undefined ? [label, description, detail].filter(Boolean).join(' | ') : `# ${label}`,
  );
}

describe('the network namespaces to choose from', () => {
  it('are this machine, all, then containers by name, named ones, and others by a process', () => {
    const web = dbContainer({ id: containerId('c'), name: 'web', image: 'nginx', project: 'shop' });
    const facts = [
      OWN_FACTS,
      namespaceFacts({ processes: 1 }),
      namespaceFacts({ key: '9', containers: [{ runtime: 'docker', id: web.id }] }),
      DB_FACTS,
      namespaceFacts({ key: '10', names: ['green'] }),
      namedFacts('blue'),
    ];
    assert.deepEqual(lines(namespaceItems(facts, [web, dbContainer()], { kind: 'own' }, false)), [
      'This machine | now',
      'All network namespaces',
      '# Containers',
      'db | postgres:16 · shop · docker · aaaaaaaaaaaa · 3 processes',
      'web | nginx · shop · docker · cccccccccccc · 3 processes',
      '# Named network namespaces',
      'blue | no process | Only root may read it: tables are read through a process, and none is seen in it.',
      'green | 3 processes',
      '# Other network namespaces',
      'node (pid 4242) | 1 process',
    ]);
  });

  it('can be chosen, each by what names it for longest, and the current one is marked', () => {
    const current = { kind: 'container', id: containerId('a') } as const;
    const items = namespaceItems(
      [OWN_FACTS, DB_FACTS, namedFacts('blue'), namespaceFacts()],
      [],
      current,
      false,
    );
    assert.deepEqual(
      items.flatMap(({ choice }) => choice ?? []),
      [
        { kind: 'own' },
        { kind: 'all' },
        current,
        { kind: 'name', name: 'blue' },
        { kind: 'process', pid: 4242, startTime: 900 },
      ],
    );
    const marked = items.filter(({ description = '' }) => description.startsWith('now'));
    assert.deepEqual(
      marked.map(({ choice }) => choice),
      [current],
    );
    assert.deepEqual(
      marked.map(({ label }) => label),
      ['aaaaaaaaaaaa'],
    );
  });

  it('say of one without a process that only root may read it, to anybody else', () => {
    const details = (isRoot: boolean): unknown[] =>
      namespaceItems([OWN_FACTS, namedFacts('blue')], [], { kind: 'own' }, isRoot).flatMap(
        ({ detail }) => detail ?? [],
      );
    assert.deepEqual(details(true), []);
    assert.equal(details(false).length, 1);
  });

  it('have one row for each container of a pod', () => {
    const pod = namespaceFacts({
      containers: [dbContainer(), dbContainer({ id: containerId('c'), name: 'web' })],
    });
    const items = namespaceItems(
      [OWN_FACTS, pod],
      [dbContainer(), dbContainer({ id: containerId('c'), name: 'web' })],
      { kind: 'own' },
      false,
    );
    assert.deepEqual(
      items.slice(3).map(({ label }) => label),
      ['db', 'web'],
    );
  });

  it('are cleaned, so that no name reads as an icon or another row', () => {
    const hostile = '$(flame)\u202e\nThis machine';
    const facts = [
      namespaceFacts({ key: '2', names: [hostile] }),
      namespaceFacts({ key: '3', example: { pid: 5, startTime: 1, comm: hostile } }),
      DB_FACTS,
    ];
    const items = namespaceItems(
      facts,
      [dbContainer({ name: hostile, image: hostile })],
      { kind: 'own' },
      false,
    );
    for (const line of lines(items)) assert.doesNotMatch(line, /\$\(|[\n\u202e]/u);
  });

  it('are those two alone where the others could not be listed, which is said', () => {
    assert.deepEqual(lines(firstItems({ kind: 'all' })), ['This machine', 'All network namespaces | now']);
    const { label, choice } = problemItem('EACCES $(x)\nmore');
    assert.equal(choice, undefined);
    assert.match(label, /^The network namespaces could not be listed: EACCES \$\u200b\(x\) more$/u);
  });
});
