import assert from 'node:assert/strict';
import type { HistoryListener } from '../../../../../src/core/model/history';
import { UnixTable } from '../../../../../src/core/model/unixTable';
import { NO_UNIX_DOUBTS } from '../../../../../src/core/model/snapshot';
import { process } from '../../../snapshots';
import { MadeMachine, type MadeRow } from './madeRecorder';

const NODE = process({ pid: 42, executable: '/usr/bin/node', comm: 'MainThread' });
const CHILD = process({ pid: 43, startTime: 200, parentPid: 42, comm: 'node' });
const VITE = process({ pid: 44, startTime: 300, comm: 'vite' });

/** A listener of TCP on 127.0.0.1:3000. */
function server(facts: MadeRow = {}): MadeRow {
  return { inode: 7, cookie: 70, pids: [42], ...facts };
}

/** Whose a listener was, from when to when, and how it ended. */
function told(machine: MadeMachine): readonly string[] {
  return machine.of('listener').map((entry) => {
    const { owners, opened, closed, ending = 'open', isTakenOver } = entry as HistoryListener;
    const names = owners.programs.map(({ name, pid }) => `${name} ${pid}`).join(', ');
    const span = `${MadeMachine.since(opened).join('-')} to ${MadeMachine.since(closed).join('-')}`;
    return `${owners.evidence}: ${names}; ${span}; ${isTakenOver === true ? 'taken over, ' : ''}${ending}`;
  });
}

