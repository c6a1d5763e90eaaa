import assert from 'node:assert/strict';
import type { NamespaceChoice, SingleNamespace } from '../../../../../src/core/model/namespace';
import { choiceOf, OWN_NAMESPACE } from '../../../../../src/core/model/namespace';
import type { NamespacePart, Snapshot } from '../../../../../src/core/model/snapshot';
import {
  TRAFFIC_KINDS,
  type TrafficRowsQuestion,
  type TrafficSeriesAnswer,
} from '../../../../../src/core/model/traffic';
import { uncounted } from '../../../../../src/core/model/trafficTable';
import {
  type Destroyed,
  DESTROYED_KINDS,
  type DestroyedColumns,
  DestroyedTable,
} from '../../../../../src/core/traffic/destroyedSockets';
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
const TOOLS = { counters: () => NO_COUNTERS, pathOf: () => undefined, placeOf: () => undefined, names };
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

  it('begin behind a gap where other namespaces are shown, and not where one more is', () => {
    let now = 0;
    const own = new Traffic({ ...TOOLS, monotonic: () => now });
    const step = (shown: NamespaceChoice, ...parts: readonly NamespacePart[]): number | undefined => {
      now += 1_000;
      own.take({ ...beside(shown, ...parts), takenAt: now, duration: 0 });
      return own.rows(QUESTION).step;
    };
    assert.deepEqual([step(OWN_NAMESPACE), step(OWN_NAMESPACE)], [undefined, 1_000]);
    assert.deepEqual([step(DB, countedPart()), step(DB, countedPart())], [undefined, 1_000]);
    assert.deepEqual([step({ kind: 'all' }), step({ kind: 'all' }, countedPart())], [undefined, 1_000]);
    assert.equal(step(OWN_NAMESPACE), undefined);
  });

  it('are of nothing where the namespace that is shown may not be read: never of what was shown before', () => {
    traffic.take(counted());
    assert.equal(traffic.rows(QUESTION).total + traffic.rows({ ...QUESTION, kind: 'listeners' }).total, 1);
    traffic.take(beside(DB));
    for (const kind of TRAFFIC_KINDS) {
      const { sequence, total, matching } = traffic.rows({ ...QUESTION, kind, filter: '' });
      assert.deepEqual([kind, sequence, kind === 'processes' ? 0 : total], [kind, 2, 0]);
      assert.ok(matching <= total);
    }
  });

  it('say why a column in sight has no values', () => {
    assert.deepEqual(traffic.rows(QUESTION).gaps, {});
    traffic.take(snapshot([{}]));
    assert.deepEqual(traffic.rows(QUESTION).gaps, { sent: 'noNetlink' });
    traffic.take(counted());
    assert.deepEqual(traffic.rows(QUESTION).gaps, {});
  });
});

describe('what closes while traffic is watched', () => {
  /** Rows of connections and of others, by their local ports. */
  const rows = (...ports: readonly (readonly [port: number, kind?: number])[]): DestroyedColumns => {
    const table = new DestroyedTable();
    for (const [port, kind = DESTROYED_KINDS.connection] of ports) {
      const row = table.add();
      const { columns } = table;
      columns.kind[row] = kind;
      columns.cookie[row] = columns.localPort[row] = columns.sent[row] = port;
      columns.remotePort[row] = 80;
      columns.localAddress[row * 4] = 0x0a00_0001;
      columns.remoteAddress[row * 4] = 0x0a00_0002;
      columns.at[row] = counted().takenAt + 500;
    }
    return table.take();
  };
  let told: ReadonlyMap<string, Destroyed>[];
  let handed: (string | undefined)[];
  let now = 0;
  let traffic: Traffic;

  beforeEach(() => {
    told = [];
    handed = [];
    const listener = { listen: () => undefined, stop: () => undefined };
    traffic = new Traffic({
      ...TOOLS,
      newListener: () => ({ ...listener, take: () => told.shift() ?? new Map<string, Destroyed>() }),
      monotonic: () => (now += 1_000),
      onClosed: (own) => handed.push(own && `${[...own.rows.localPort].join(' ')}, lost ${own.lost}`),
    });
  });

  const own = (columns: DestroyedColumns, lost = 0): ReadonlyMap<string, Destroyed> =>
    new Map([
      ['', { rows: columns, lost, isWhole: true }],
      ['other', { rows: rows([9]), lost: 3, isWhole: true }],
    ]);

  it('is handed on whenever it is taken, between samples too, with listeners and what was refused', () => {
    traffic.handOn();
    assert.deepEqual(handed, [], 'nobody listens');
    traffic.watch(true);
    told.push(own(rows([1], [2, DESTROYED_KINDS.listenerOrBound])), own(rows([3], [4, 2]), 7), new Map());
    traffic.handOn();
    traffic.take(counted());
    traffic.handOn();
    assert.deepEqual(handed, ['1 2, lost 0', '3 4, lost 7', undefined]);
  });

  it('is all in the next sample, connections alone', () => {
    traffic.watch(true);
    traffic.take(counted());
    told.push(own(rows([1], [2, DESTROYED_KINDS.listenerOrBound])), own(rows([3], [4, 2])), own(rows()));
    traffic.handOn();
    traffic.handOn();
    traffic.take({ ...counted(), takenAt: counted().takenAt + 1_000 });
    assert.equal(traffic.rows(QUESTION).total, 2);
  });
});

describe('samples of traffic that are handed on', () => {
  const series = (traffic: Traffic): Pick<TrafficSeriesAnswer, 'sequence' | 'times'> => {
    const { sequence, times } = traffic.series({ place: 'panel', window: 1, processes: 3 });
    return { sequence, times };
  };

  /** One that took so many samples a second ago. */
  function sampled(samples: number): Traffic {
    const traffic = new Traffic(TOOLS);
    const takenAt = Date.now() - 1_000 * samples;
    for (let i = 0; i < samples; i++) traffic.take({ ...snapshot([{}]), takenAt: takenAt + 1_000 * i });
    return traffic;
  }

  it('goes on where another ended, as if it had taken the samples', () => {
    const before = sampled(3);
    const kept = before.keep();
    assert.ok(kept !== undefined);
    const after = new Traffic(TOOLS);
    after.restore(kept);
    assert.ok(series(after).times.length >= 3);
    assert.deepEqual(series(after), series(before));
    after.take({ ...snapshot([{}]), takenAt: Date.now() });
    assert.equal(series(after).sequence, series(before).sequence + 1);
  });

  it('keeps nothing where it took no samples', () => {
    assert.equal(new Traffic(TOOLS).keep(), undefined);
  });

  it('begins anew where what it is given is damaged, and keeps its own samples where it has some', () => {
    const kept = sampled(3).keep();
    assert.ok(kept !== undefined);
    const { recorder, history } = kept;
    for (const damaged of [
      { recorder, history: new ArrayBuffer(3) },
      { recorder, history: history.slice(0, history.byteLength / 2) },
      { recorder: new ArrayBuffer(0), history },
    ]) {
      const traffic = new Traffic(TOOLS);
      traffic.restore(damaged);
      assert.equal(series(traffic).sequence, 0);
    }
    const own = sampled(1);
    own.restore(kept);
    assert.equal(series(own).times.length, 1);
  });
});
