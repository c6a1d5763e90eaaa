import '../fakeVscode';
import assert from 'node:assert/strict';
import type { ContainerFacts } from '../../../../src/core/model/container';
import { answersTo } from '../../../../src/extension/find/findItems';
import { container, OTHER } from '../../keptContainers';
import { snapshot, type MadeSocket } from '../../snapshots';
import { NAMES } from '../ports/portScene';

/** What a question is answered, a line an answer. */
function answers(
  question: string,
  containers: readonly ContainerFacts[],
  sockets: readonly MadeSocket[] = [],
): string[] {
  return answersTo(question, snapshot(sockets, [], { containers }), NAMES).map(
    ({ label, description, detail }) => [label, description, detail].filter(Boolean).join(' | '),
  );
}

describe('a port that packet rules alone hand on', () => {
  const TOLD =
    '3000  db | published, tcp | db (postgres:16), project shop, → 5432 inside. ' +
    'Nothing listens here: packet rules hand the port on, whatever a bind says.';

  it('is not free: its container is told', () => {
    assert.deepEqual(answers('3000', [container()]), [TOLD]);
  });

  it('is found by the names of its container', () => {
    for (const name of ['db', 'postgres', 'shop'])
      assert.deepEqual(answers(name, [container()]), [TOLD], name);
    assert.match(answers('web', [container()]).join(), /^Nothing matches "web"/);
    assert.doesNotMatch(answers('', [container()]).join(), /published/);
  });

  it('is none of an engine in another network, and none of a container that has stopped', () => {
    for (const facts of [{ publishesOn: 'elsewhere' }, { state: 'exited' }] as const) {
      assert.match(answers('3000', [container(facts)]).join(), /^3000 {2}free/, JSON.stringify(facts));
    }
    const { publishesOn: _here, ...untold } = container();
    assert.deepEqual(answers('3000', [untold]), [TOLD], 'a port of its engine’s is not called free');
  });

  it('is told by the row of its listener where there is one', () => {
    const rows = answers('3000', [container()], [{ local: ['0.0.0.0', 3000] }]);
    assert.doesNotMatch(rows.join(), /published/);
    assert.match(rows.join(), /3000 {2}db/);
  });
});

describe('a port on the host of an engine elsewhere', () => {
  const there = container({ id: OTHER, isHere: false });

  it('is told beside what this machine has, which is free', () => {
    const [free, other, ...more] = answers('3000', [there]);
    assert.match(free ?? '', /^3000 {2}free/);
    assert.match(other ?? '', /^3000 {2}db \| on the engine’s host, tcp \| .*It is no port of this machine/);
    assert.deepEqual(more, []);
  });

  it('stands below who listens here', () => {
    const rows = answers('3000', [there], [{ local: ['0.0.0.0', 3000] }]);
    assert.match(rows.at(-1) ?? '', /on the engine’s host/);
    assert.match(rows[1] ?? '', /^3000 {2}unknown owner/);
  });
});
