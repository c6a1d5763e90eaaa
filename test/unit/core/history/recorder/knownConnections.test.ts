import assert from 'node:assert/strict';
import { MOST_ENDS } from '../../../../../src/core/history/recorder/knownConnections';
import { trafficOf } from '../../traffic/readings';
import {
  AWAY_WORD,
  CLIENT_ROW,
  CLIENT_WORD,
  CURL,
  endText,
  HERE,
  NODE,
  OTHER,
  SERVER,
  SERVER_ROW,
  SERVER_WORD,
  serving,
  told,
} from './madeConnections';
import { MadeMachine, type MadeRow, type MadeWord, START } from './madeRecorder';

describe('connections in the history', () => {
  it('within the machine are one, with both owners, from pass to the kernel’s word', () => {
    const machine = serving();
    machine.pass([SERVER, CLIENT_ROW, SERVER_ROW], [NODE, CURL]);
    assert.deepEqual(told(machine), [
      '127.0.0.1:3000 seen node incoming 127.0.0.1:40000 seen curl; 22000-33000 to ; open',
    ]);
    machine.told([CLIENT_WORD]);
    assert.match(told(machine)[0] ?? '', /open$/);
    machine.told([SERVER_WORD]);
    assert.deepEqual(machine.of('connection'), [
      {
        kind: 'connection',
        protocol: 'tcp',
        isIPv6: false,
        local: {
          address: HERE,
          port: 3000,
          owners: { evidence: 'seen', programs: [{ name: 'node', pid: 42, startTime: 100, uid: 1000 }] },
        },
        foreign: {
          address: HERE,
          port: 40_000,
          owners: { evidence: 'seen', programs: [{ name: 'curl', pid: 50, startTime: 500, uid: 1000 }] },
        },
        direction: 'incoming',
        isWithin: true,
        opened: { after: machine.now - 13_000, by: machine.now - 2000 },
        closed: { after: machine.now, by: machine.now },
        ending: 'closed',
        states: [{ state: 1, since: { after: machine.now - 13_000, by: machine.now - 2000 } }],
        sent: 7,
        received: 100,
        retransmitted: 1,
        roundTrip: 20,
        count: 1,
      },
    ]);
    machine.pass([SERVER], [NODE]);
    assert.equal(machine.of('connection').length, 1);
  });

  it('have their states, and nothing is written as long as nothing changes', () => {
    const machine = serving();
    machine.pass([SERVER, CLIENT_ROW, SERVER_ROW], [NODE, CURL]);
    machine.recorder.take();
    machine.pass([SERVER, CLIENT_ROW, SERVER_ROW], [NODE, CURL]);
    assert.deepEqual(machine.recorder.take(), []);
    machine.pass([SERVER, CLIENT_ROW, { ...SERVER_ROW, state: 8 }], [NODE, CURL]);
    const [entry] = machine.of('connection');
    assert.deepEqual(
      entry?.states.map(({ state, since }) => [state, MadeMachine.since(since)]),
      [
        [1, [22_000, 33_000]],
        [8, [43_000, 53_000]],
      ],
    );
  });

  it('may have begun before recording did, where no pass came before their end', () => {
    const machine = new MadeMachine('connections');
    machine.told([AWAY_WORD]);
    machine.pass([], []);
    assert.deepEqual(told(machine), [
      '10.0.0.1:3000 unseen unknown 10.0.0.9:5555 unseen; 1000 to 1000-1000; closed',
    ]);
  });

  it('that are aborted have what the other end says, at least', () => {
    const cut: MadeWord = {
      cookie: 1,
      local: ['0.0.0.0', 40_000],
      remote: [HERE, 0],
      sent: Number.NaN,
      received: Number.NaN,
      isAborted: true,
    };
    const reset = { ...SERVER_WORD, acknowledged: 0, isAborted: true, received: 100, doubt: 0 };
    for (const words of [
      [cut, reset],
      [reset, cut],
    ]) {
      const machine = serving();
      machine.told(words);
      machine.pass([SERVER], [NODE]);
      machine.told([]);
      assert.equal(machine.of('connection').length, 1);
      const [entry] = machine.of('connection');
      assert.ok(entry);
      assert.deepEqual(
        [endText(entry.local), endText(entry.foreign)],
        ['127.0.0.1:3000 listener node', '127.0.0.1:40000 unseen'],
      );
      assert.deepEqual([entry.sent, entry.received, entry.isAtLeast], [7, 100, true]);
    }
  });

  it('that were aborted and seen are known by their cookie, or where there is none by a pass that misses them', () => {
    const cut = { cookie: 1, local: ['0.0.0.0', 40_000], remote: [HERE, 0], isAborted: true } as const;
    const none = { sent: Number.NaN, received: Number.NaN };
    for (const isKnown of [true, false]) {
      const machine = serving();
      const cookies = isKnown ? {} : { cookie: 0 };
      machine.pass([SERVER, { ...CLIENT_ROW, ...cookies }, { ...SERVER_ROW, ...cookies }], [NODE, CURL]);
      machine.told([{ ...cut, ...none }, SERVER_WORD]);
      if (!isKnown) machine.pass([SERVER], [NODE]);
      assert.deepEqual(told(machine), [
        '127.0.0.1:3000 seen node incoming 127.0.0.1:40000 seen curl; 22000-33000 to 34000-34000; closed',
      ]);
    }
  });

  it('are told of once, however late the word of the other end, or of one that passes missed', () => {
    const machine = serving();
    machine.told([CLIENT_WORD]);
    machine.pass([SERVER], [NODE]);
    machine.told([]);
    machine.told([SERVER_WORD]);
    assert.equal(machine.of('connection').length, 1);
    const lost = serving();
    lost.pass([SERVER, CLIENT_ROW, SERVER_ROW], [NODE, CURL]);
    for (let pass = 0; pass < 3; pass++) lost.pass([SERVER], [NODE]);
    assert.match(told(lost)[0] ?? '', / 33000-43000; closed$/);
    lost.told([CLIENT_WORD, SERVER_WORD]);
    lost.pass([SERVER], [NODE]);
    assert.equal(lost.of('connection').length, 1);
  });

  it('are not told of twice by words that come twice, nor by tables that were read before', () => {
    const machine = serving();
    machine.pass([SERVER, CLIENT_ROW, SERVER_ROW], [NODE, CURL]);
    machine.told([CLIENT_WORD, CLIENT_WORD]);
    machine.pass([SERVER, CLIENT_ROW, SERVER_ROW], [NODE, CURL], { step: -500 });
    machine.told([SERVER_WORD]);
    machine.told([SERVER_WORD, CLIENT_WORD], { step: 1 });
    machine.pass([SERVER], [NODE]);
    machine.told([]);
    assert.equal(machine.of('connection').length, 1);
  });

  it('with the ends of one before are others', () => {
    const machine = serving();
    machine.pass([SERVER, CLIENT_ROW, SERVER_ROW], [NODE, CURL]);
    const later = [
      { ...CLIENT_ROW, inode: 21, cookie: 21 },
      { ...SERVER_ROW, inode: 22, cookie: 22 },
    ];
    machine.pass([SERVER, ...later], [NODE, CURL]);
    assert.deepEqual(
      told(machine).map((text) => text.split('; ').slice(1).join('; ')),
      ['22000-33000 to 33000-43000; closed', '33000-43000 to ; open'],
    );
  });

  it('end between two passes where nobody hears the kernel', () => {
    const machine = new MadeMachine('connections');
    machine.pass([CLIENT_ROW], [CURL]);
    machine.pass([], [], { scope: 'listening' });
    machine.pass([]);
    assert.deepEqual(told(machine), [
      '127.0.0.1:40000 seen curl unknown 127.0.0.1:3000 unseen; 10000 to 10000-30000; closed',
    ]);
  });

  it('of datagrams are told by passes, and what waits, is being made or kept by the kernel alone is none', () => {
    const machine = new MadeMachine('connections');
    const remote = ['10.0.0.9', 53] as const;
    machine.pass([
      { protocol: 'udp', state: 1, local: ['10.0.0.1', 4000], remote, inode: 1 },
      { state: 6, local: ['10.0.0.1', 4001], remote, inode: 0 },
      { state: 2, local: ['10.0.0.1', 4002], remote, inode: 2 },
      { state: 3, local: ['10.0.0.1', 4003], remote, inode: 0 },
      { state: 5, local: ['10.0.0.1', 4004], remote, inode: 0 },
    ]);
    assert.deepEqual(
      machine.of('connection').map(({ protocol, local }) => [protocol, local.port]),
      [['udp', 4000]],
    );
    machine.pass([]);
    assert.equal(machine.of('connection')[0]?.ending, 'closed');
  });

  it('are handed from process to process within one entry', () => {
    const machine = serving();
    machine.pass([SERVER, { ...SERVER_ROW, inode: 0, pids: [] }], [NODE]);
    machine.pass([SERVER, SERVER_ROW], [NODE]);
    machine.pass([SERVER, { ...SERVER_ROW, pids: [43] }], [NODE, OTHER]);
    assert.deepEqual(
      machine.of('connection').map(({ local }) => endText(local)),
      ['127.0.0.1:3000 seen node+other'],
    );
  });

  it('end unwatched where recording does, unless they were over', () => {
    const machine = serving();
    machine.pass([SERVER, CLIENT_ROW, SERVER_ROW], [NODE, CURL]);
    machine.told([AWAY_WORD]);
    machine.recorder.interrupted(machine.now + 500, 'ended');
    assert.deepEqual(
      machine.of('connection').map(({ local, ending }) => [local.address, ending]),
      [
        ['10.0.0.1', 'closed'],
        [HERE, 'unwatched'],
      ],
    );
  });

  it('of which nothing was told at the end have what was counted last, at least', () => {
    const counted = (sent: number, received: number, state = 1) => {
      const rows = [SERVER, { ...CLIENT_ROW, state, sent, received }];
      return { rows, more: { traffic: trafficOf(rows) } };
    };
    const machine = new MadeMachine('connections');
    for (const { rows, more } of [counted(5, 6), counted(50, 61, 8)])
      machine.pass(rows, [NODE, CURL], { more });
    machine.pass([SERVER], [NODE]);
    const [entry] = machine.of('connection');
    // That the other end is done counts as a byte.
    assert.deepEqual([entry?.sent, entry?.received, entry?.isAtLeast], [50, 60, true]);
  });

  it('are known up to a bound, and what is beyond is a gap that says how many they were', () => {
    const machine = new MadeMachine('connections');
    const row = (i: number): MadeRow => ({
      ...{ state: 1, local: ['10.0.0.1', 1 + i], remote: ['10.0.0.2', 443], inode: 1 + i, cookie: 1 + i },
    });
    const rows = Array.from({ length: MOST_ENDS + 3 }, (_, i) => row(i));
    machine.pass(rows);
    machine.pass(rows);
    assert.equal(machine.of('connection').length, MOST_ENDS);
    const fewer = [...rows.slice(0, 10), row(MOST_ENDS + 1)];
    machine.pass(fewer);
    machine.pass(fewer);
    const since = { from: START + 10_000, to: START + 30_000 };
    assert.deepEqual(machine.of('gap'), [{ kind: 'gap', why: 'slow', ...since, lost: 3 }]);
    // One that was beyond is older than the pass before.
    const last = machine.of('connection').find(({ local }) => local.port === MOST_ENDS + 2);
    assert.deepEqual(MadeMachine.since(last?.opened), [40_000]);
  });

  it('are not kept where listeners alone are recorded', () => {
    const machine = new MadeMachine('listeners');
    machine.pass([SERVER, CLIENT_ROW, SERVER_ROW], [NODE, CURL]);
    machine.told([CLIENT_WORD, SERVER_WORD], { lost: 2 });
    machine.pass([SERVER], [NODE]);
    assert.deepEqual(
      machine.entries.map(({ kind }) => kind),
      ['listener'],
    );
  });
});
