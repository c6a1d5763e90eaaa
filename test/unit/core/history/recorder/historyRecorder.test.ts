import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { HistoryMoment, HistoryOwners } from '../../../../../src/core/model/history';
import { assertProperty } from '../../../property';
import { process } from '../../../snapshots';
import { MadeMachine, type MadeRow, START } from './madeRecorder';
import { type Happening, World, type WorldConnection } from './madeWorld';

const HERE = '127.0.0.1';
const PARENT = process({ pid: 42, executable: '/usr/bin/node' });
const CHILD = process({ pid: 43, startTime: 200, parentPid: 42, executable: '/usr/bin/node' });
const VITE = process({ pid: 44, startTime: 300, comm: 'vite' });

const SERVER: MadeRow = { local: [HERE, 3000], inode: 7, cookie: 70, pids: [42] };
const NEXT: MadeRow = { ...SERVER, inode: 8, cookie: 80, pids: [44] };

/** A connection of one millisecond to that port: what the kernel says of both ends. */
function short(cookie: number) {
  const client = [HERE, 40_000 + cookie] as const;
  return [
    { cookie, local: client, remote: [HERE, 3000], sent: 3, received: 4, acknowledged: 2 },
    { cookie: cookie + 1, local: [HERE, 3000], remote: client, sent: 4, received: 3, acknowledged: 1 },
  ] as const;
}

const ended = (cookie: number) => ({ kind: 'listenerOrBound', cookie, local: [HERE, 3000] }) as const;

