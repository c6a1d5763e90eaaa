import assert from 'node:assert/strict';
import type { NamespaceChoice, NamespaceFacts } from '../../../../src/core/model/namespace';
import {
  MOST_NAMESPACES,
  readTableOf,
  tableSelections,
} from '../../../../src/extension/namespaces/tableReading';
import { DB_FACTS, namedFacts, namespaceFacts, OWN_FACTS } from '../../namespaces';
import { FakeEngine } from '../fakeEngine';

const blue = { kind: 'name', name: 'blue' } as const;
const all = { kind: 'all' } as const;

describe('the tables of network namespaces', () => {
  let engine: FakeEngine;
  let asked: (NamespaceChoice | undefined)[];
  beforeEach(() => {
    engine = new FakeEngine();
    asked = [];
    const { onReadTable } = engine;
    engine.onReadTable = (name, filter, namespace) => {
      asked.push(namespace);
      if (namespace?.kind === 'name') throw new Error('EACCES');
      const issue = {
        file: 'self/net/x',
        line: 1,
        field: 'x',
        reason: 'is wrong',
        raw: new Uint8Array(),
        rowKept: false,
      };
      return {
        ...onReadTable(name, filter),
        filter: filter ?? '',
        matching: 2,
        total: 5,
        duration: 1,
        issues: [issue],
      };
    };
  });

  it('are this machine’s own, or those of the one that is shown', async () => {
    const own = await readTableOf(engine, 'routes', 'eth0', { shown: { kind: 'own' }, facts: [] });
    assert.deepEqual([own.namespace, own.filter, own.each], [{ kind: 'own' }, 'eth0', undefined]);
    const process = { kind: 'process', pid: 5, startTime: 6 } as const;
    const one = await readTableOf(engine, 'routes', '', { shown: process, facts: [OWN_FACTS] });
    assert.deepEqual(one.namespace, process);
    assert.deepEqual(asked, [undefined, process]);
    await assert.rejects(readTableOf(engine, 'routes', '', { shown: blue, facts: [] }), /EACCES/);
  });

  it('are none of the one that is shown where it cannot be read, which is no failure of the pass', async () => {
    const facts = [namedFacts('blue')];
    const now = await readTableOf(engine, 'routes', '', { shown: blue, facts });
    assert.deepEqual([now.namespace, now.matching, now.total], [blue, 0, 0]);
    assert.deepEqual(
      now.each?.map(({ facts: { key }, read }) => [key, read instanceof Error && read.message]),
      [['named blue', 'EACCES']],
    );
  });

  it('are those of all, the own one first, with the counts of all; one that cannot be read says why', async () => {
    const facts = [OWN_FACTS, namespaceFacts(), namedFacts('blue'), { ...namedFacts('x'), names: [] }];
    const now = await readTableOf(engine, 'routes', 'eth0', { shown: all, facts });
    assert.deepEqual(
      now.each?.map(({ facts: { key } }) => key),
      ['1', '7', 'named blue', 'named x'],
    );
    assert.deepEqual(
      now.each?.map(({ read }) => (read instanceof Error ? read.message : 'read')),
      ['read', 'read', 'EACCES', ''],
    );
    assert.deepEqual([now.matching, now.total, now.duration, now.omitted], [4, 10, 2, 0]);
    assert.deepEqual([now.issues, now.sources], [[], []], 'they stand with the namespace that they are of');
    assert.equal(asked.length, 3, 'the own one is read once');
  });

  it('are read of so many at most, and how many are left out is known', async () => {
    const facts = [OWN_FACTS, ...Array.from({ length: 30 }, (_, i) => namespaceFacts({ key: `n${i}` }))];
    const now = await readTableOf(engine, 'routes', '', { shown: all, facts });
    assert.equal(now.each?.length, MOST_NAMESPACES);
    assert.equal(now.omitted, 31 - MOST_NAMESPACES);
    assert.equal(asked.length, MOST_NAMESPACES);
  });

  it('are this machine’s alone before anybody told of others', async () => {
    const now = await readTableOf(engine, 'routes', '', { shown: all, facts: [] });
    assert.equal(now.each, undefined);
    assert.equal(now.total, 5);
  });

  it('are printed whole of those that are shown', () => {
    const whole = { kind: 'table', table: 'routes', filter: 'f' } as const;
    const of = (shown: NamespaceChoice, facts: readonly NamespaceFacts[] = []): unknown =>
      tableSelections('routes', 'f', { shown, facts });
    assert.deepEqual(of({ kind: 'own' }), [whole]);
    assert.deepEqual(of(blue), [{ ...whole, namespace: blue }]);
    const facts = [OWN_FACTS, DB_FACTS, { ...namedFacts('x'), names: [] }];
    const [container] = DB_FACTS.containers;
    assert.deepEqual(of(all, facts), [
      whole,
      { ...whole, namespace: { kind: 'container', id: container?.id } },
    ]);
    assert.deepEqual(of(all), [whole]);
  });
});