describe('listeners in the history', () => {
  it('have what is known of their program, and when they began to listen', () => {
    const web = {
      runtime: 'docker',
      id: 'a'.repeat(64),
      name: 'web',
      networks: [],
      ports: [],
      isHere: true,
    } as const;
    const machine = new MadeMachine('listeners', {
      containers: () => [web],
      originOf: ({ pid }) => (pid === 42 ? { kind: 'terminal', name: 'dev' } : undefined),
    });
    const membership = { unit: 'a\\x2db.service', container: { runtime: 'docker', id: web.id } } as const;
    const owner = process({ pid: 42, executable: '/opt/a secret/node (deleted)', membership });
    machine.pass([]);
    machine.pass([server()], [owner], { scope: 'listening' });
    assert.deepEqual(machine.entries, [
      {
        kind: 'listener',
        protocol: 'tcp',
        isIPv6: false,
        address: '127.0.0.1',
        port: 3000,
        owners: {
          evidence: 'seen',
          programs: [
            {
              name: 'node',
              pid: 42,
              startTime: 100,
              uid: 1000,
              unit: 'a-b.service',
              container: web.id,
              containerName: 'web',
              origin: { kind: 'terminal', name: 'dev' },
            },
          ],
        },
        opened: { after: machine.now - 10_000, by: machine.now },
      },
    ]);
    assert.doesNotMatch(JSON.stringify(machine.entries), /secret|a\.js/);
  });

  it('were there when recording began, and nothing is written as long as nothing changes', () => {
    const machine = new MadeMachine();
    machine.pass([server()], [NODE]);
    assert.deepEqual(told(machine), ['seen: node 42; 10000 to ; open']);
    machine.pass([server()], [NODE]);
    assert.deepEqual(machine.recorder.take(), []);
  });

  it('of UDP and SCTP are told, and neither connections nor raw sockets are', () => {
    const machine = new MadeMachine();
    machine.pass([
      { protocol: 'udp6', local: ['0:0:0:0:0:0:0:0', 53], inode: 1 },
      { protocol: 'sctp', local: ['10.0.0.1', 99], state: 10, inode: 2 },
      { protocol: 'udp', local: ['10.0.0.1', 68], remote: ['10.0.0.2', 67], state: 1, inode: 3 },
      { protocol: 'raw', local: ['0.0.0.0', 1], inode: 4 },
      { state: 1, remote: ['10.0.0.2', 1], inode: 5 },
    ]);
    const ends = machine
      .of('listener')
      .map(({ protocol, isIPv6, address, port }) => [protocol, isIPv6, address, port]);
    assert.deepEqual(ends, [
      ['udp', true, '::', 53],
      ['sctp', false, '10.0.0.1', 99],
    ]);
  });

  it('end between two passes where nobody hears the kernel, and at its word where somebody does', () => {
    const machine = new MadeMachine();
    machine.pass([server()], [NODE]);
    machine.pass([]);
    assert.deepEqual(told(machine), ['seen: node 42; 10000 to 10000-20000; closed']);
    const hearing = new MadeMachine();
    hearing.pass([server()], [NODE]);
    const word = { kind: 'listenerOrBound', cookie: 70, local: ['127.0.0.1', 3000] } as const;
    assert.equal(hearing.told([word]), true);
    assert.deepEqual(told(hearing), ['seen: node 42; 10000 to 11000-11000; closed']);
    hearing.pass([]);
    assert.equal(hearing.of('listener').length, 1);
  });

  it('are not opened again by a pass that began before their end', () => {
    const machine = new MadeMachine();
    machine.pass([server()], [NODE]);
    machine.told([{ kind: 'listenerOrBound', cookie: 70, local: ['127.0.0.1', 3000] }]);
    machine.pass([server()], [NODE], { step: -500 });
    machine.pass([server({ inode: 8, cookie: 71 })], [NODE]);
    assert.deepEqual(told(machine), [
      'seen: node 42; 10000 to 11000-11000; closed',
      'seen: node 42; 10500-20500 to ; open',
    ]);
  });

  it('wait for the kernel’s word where a pass missed them, for one more pass at most', () => {
    const word = { kind: 'listenerOrBound', cookie: 70, local: ['127.0.0.1', 3000] } as const;
    const late = new MadeMachine();
    late.told([]);
    late.pass([server()], [NODE]);
    late.pass([]);
    assert.equal(late.recorder.isWaiting, true);
    late.told([{ ...word, at: late.now - 3000 }]);
    assert.deepEqual(told(late), ['seen: node 42; 11000 to 18000-18000; closed']);
    const silent = new MadeMachine();
    silent.told([]);
    silent.pass([server()], [NODE]);
    silent.pass([]);
    silent.pass([]);
    assert.deepEqual(told(silent), ['seen: node 42; 11000 to 11000-21000; closed']);
    const back = new MadeMachine();
    back.told([]);
    back.pass([server()], [NODE]);
    back.pass([]);
    back.pass([server()], [NODE]);
    assert.deepEqual(told(back), ['seen: node 42; 11000 to ; open']);
  });

  it('without a known cookie end at the word of a socket with their ends, unless it was a bound one', () => {
    const word = { kind: 'listenerOrBound', cookie: 99, local: ['127.0.0.1', 3000] } as const;
    const unknown = server({ cookie: 0 });
    const machine = new MadeMachine();
    machine.pass([unknown], [NODE]);
    assert.equal(machine.told([word]), true);
    assert.deepEqual(told(machine), ['seen: node 42; 10000 to ; open']);
    machine.pass([]);
    assert.deepEqual(told(machine), ['seen: node 42; 10000 to 11000-11000; closed']);
    const bound = new MadeMachine();
    bound.pass([unknown], [NODE]);
    bound.told([word]);
    bound.pass([unknown], [NODE]);
    bound.pass([]);
    bound.pass([]);
    assert.deepEqual(told(bound), ['seen: node 42; 10000 to 21000-31000; closed']);
    assert.equal(bound.told([{ ...word, local: ['127.0.0.2', 3000] }]), false);
    const known = new MadeMachine();
    known.pass([server()], [NODE]);
    assert.equal(known.told([word]), false);
  });

  it('stay whose they are where another process holds them, too: a fork hands nothing over', () => {
    const machine = new MadeMachine();
    machine.pass([server()], [NODE]);
    machine.pass([server({ pids: [42, 43] })], [NODE, CHILD]);
    assert.deepEqual(told(machine), ['seen: node 42, node 43; 10000 to ; open']);
    machine.pass([server()], [NODE]);
    assert.deepEqual(told(machine), ['seen: node 42, node 43; 10000 to ; open']);
  });

  it('are handed over where all who had them are gone from them, and others have them', () => {
    const machine = new MadeMachine();
    machine.pass([server()], [NODE]);
    machine.pass([server({ pids: [42, 43] })], [NODE, CHILD]);
    machine.pass([server({ pids: [43] })], [CHILD]);
    machine.pass([server({ pids: [44] })], [VITE]);
    assert.deepEqual(told(machine), [
      'seen: node 42, node 43; 10000 to 20000-30000; handedOver',
      'seen: node 43; 20000-30000 to 30000-40000; taken over, handedOver',
      'seen: vite 44; 30000-40000 to ; taken over, open',
    ]);
  });

  it('of another process with the same pid are another’s', () => {
    const machine = new MadeMachine();
    machine.pass([server()], [NODE]);
    machine.pass([server()], [{ ...NODE, startTime: 900 }]);
    assert.deepEqual(told(machine), [
      'seen: node 42; 10000 to 10000-20000; handedOver',
      'seen: node 42; 10000-20000 to ; taken over, open',
    ]);
  });

  it('that nobody is seen to hold any more were not handed over: who had them may be unreadable', () => {
    const machine = new MadeMachine();
    machine.pass([server()], [NODE]);
    machine.pass([server({ pids: [] })]);
    machine.pass([server()], [NODE]);
    assert.deepEqual(told(machine), ['seen: node 42; 10000 to ; open']);
    machine.pass([server({ pids: [] })]);
    machine.pass([server({ pids: [] })]);
    assert.deepEqual(told(machine), [
      'seen: node 42; 10000 to 30000-40000; unwatched',
      'unknown: ; 30000-40000 to ; open',
    ]);
  });

  it('become their owner’s where it was likely, or not known at first', () => {
    const likelyOwner = {
      unit: 'ssh.service',
      unitOf: 'system',
      processes: [{ pid: 9, startTime: 1, program: 'sshd' }],
      count: 1,
      evidence: ['madeInGroup'],
    } as const;
    const machine = new MadeMachine();
    machine.pass([server({ pids: [] })]);
    assert.deepEqual(told(machine), ['unknown: ; 10000 to ; open']);
    machine.pass([server({ pids: [], likelyOwner })]);
    assert.deepEqual(told(machine), ['likely: sshd 9; 10000 to ; open']);
    machine.pass([server()], [NODE]);
    assert.deepEqual(told(machine), ['seen: node 42; 10000 to ; open']);
    const units = new MadeMachine();
    units.pass([server({ pids: [], likelyOwner: { ...likelyOwner, processes: [] } })]);
    assert.deepEqual(told(units), ['likely: ssh.service 0; 10000 to ; open']);
  });

  it('with the inode of another socket are others', () => {
    const machine = new MadeMachine();
    machine.pass([server()], [NODE]);
    machine.pass([server({ local: ['127.0.0.1', 3001] })], [NODE]);
    machine.pass([server({ local: ['127.0.0.1', 3001], cookie: 71 })], [NODE]);
    assert.deepEqual(
      machine.of('listener').map(({ port, ending = 'open' }) => [port, ending]),
      [
        [3000, 'closed'],
        [3001, 'closed'],
        [3001, 'open'],
      ],
    );
  });

  it('are not missed by a pass that did not read them', () => {
    const failed = [
      { file: 'self/net/tcp', status: 'failed', rows: 0 },
      { file: 'self/net/udp', status: 'ok', rows: 0 },
    ] as const;
    const machine = new MadeMachine();
    machine.pass([server(), { protocol: 'udp', inode: 8, local: ['0.0.0.0', 53] }], [NODE]);
    machine.pass([], [], { more: { sources: failed } });
    assert.deepEqual(
      machine.of('listener').map(({ port, ending = 'open' }) => [port, ending]),
      [
        [53, 'closed'],
        [3000, 'open'],
      ],
    );
    machine.pass([]);
    assert.deepEqual(told(machine)[1], 'seen: node 42; 10000 to 10000-30000; closed');
  });

  it('of UNIX sockets are told by passes that have such, but for those that may be made up', () => {
    const table = new UnixTable();
    const names = ['/run/a.sock', '@abstract', '/run/made up'];
    for (const [row, name] of names.entries()) {
      table.add();
      Object.entries({
        flags: 0x10000,
        type: 1,
        state: 1,
        inode: 100 + row,
        refCount: 2,
        protocol: 0,
      }).forEach(
        ([column, value]) => ((table.columns as unknown as Record<string, number[]>)[column]![row] = value),
      );
      const bytes = new TextEncoder().encode(name);
      table.setPath(row, bytes, 0, bytes.length);
    }
    const more = {
      unix: table.take(),
      unixDoubts: { ...NO_UNIX_DOUBTS, rows: new Set([2]) },
      unixOwnerStart: Uint32Array.of(0, 1, 1, 1),
      ownerPids: Uint32Array.of(42),
    };
    const machine = new MadeMachine();
    machine.pass([], [NODE], { scope: 'all', more });
    machine.pass([], [], { scope: 'inet' });
    const paths = (): unknown =>
      machine
        .of('listener')
        .map(({ protocol, path, owners, ending }) => [protocol, path, owners.programs[0]?.pid, ending]);
    assert.deepEqual(paths(), [
      ['unix', '/run/a.sock', 42, undefined],
      ['unix', '@abstract', undefined, undefined],
    ]);
    machine.pass([], [], { scope: 'all' });
    assert.deepEqual(paths(), [
      ['unix', '/run/a.sock', 42, 'closed'],
      ['unix', '@abstract', undefined, 'closed'],
    ]);
  });

  it('end unwatched where recording does, and begin anew as in a first pass', () => {
    const machine = new MadeMachine();
    machine.pass([server()], [NODE]);
    machine.recorder.interrupted(machine.now + 5000, 'sleep');
    machine.pass([server()], [NODE], { step: 60_000 });
    assert.deepEqual(told(machine), [
      'seen: node 42; 10000 to 10000-15000; unwatched',
      'seen: node 42; 70000 to ; open',
    ]);
  });

  it('never end before they began, though the clock is set back', () => {
    const machine = new MadeMachine();
    machine.pass([]);
    machine.pass([server()], [NODE]);
    machine.pass([], [], { step: -3_600_000 });
    assert.deepEqual(told(machine), ['seen: node 42; 10000-20000 to 20000-20000; closed']);
  });
});