describe('the recorder of the history', () => {
  it('tells what is known of a port that was handed over and taken by another in less than a pass, and no more', () => {
    const machine = new MadeMachine('connections');
    machine.told([]);
    machine.pass([SERVER], [PARENT]);
    machine.told([]);
    machine.told(short(100));
    machine.pass([SERVER], [PARENT]);
    machine.told([]);
    // It listens, forks, its child keeps the socket, it is killed; the child serves, and ends; vite takes the port and serves.
    machine.told(short(200));
    assert.equal(machine.told([ended(70)]), true);
    machine.told(short(300));
    machine.pass([NEXT], [VITE], { step: 0 });
    machine.told([]);
    const node = { name: 'node', pid: 42, startTime: 100, uid: 1000 };
    const vite = { name: 'vite', pid: 44, startTime: 300, uid: 1000 };
    const unseen = { evidence: 'unseen', programs: [] };
    const listener = { kind: 'listener', protocol: 'tcp', isIPv6: false, address: HERE, port: 3000 };
    const connection = (cookie: number, at: number, owners: object, more: object = {}) => ({
      kind: 'connection',
      protocol: 'tcp',
      isIPv6: false,
      local: { address: HERE, port: 3000, owners },
      foreign: { address: HERE, port: 40_000 + cookie, owners: unseen },
      direction: 'incoming',
      isWithin: true,
      ...more,
      closed: { after: START + at, by: START + at },
      ending: 'closed',
      states: [],
      sent: 4,
      received: 3,
      retransmitted: 0,
      count: 1,
    });
    assert.deepEqual(machine.entries, [
      connection(100, 13_000, { evidence: 'listener', programs: [node] }),
      {
        ...listener,
        owners: { evidence: 'seen', programs: [node] },
        opened: { by: START + 11_000 },
        closed: { after: START + 26_000, by: START + 26_000 },
        ending: 'closed',
      },
      // Who accepted these nobody knows: the parent, the child, or vite.
      connection(200, 25_000, unseen),
      connection(300, 27_000, unseen),
      {
        ...listener,
        owners: { evidence: 'seen', programs: [vite] },
        opened: { after: START + 23_000, by: START + 27_000 },
      },
    ]);
  });

  it('tells of a child that keeps its parent’s socket, where a pass came in between', () => {
    const machine = new MadeMachine('connections');
    machine.told([]);
    machine.pass([SERVER], [PARENT]);
    machine.pass([{ ...SERVER, pids: [42, 43] }], [PARENT, CHILD]);
    // Either may have accepted what began before the pass that noticed it.
    machine.told([]);
    machine.told(short(100));
    machine.pass([{ ...SERVER, pids: [43] }], [CHILD]);
    machine.told([]);
    machine.told(short(200));
    machine.pass([{ ...SERVER, pids: [43] }], [CHILD]);
    const [first, second] = machine.of('listener');
    assert.deepEqual(
      [first, second].map((entry) => [entry?.owners.programs.map(({ pid }) => pid), entry?.ending]),
      [
        [[42, 43], 'handedOver'],
        [[43], undefined],
      ],
    );
    assert.deepEqual(first?.closed, second?.opened);
    assert.deepEqual(
      machine
        .of('connection')
        .map(({ local: { owners } }) => [owners.evidence, owners.programs.map(({ pid }) => pid)]),
      [
        ['unseen', []],
        ['listener', [43]],
      ],
    );
  });

  it('records nothing where it is not to', () => {
    const machine = new MadeMachine('off');
    machine.pass([SERVER], [PARENT]);
    assert.equal(machine.told([ended(70), ...short(100)], { lost: 3 }), false);
    machine.recorder.gap({ kind: 'gap', why: 'sleep', from: START, to: START + 1 });
    machine.recorder.interrupted(START + 2, 'ended');
    assert.deepEqual(machine.entries, []);
  });

  it('tells what was lost as one gap for each writing', () => {
    const machine = new MadeMachine('connections');
    machine.told([], { lost: 3 });
    machine.told([], { lost: 4 });
    assert.deepEqual(machine.entries, [{ kind: 'gap', why: 'lost', from: START, to: START + 2000, lost: 7 }]);
    machine.told([]);
    assert.equal(machine.entries.length, 1);
  });

  it('goes on with what passes still see behind a gap, and closes what is gone by then', () => {
    const machine = new MadeMachine('connections');
    const row = { state: 1, local: ['10.0.0.1', 1], remote: ['10.0.0.2', 2], inode: 9, cookie: 90 } as const;
    machine.pass([SERVER, row], [PARENT]);
    machine.recorder.gap({ kind: 'gap', why: 'lost', from: machine.now, to: machine.now + 1000, lost: 1 });
    machine.pass([SERVER], [PARENT]);
    assert.deepEqual(
      machine.entries.map((entry) => [entry.kind, 'ending' in entry ? entry.ending : undefined]),
      [
        ['gap', undefined],
        ['connection', 'closed'],
        ['listener', undefined],
      ],
    );
  });

  it('counts refused connects by where they led, unless somebody listens there', () => {
    const machine = new MadeMachine('connections');
    machine.pass([SERVER], [PARENT]);
    const refused = (cookie: number, port: number, address = HERE) =>
      ({ kind: 'refused', cookie, local: [HERE, 50_000 + cookie], remote: [address, port] }) as const;
    machine.told([refused(1, 4000), refused(2, 4000), refused(3, 3000), refused(4, 4000, '10.0.0.9')]);
    assert.deepEqual(
      machine
        .of('refusal')
        .map(({ address, port, count, at }) => [address, port, count, MadeMachine.since(at)]),
      [[HERE, 4000, 2, [11_000, 11_000]]],
    );
    machine.told(Array.from({ length: 200 }, (_, i) => refused(10 + i, 5000 + i)));
    const refusals = machine.of('refusal').slice(1);
    assert.equal(refusals.length, 51);
    assert.deepEqual([refusals.at(-1)?.port, refusals.at(-1)?.count], [0, 150]);
  });

  it('folds notices that repeat, and those that are too many in a second', () => {
    const machine = new MadeMachine();
    const notice = (device: string, at: number) =>
      machine.recorder.notice({
        kind: 'notice',
        at: { by: START + at },
        subject: 'interface',
        change: 'up',
        device,
        count: 1,
      });
    for (const at of [1, 2, 3]) notice('eth0', at);
    for (let i = 0; i < 50; i++) notice(`veth${i}`, 4);
    const told = machine.of('notice');
    assert.equal(told.length, 21);
    assert.deepEqual(
      [told[0]?.device, told[0]?.count, told[0]?.at],
      ['eth0', 3, { after: START + 1, by: START + 3 }],
    );
    assert.deepEqual([told.at(-1)?.device, told.at(-1)?.count], [undefined, 31]);
    notice('eth0', 2000);
    assert.equal(machine.of('notice').length, 22);
  });
});

/** Anything that may happen, in any order; what tests do not want is left out. */
function happenings(without: readonly Happening[0][] = []): fc.Arbitrary<Happening[]> {
  const all: readonly Happening[0][] = [
    'listen',
    'listen',
    'fork',
    'leave',
    'connect',
    'connect',
    'brief',
    'brief',
    'closeClient',
    'closeServer',
    'abort',
    'pass',
    'pass',
    'pass',
    'listeners',
    'poll',
    'poll',
    'pollLate',
    'pollTwice',
    'lose',
    'setBack',
    'interrupt',
  ];
  const what = fc.constantFrom(...all.filter((each) => !without.includes(each)));
  return fc.array(fc.tuple(what, fc.nat(60), fc.integer({ min: 1, max: 5000 })), { maxLength: 60 });
}

function assertOrdered(opened: HistoryMoment | undefined, closed: HistoryMoment | undefined): void {
  for (const moment of [opened, closed])
    if (moment?.after !== undefined) assert.ok(moment.after <= moment.by, 'no time is negative');
  if (opened && closed) assert.ok(closed.by >= opened.by, 'nothing ends before it began');
}

