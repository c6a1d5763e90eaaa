import assert from 'node:assert/strict';
import type { LikelyOwner } from '../../../../../src/core/model/likelyOwner';
import { Pages } from '../../../../../src/core/query/page/pages';
import { rowsOf } from '../../../../../src/core/query/page/pageSources';
import { likelyOwner, POSTGRES_UNIT } from '../../../likelyOwners';
import { pageRequest } from '../../../pageRequest';
import { process, snapshot } from '../../../snapshots';
import { machine } from '../filter/machine';
import { connection, NODE, Viewer } from './pages';

const sshd = process({ pid: 812, startTime: 90, uid: 0, comm: 'sshd', membership: { unit: 'ssh.service' } });

/** A connection whose owner may not be seen, and is likely. */
function likely(number: number, owner: LikelyOwner): ReturnType<typeof connection> {
  return connection(number, { pids: [], uid: 0, likelyOwner: owner });
}

describe('pages of sockets whose owner is likely', () => {
  it('group them by unit and program under Process, behind known owners and before unknown ones', () => {
    const viewer = new Viewer();
    const restarted = likelyOwner({ processes: [{ pid: 4711, startTime: 5, program: 'sshd' }] });
    viewer.pass([
      connection(1, { pids: [] }),
      likely(2, likelyOwner()),
      likely(3, restarted),
      likely(4, POSTGRES_UNIT),
      likely(5, likelyOwner({ processes: [], evidence: ['accepted'] })),
      connection(6),
    ]);
    assert.deepEqual(
      viewer.groups.map(({ row }) => {
        const { subject, count } = row.group;
        assert.equal(subject.by, 'process');
        const { owner, likelyOwner: who } = subject;
        return [owner?.comm ?? who?.processes[0]?.program ?? who?.unit, count];
      }),
      [
        ['node', 1],
        ['postgresql@16-main.service', 1],
        ['ssh.service', 1],
        ['sshd', 2],
        [undefined, 1],
      ],
    );
  });

  it('group known and likely owners of a unit together by unit, users and containers apart', () => {
    const viewer = new Viewer({ groupBy: 'unit' });
    const mine = process({ pid: 60, comm: 'web', membership: { unit: 'web.service', isUserUnit: true } });
    const container = { runtime: 'docker', id: '0123456789ab' } as const;
    const { unit: _none, ...contained } = likelyOwner({ unitOf: 'container', container });
    viewer.pass(
      [
        connection(1, { pids: [812] }),
        likely(2, likelyOwner()),
        connection(3, { pids: [60] }),
        likely(4, likelyOwner({ unit: 'web.service', unitOf: 'user', uid: 1000 })),
        likely(5, likelyOwner({ unit: 'web.service' })),
        likely(6, contained),
        connection(7),
        connection(8, { pids: [] }),
      ],
      [NODE, sshd, mine],
    );
    assert.deepEqual(
      viewer.groups.map(({ row }) => {
        const { subject, count } = row.group;
        assert.equal(subject.by, 'unit');
        const { unit, reasons } = subject;
        const name = unit && [unit.name, unit.uid, unit.container?.id].filter((part) => part !== undefined);
        return [name?.join(' ') ?? (reasons.length > 0 ? 'unknown' : 'no unit'), count];
      }),
      [
        ['0123456789ab', 1],
        ['ssh.service', 2],
        ['web.service', 1],
        ['web.service 1000', 2],
        ['no unit', 1],
        ['unknown', 1],
      ],
    );
  });

  it('group UNIX sockets by the units of their owners', () => {
    const taken = machine([], [{ pids: [42] }, { pids: [43] }, {}]);
    const [node, postgres] = [42, 43].map((pid) => taken.processes.get(pid) ?? assert.fail());
    const processes = new Map([
      [42, { ...node, membership: { unit: 'session-3.scope' } }],
      [43, { ...postgres, membership: { unit: 'postgresql@16-main.service' } }],
    ]) as typeof taken.processes;
    const page = new Pages().changes(
      { ...taken, scope: 'all', processes },
      pageRequest({ view: 'unixSockets', groupBy: 'unit' }),
    );
    assert.deepEqual(
      page.groups.map(({ subject }) => (subject.by === 'unit' ? subject.unit?.name : subject.by)),
      ['postgresql@16-main.service', 'session-3.scope', undefined],
    );
  });

  const kept = likelyOwner({
    unit: 'ssh.socket',
    service: 'ssh.service',
    processes: [],
    evidence: ['socketUnit'],
  });
  for (const owner of [likelyOwner(), kept]) {
    it(`mark nothing where the owner in ${owner.unit} becomes known, or is only likely again`, () => {
      const viewer = new Viewer();
      const unseen = likely(1, owner);
      const seen = connection(1, { pids: [812], uid: 0 });
      viewer.pass([unseen, connection(2)], [NODE, sshd]);
      viewer.expandAll();
      for (const sockets of [seen, unseen, seen]) {
        viewer.pass([sockets, connection(2)], [NODE, sshd]);
        viewer.expandAll();
        assert.deepEqual(
          [...viewer.groups, ...viewer.rows].map(({ mark }) => mark),
          [undefined, undefined, undefined, undefined],
        );
      }
    });
  }

  it('mark the group of a unit that is new all the same', () => {
    const viewer = new Viewer();
    viewer.pass([connection(2)]);
    viewer.pass([connection(2), likely(1, likelyOwner())]);
    assert.deepEqual(
      viewer.groups.map(({ mark }) => mark),
      [undefined, 'new'],
    );
  });

  it('send a row, its group and the other end again where the evidence is another, and only there', () => {
    const near = { local: ['127.0.0.1', 22], remote: ['127.0.0.1', 50_000], pids: [], uid: 0 } as const;
    const far = connection(1, { local: ['127.0.0.1', 50_000], remote: ['127.0.0.1', 22] });
    const viewer = new Viewer();
    const pass = (owner: LikelyOwner): number[] => {
      viewer.pass([{ ...near, inode: 7, state: 1, likelyOwner: owner }, far]);
      viewer.expandAll();
      viewer.pass([{ ...near, inode: 7, state: 1, likelyOwner: { ...owner } }, far]);
      return [viewer.last?.groups.length ?? -1, ...(viewer.last?.rows ?? []).map(({ rows }) => rows.length)];
    };
    assert.deepEqual(pass(likelyOwner()), [0, 0, 0]);
    viewer.pass([{ ...near, inode: 7, state: 1, likelyOwner: likelyOwner({ count: 2 }) }, far]);
    assert.equal(viewer.last?.groups.length, 1);
    assert.deepEqual(
      viewer.last.rows.map(({ rows }) => rows.length),
      [1, 1],
    );
    const peer = viewer.rows.map(({ row }) => row.socket).find(({ owners }) => owners.length > 0);
    assert.equal(peer?.kind === 'inet' && peer.peer?.likelyOwner?.count, 2);
  });

  it('follow what is likely where sockets and processes stay the same', () => {
    const pages = new Pages();
    const taken = snapshot([connection(1, { pids: [] })], [], { scope: 'all' });
    const { revision } = pages.changes(taken, pageRequest());
    const likelyNow = { index: Int32Array.of(0), owners: [likelyOwner()] };
    const page = pages.changes({ ...taken, sequence: 2, likely: likelyNow }, pageRequest({ revision }));
    assert.ok(
      page.groups.some(({ subject }) => subject.by === 'process' && subject.likelyOwner !== undefined),
    );
  });

  it('have no group that an end of a process by its pid could take for its own', () => {
    const taken = snapshot([likely(1, likelyOwner())], [sshd]);
    assert.notEqual(rowsOf('connections', taken).groupKey(0, 'process'), 812);
    assert.deepEqual(rowsOf('connections', taken).row(0).owners, []);
  });
});
