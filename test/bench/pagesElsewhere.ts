/** `pagesElsewhere`: what the pages of all network namespaces cost, said as JSON ({@link PagesElsewhere}). */
import type { Snapshot } from '../../src/core/model/snapshot';
import { Pages } from '../../src/core/query/page/pages';
import { dbFacts, partOf, withParts } from '../unit/namespaces';
import { listRequest, pageRequest } from '../unit/pageRequest';
import { type MadeSocket, process, snapshot } from '../unit/snapshots';
import { median } from './measure';

const ROUNDS = 5;
const OWN_SOCKETS = 100_000;
const NAMESPACES = 100;
const SOCKETS_IN_EACH = 20;
/** So many times the namespaces: what is quadratic in them grows with its square. */
const MORE = 10;

const ALL = { namespace: { kind: 'all' } } as const;
const PAGES = {
  groups: pageRequest(ALL),
  list: listRequest({ ...ALL }),
  'filtered list': listRequest({ ...ALL, filter: 'namespace:db7 -container:db9' }),
} as const;

type Name = keyof typeof PAGES;

/** Milliseconds of a page of all, of this machine's many sockets and those of 100 namespaces; and how they grow with namespaces alone. */
export interface PagesElsewhere {
  readonly milliseconds: Readonly<Record<Name, number>>;
  /** Of as many more, in each: 1 where a page costs as much for each namespace. */
  readonly growth: Readonly<Record<Name, number>>;
}

/** Connections within each namespace have the same ends in all: nothing tells them apart but their namespace. */
function machine(own: number, namespaces: number): Snapshot {
  const owners = Array.from({ length: namespaces + 1 }, (_, i) => process({ pid: 1000 + i, startTime: i }));
  const remote = (i: number): readonly [string, number] => [
    `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
    443,
  ];
  const connection = (i: number): MadeSocket => ({
    ...{ local: ['10.9.9.9', 1024 + (i % 60_000)], remote: remote(i), state: 1, pids: [1000] },
  });
  const parts = Array.from({ length: namespaces }, (_, place) => {
    const sockets = Array.from({ length: SOCKETS_IN_EACH }, (_unused, i): MadeSocket => {
      const ends = [
        ['127.0.0.1', 5432],
        ['127.0.0.1', 40_000 + (i >> 1)],
      ] as const;
      return {
        local: ends[i & 1] ?? ends[0],
        remote: ends[1 - (i & 1)] ?? ends[1],
        state: 1,
        pids: [1001 + place],
      };
    });
    const id = place.toString(16).padStart(64, 'a');
    return partOf(
      snapshot(sockets),
      dbFacts({ key: `net${place}`, containers: [{ runtime: 'docker', id }] }),
    );
  });
  const containers = parts.map(({ namespace: { containers: seen } }, i) => ({
    ...(seen[0] ?? { runtime: 'docker' as const, id: '' }),
    ...{ name: `db${i}`, networks: [], ports: [], isHere: true },
  }));
  const sockets = Array.from({ length: own }, (_, i) => connection(i));
  return withParts(snapshot(sockets, owners, { containers }), parts, { wish: { shown: ALL.namespace } });
}

/** Each page of a reading that is new, as where one namespace was read again. */
function costs(own: number, namespaces: number): Record<Name, number> {
  const base = machine(own, namespaces);
  const found = Object.entries(PAGES).map(([name, request]) => {
    const times = Array.from({ length: ROUNDS }, (_, round) => {
      const pages = new Pages();
      const inet = { ...base.inet };
      const began = performance.now();
      const { revision } = pages.changes({ ...base, inet, sequence: 2 * round + 1 }, request);
      pages.changes({ ...base, inet: { ...inet }, sequence: 2 * round + 2 }, { ...request, revision });
      return (performance.now() - began) / 2;
    });
    return [name, median(times)] as const;
  });
  return Object.fromEntries(found) as Record<Name, number>;
}

costs(1000, NAMESPACES);
const [few, many] = [costs(0, NAMESPACES), costs(0, NAMESPACES * MORE)];
const names = Object.keys(PAGES) as Name[];
const growth = Object.fromEntries(names.map((name) => [name, many[name] / few[name] / MORE]));
console.log(
  JSON.stringify({
    milliseconds: costs(OWN_SOCKETS, NAMESPACES),
    growth: growth as PagesElsewhere['growth'],
  } satisfies PagesElsewhere),
);
