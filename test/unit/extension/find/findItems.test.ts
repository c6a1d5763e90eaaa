import '../fakeVscode';
import { NAMES } from '../ports/portScene';
import assert from 'node:assert/strict';
import type { Elsewhere, PidState, ProcessElsewhere } from '../../../../src/core/model/elsewhere';
import { inetSocketAt } from '../../../../src/core/model/inetTable';
import { answersTo } from '../../../../src/extension/find/findItems';
import { Names } from '../../../../src/extension/names';
import { dbContainer, dockerProxy } from '../../knownContainers';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const NGINX = process({ pid: 44, comm: 'nginx', commandLine: ['nginx', '-g', 'daemon off;'] });
const HERE = snapshot([{ local: ['127.0.0.1', 5432], pids: [42] }], [process({ comm: 'postgres' })]);

function sockets(...made: readonly MadeSocket[]) {
  const { inet } = snapshot(made);
  return made.map((_, row) => inetSocketAt(inet, row));
}

function elsewhere(facts: Partial<ProcessElsewhere> = {}): Elsewhere {
  const found: ProcessElsewhere = {
    process: NGINX,
    namespace: { example: process({ pid: 40, comm: 'pause' }), processes: 2 },
    socketsOf: 'process',
    listening: sockets({ local: ['0.0.0.0', 80] }),
    others: sockets({ local: ['10.0.0.2', 80], remote: ['10.0.0.9', 4000], state: 1 }),
    counts: { listening: 1, others: 1, unix: 3 },
    ...facts,
  };
  return { processes: [found], omitted: 0, state: 'elsewhere' };
}

const find = (question: string, found?: Elsewhere): string[] =>
  answersTo(question, HERE, NAMES, found).map(({ label, description }) => `${label} | ${description ?? ''}`);

describe('the rows of Find Port Owner', () => {
  const machine = snapshot(
    [
      { local: ['127.0.0.1', 3000], pids: [42] },
      { local: ['127.0.0.1', 8983], pids: [42] },
    ],
    [process()],
  );
  const row = (question: string, port: string): string => {
    const names = new Names(
      () => assert.fail('no names are asked for'),
      () => 'services',
    );
    names.set({ nameOf: (asked) => (asked === 3000 ? { name: 'remoteware-cl' } : undefined) });
    const found = answersTo(question, machine, names).find(({ label }) => label.startsWith(port));
    return found?.description ?? '';
  };

  it('name the service that somebody uses there, and what is registered to who asks for that', () => {
    assert.doesNotMatch(row('3000', '3000'), /remoteware/);
    assert.match(row('remoteware-cl', '3000'), / · remoteware-cl$/);
    assert.match(row('8983', '8983'), / · solr$/);
  });
});

describe('Find Port Owner and other network namespaces', () => {
  const THERE = [
    'In another network namespace | ',
    'pid 44  nginx | network namespace of pause (pid 40) · sockets there: 1 listening, 1 other, 3 UNIX',
    '0.0.0.0:80 | tcp LISTEN',
    '10.0.0.2:80 → 10.0.0.9:4000 | tcp ESTABLISHED',
  ];

  it('tells of a process there by its pid and by its name, and not that it has ended or that nothing matches', () => {
    for (const question of ['pid 44', 'nginx'])
      assert.deepEqual(find(question, elsewhere()), THERE, question);
    // A number may be a port, too.
    assert.deepEqual(find('44', elsewhere()), ['44  free | ', ...THERE]);
  });

  it('puts what is here before it', () => {
    assert.deepEqual(find('postgres', elsewhere()).slice(-4), THERE);
    assert.match(find('postgres', elsewhere())[1] ?? '', /^5432 {2}postgres/);
  });

  for (const [what, namespace, expected] of [
    ['by its name', { name: 'blue', example: NGINX, processes: 1 }, 'network namespace “blue”'],
    ['where the process is alone in it', { example: NGINX, processes: 1 }, 'a network namespace of its own'],
    [
      'where it is the first in it',
      { example: NGINX, processes: 3 },
      'a network namespace with 2 more processes',
    ],
    [
      'whose name is hostile',
      { name: 'a\u202e“b”', example: NGINX, processes: 1 },
      "network namespace “a<U+202E>'b'”",
    ],
  ] as const) {
    it(`names the namespace ${what}`, () => {
      const [, described = ''] = find('nginx', elsewhere({ namespace }));
      assert.equal(described.split(' · ')[0], `pid 44  nginx | ${expected}`);
    });
  }

  it('says where this user may not see whose the sockets there are', () => {
    const counts = { listening: 1, others: 0, unix: 0 };
    const [, item] = answersTo(
      'nginx',
      HERE,
      NAMES,
      elsewhere({ socketsOf: 'namespace', others: [], counts }),
    );
    assert.match(item?.description ?? '', / · listening there: 1$/);
    assert.match(
      item?.detail ?? '',
      /^This user may not see which sockets it holds: .* Root sees whose they are\.$/,
    );
  });

  it('says how many more there are', () => {
    assert.match(find('nginx', { ...elsewhere(), omitted: 7 }).at(-1) ?? '', /^… and 7 more processes/);
  });

  const reasons: Readonly<Record<Exclude<PidState, 'elsewhere'>, RegExp>> = {
    ended: /^No process has this pid: it has ended\.$/,
    endedOrHidden: /^No process in sight has this pid: it has ended, or \/proc hides it .* as root/,
    denied: /^The process runs, and this user may not look into it\. .* as root/,
    noSocket: /^The process runs, and has no socket open\.$/,
  };
  for (const [state, reason] of Object.entries(reasons)) {
    it(`gives the one reason why a pid has no socket: ${state}`, () => {
      const nothing = { processes: [], omitted: 0, state: state as PidState };
      const [item, ...others] = answersTo('pid 45', HERE, NAMES, nothing);
      assert.deepEqual(others, []);
      assert.equal(item?.label, 'pid 45 holds no socket');
      assert.match(item.detail ?? '', reason);
    });
  }
});

describe('Find Port Owner and names that people use', () => {
  const vite = process({ description: { what: 'vite', project: 'shop' } });
  const here = snapshot([{ local: ['127.0.0.1', 5173], pids: [42] }], [vite]);

  it('names the process of a row, its command line below it, and is found by either', () => {
    for (const question of ['5173', 'vite', 'shop', 'a.js']) {
      const [, row] = answersTo(question, here, NAMES);
      assert.equal(row?.label, '5173  vite · shop', question);
      assert.match(row.description ?? '', /^127\.0\.0\.1 · TCP · pid 42/);
      assert.equal(row.detail, 'node a.js');
    }
  });

  it('names a process that is asked for by its pid, too', () => {
    const labels = answersTo('pid 42', here, NAMES).map(({ label }) => label);
    assert.ok(labels.includes('5173  vite · shop'), labels.join('; '));
  });
});

describe('Find Port Owner and images of containers', () => {
  const proxied = snapshot([{ local: ['0.0.0.0', 15_432], pids: [700] }], [dockerProxy()]);
  const containers = [dbContainer()];
  const labels = (question: string): string[] =>
    answersTo(question, { ...proxied, containers }, NAMES).map(({ label }) => label);

  it('are not taken for a host with a port', () => {
    assert.deepEqual(labels('postgres:16'), ['Container', '15432  db']);
  });

  it('are not asked for by what is a port alone', () => {
    for (const question of ['16', ':16', 'localhost:16'])
      assert.equal(labels(question)[0], '16  free', question);
  });
});
