import assert from 'node:assert/strict';
import type { NamespaceChoice, SingleNamespace } from '../../../../../src/core/model/namespace';
import { choiceOf, OWN_NAMESPACE } from '../../../../../src/core/model/namespace';
import type { NamespacePart, Snapshot } from '../../../../../src/core/model/snapshot';
import type { TrafficRowsQuestion } from '../../../../../src/core/model/traffic';
import { uncounted } from '../../../../../src/core/model/trafficTable';
import type { KnownNames } from '../../../../../src/node/engine/traffic/knownNames';
import { NO_COUNTERS } from '../../../../../src/node/engine/traffic/networkCounters';
import { type DestroyedSource, Traffic } from '../../../../../src/node/engine/traffic/traffic';
import { DB_FACTS, namespaceFacts, namespacePart, withParts } from '../../../namespaces';
import { snapshot } from '../../../snapshots';

const QUESTION: TrafficRowsQuestion = {
  ...({ place: 'panel', kind: 'connections', filter: '', sort: [], columns: ['process', 'sent'] } as const),
  ...({ first: 0, count: 10, isHeld: false, strings: 0, names: 'numbers' } as const),
};

const names = {} as KnownNames;
const DB = choiceOf(DB_FACTS) ?? OWN_NAMESPACE;

/** A machine whose own sockets are counted. */
const counted = (): Snapshot => ({ ...snapshot([{}]), traffic: uncounted(1) });
const countedPart = (): NamespacePart => namespacePart(DB_FACTS, { traffic: uncounted(0) });

/** The same beside other namespaces' sockets. */
const beside = (shown: NamespaceChoice, ...parts: readonly NamespacePart[]): Snapshot => {
  const key = shown.kind === 'all' || shown.kind === 'own' ? {} : { shown: DB_FACTS.key };
  return withParts(counted(), parts, { wish: { shown }, ...key });
};

describe('samples of traffic', () => {
  let told: string[];
  let read: SingleNamespace[];
  let traffic: Traffic;

  beforeEach(() => {
    told = [];
    read = [];
    let listeners = 0;
    const newListener = (): DestroyedSource => {
      const name = `listener ${++listeners}`;
      return {
        listen: (namespaces) =>
          told.push(
            `${name} in ${namespaces.map(({ key, path = '', inode = '' }) => `"${key}"${path} ${inode}`.trim()).join(', ')}`,
          ),
        take: () => {
          told.push(`${name} asked`);
          return new Map();
        },
        stop: () => told.push(`${name} stopped`),
      };
    };
    const counters = (namespace: SingleNamespace) => {
      read.push(namespace);
      return NO_COUNTERS;
    };
    const placeOf = (key: string) =>
      key === DB_FACTS.key ? { path: '/proc/4300/ns/net', inode: DB_FACTS.inode } : undefined;
    traffic = new Traffic({ counters, placeOf, names, newListener });
  });

  it('are of the connections that closed meanwhile while somebody watches', () => {
    traffic.take(counted());
    assert.deepEqual(told, []);
    traffic.watch(true);
    traffic.watch(true);
    traffic.take(counted());
    traffic.take(counted());
    traffic.watch(false);
    traffic.watch(false);
    assert.deepEqual(told, [
      'listener 1 in ""',
      'listener 1 asked',
      'listener 1 asked',
      'listener 1 stopped',
    ]);
  });

  it('listen in the namespaces that are shown and that the kernel tells of, and go on so', () => {
    traffic.watch(true);
    for (let pass = 0; pass < 2; pass++)
      traffic.take(beside({ kind: 'all' }, countedPart(), namespacePart(namespaceFacts())));
    traffic.take(beside(DB, countedPart()));
    traffic.watch(false);
    traffic.watch(true);
    traffic.take(beside({ kind: 'own' }, countedPart()));
    assert.deepEqual(
      told.filter((each) => each.includes(' in ')),
      [
        'listener 1 in ""',
        `listener 1 in "", "${DB_FACTS.key}"/proc/4300/ns/net ${DB_FACTS.inode}`,
        `listener 1 in "${DB_FACTS.key}"/proc/4300/ns/net ${DB_FACTS.inode}`,
        `listener 2 in "${DB_FACTS.key}"/proc/4300/ns/net ${DB_FACTS.inode}`,
        'listener 2 in ""',
      ],
    );
  });

  it('have the counters of the namespace that is shown, of the own one where several are', () => {
    for (const shown of [{ kind: 'own' }, DB, { kind: 'all' }] as const)
      traffic.take(beside(shown, countedPart()));
    assert.deepEqual(read, [OWN_NAMESPACE, DB, OWN_NAMESPACE]);
  });

  it('are taken though the namespace ended before its counters were read', () => {
    const counters = (): never => {
      throw new Error('The network namespace of container aaaa has ended.');
    };
    const own = new Traffic({ counters, placeOf: () => undefined, names });
    own.take(beside(DB, countedPart()));
    assert.equal(own.rows(QUESTION).sequence, 1);
  });

  it('say why a column in sight has no values', () => {
    assert.deepEqual(traffic.rows(QUESTION).gaps, {});
    traffic.take(snapshot([{}]));
    assert.deepEqual(traffic.rows(QUESTION).gaps, { sent: 'noNetlink' });
    traffic.take(counted());
    assert.deepEqual(traffic.rows(QUESTION).gaps, {});
  });
});