/** Whoever is named had it; and of one that was inferred nobody else had. */
function assertOwners({ evidence, programs }: HistoryOwners, held: ReadonlySet<number>): void {
  assert.ok(['seen', 'listener', 'otherEnd', 'unseen', 'unknown'].includes(evidence));
  for (const { pid } of programs) assert.ok(held.has(pid), `${evidence}: ${pid} had it`);
  assert.equal(programs.length > 0, !['unseen', 'unknown'].includes(evidence));
}

/** The entries of connections, by the connections that they are of. */
function told(world: World) {
  const byPort = new Map(world.connections.map((each) => [each.clientPort, each]));
  return world.machine.of('connection').map((entry) => {
    const { local, foreign } = entry;
    const isTurned = byPort.has(local.port);
    const [server, client] = isTurned ? [foreign, local] : [local, foreign];
    return { entry, connection: byPort.get(client.port), client, server };
  });
}

describe('whatever happens, the history', () => {
  it('names nobody who had nothing, tells of nothing twice, and lets nothing end before it began', () => {
    assertProperty(fc.tuple(fc.boolean(), happenings()), ([hasCookies, steps]) => {
      const world = new World(hasCookies);
      for (const step of steps) world.step(step);
      world.settle();
      const counts = new Map<WorldConnection, number>();
      let cut = 0;
      for (const { entry, connection, client, server } of told(world)) {
        assertOrdered(entry.opened, entry.closed);
        if (connection === undefined) {
          // One that was cut off: what has its ports is not told of yet, or was lost, and then not told of again.
          assert.ok([entry.local.port, entry.foreign.port].includes(0));
          cut++;
          continue;
        }
        assertOwners(client.owners, connection.client.held);
        assertOwners(server.owners, connection.server.held);
        assert.notEqual(entry.direction, entry.local === client ? 'incoming' : 'outgoing');
        counts.set(connection, (counts.get(connection) ?? 0) + 1);
      }
      for (const count of counts.values())
        assert.ok(count <= 1 + world.interruptions, 'none is told of twice');
      const all = [...counts.values()].reduce((sum, count) => sum + count, cut);
      const most = world.connections.length * (1 + world.interruptions);
      assert.ok(all <= most, 'nor is one that was cut off');
      for (const { owners, opened, closed, port } of world.machine.of('listener')) {
        assertOrdered(opened, closed);
        const held = world.listeners.filter((each) => each.port === port).flatMap((each) => [...each.held]);
        assertOwners(owners, new Set(held));
      }
    });
  });

  it('has every connection that closed, whole, where no word was lost', () => {
    const faults = ['lose', 'setBack', 'interrupt'] as const;
    assertProperty(fc.tuple(fc.boolean(), happenings(faults)), ([hasCookies, steps]) => {
      const world = new World(hasCookies);
      world.step(['poll', 0, 1]);
      for (const step of steps) world.step(step);
      world.settle();
      const entries = told(world);
      for (const connection of world.connections) {
        const { client, server } = connection;
        const [first, ...others] = entries.filter((each) => each.connection === connection);
        assert.equal(others.length, 0);
        // What is reset is not seen any more until its program closes it; and what the other end says of it lacks a port.
        if (client.isReset && client.closed === undefined) continue;
        if (client.closed === undefined && server.closed === undefined) continue;
        assert.ok(first !== undefined, 'it is told of');
        const { entry } = first;
        if (entry.opened) {
          assert.ok(entry.opened.by >= client.opened, 'it had begun by then');
          assert.ok((entry.opened.after ?? START) <= client.opened, 'it had not begun before');
        }
        if (client.closed === undefined || server.closed === undefined) continue;
        const closed = Math.max(client.closed, server.closed);
        assert.equal(entry.ending, 'closed');
        if (client.isReset || server.isReset) continue;
        assert.ok(entry.closed && entry.closed.by >= closed, 'it was over by then');
        const [sent, received] = entry.local === first.client ? [11, 22] : [22, 11];
        assert.deepEqual([entry.sent, entry.received, entry.doubtfulBytes], [sent, received, undefined]);
      }
      for (const { opened, closed, port, ending, isTakenOver, owners } of world.machine.of('listener')) {
        const isIt = ({ opened: at }: { readonly opened: number }): boolean =>
          at >= (opened.after ?? START) && at <= opened.by;
        const its = world.listeners.filter((each) => each.port === port);
        if (isTakenOver !== true) assert.ok(its.some(isIt), 'it began then');
        if (ending !== 'closed' || closed === undefined) continue;
        const { after = START, by } = closed;
        const isEnd = ({ closed: at = Infinity, held }: (typeof its)[number]): boolean =>
          at <= by && (at >= after || after === by) && owners.programs.every(({ pid }) => held.has(pid));
        assert.ok(its.some(isEnd), 'it ended then');
      }
    });
  });
});
