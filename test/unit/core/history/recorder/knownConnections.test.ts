import assert from 'node:assert/strict';
import type { HistoryConnection, HistoryEnd } from '../../../../../src/core/model/history';
import { process } from '../../../snapshots';
import { MadeMachine, type MadeRow, type MadeWord } from './madeRecorder';

const NODE = process({ pid: 42, executable: '/usr/bin/node' });
const OTHER = process({ pid: 43, startTime: 200, comm: 'other' });
const CURL = process({ pid: 50, startTime: 500, comm: 'curl' });

const HERE = '127.0.0.1';
const SERVER: MadeRow = { local: [HERE, 3000], inode: 7, cookie: 70, pids: [42] };

/** Both ends of a connection within the machine, as a pass has them. */
const CLIENT_ROW: MadeRow = {
  state: 1,
  local: [HERE, 40_000],
  remote: [HERE, 3000],
  inode: 11,
  cookie: 1,
  pids: [50],
};
const SERVER_ROW: MadeRow = {
  state: 1,
  local: [HERE, 3000],
  remote: [HERE, 40_000],
  inode: 12,
  cookie: 2,
  pids: [42],
};

/** What the kernel says of both: 100 bytes went to the server, and 7 back. */
const CLIENT_WORD: MadeWord = {
  cookie: 1,
  local: [HERE, 40_000],
  remote: [HERE, 3000],
  sent: 100,
  received: 6,
  doubt: 1,
  acknowledged: 2,
  roundTrip: 30,
};
const SERVER_WORD: MadeWord = {
  cookie: 2,
  local: [HERE, 3000],
  remote: [HERE, 40_000],
  sent: 7,
  received: 99,
  doubt: 1,
  acknowledged: 1,
  roundTrip: 20,
  retransmitted: 1,
};

/** Of a connection to another machine. */
const AWAY_WORD: MadeWord = {
  cookie: 5,
  local: ['10.0.0.1', 3000],
  remote: ['10.0.0.9', 5555],
  acknowledged: 1,
};

function endText({ address, port, owners }: HistoryEnd): string {
  return `${address}:${port} ${owners.evidence} ${owners.programs.map(({ name }) => name).join('+')}`.trim();
}

function told(machine: MadeMachine): readonly string[] {
  return machine.of('connection').map((entry) => {
    const { local, foreign, direction, opened, closed, ending = 'open' } = entry as HistoryConnection;
    const span = `${MadeMachine.since(opened).join('-')} to ${MadeMachine.since(closed).join('-')}`;
    return `${endText(local)} ${direction} ${endText(foreign)}; ${span}; ${ending}`;
  });
}

/** A machine whose server was seen twice, and that hears the kernel. */
function serving(server: MadeRow = SERVER): MadeMachine {
  const machine = new MadeMachine('connections');
  machine.told([]);
  machine.pass([server], [NODE, OTHER]);
  machine.told([]);
  machine.pass([server], [NODE, OTHER]);
  machine.told([]);
  return machine;
}

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

  it('that nobody saw have the owner of their listener, once the next pass says that it did not change hands', () => {
    for (const words of [
      [[CLIENT_WORD, SERVER_WORD]],
      [[SERVER_WORD], [CLIENT_WORD]],
      [[CLIENT_WORD], [SERVER_WORD]],
    ]) {
      const machine = serving();
      for (const each of words) machine.told(each);
      assert.deepEqual(told(machine), []);
      assert.equal(machine.recorder.isWaiting, true);
      machine.pass([SERVER], [NODE]);
      assert.equal(told(machine).length, 1);
      assert.match(
        told(machine)[0] ?? '',
        /^127.0.0.1:3000 listener node incoming 127.0.0.1:40000 unseen; {2}to/,
      );
      const [entry] = machine.of('connection');
      assert.deepEqual([entry?.sent, entry?.received, entry?.doubtfulBytes], [7, 100, undefined]);
    }
  });

  it('from another machine have that owner, too, and a byte in doubt', () => {
    const machine = serving({ ...SERVER, local: ['0.0.0.0', 3000] });
    machine.told([{ ...AWAY_WORD, sent: 5, received: 9, doubt: 1 }]);
    machine.pass([{ ...SERVER, local: ['0.0.0.0', 3000] }], [NODE]);
    assert.deepEqual(told(machine), [
      '10.0.0.1:3000 listener node incoming 10.0.0.9:5555 unseen;  to 24000-24000; closed',
    ]);
    const [entry] = machine.of('connection');
    assert.deepEqual([entry?.sent, entry?.received, entry?.doubtfulBytes, entry?.isWithin], [5, 9, 1, false]);
  });

  const doubts: readonly (readonly [string, (machine: MadeMachine) => void])[] = [
    ['another process has the listener', (machine) => machine.pass([{ ...SERVER, pids: [43] }], [OTHER])],
    ['another one holds it, too', (machine) => machine.pass([{ ...SERVER, pids: [42, 43] }], [NODE, OTHER])],
    [
      'another listener has the port',
      (machine) => machine.pass([{ ...SERVER, inode: 8, cookie: 80 }], [NODE]),
    ],
    ['nothing listens any more', (machine) => machine.pass([])],
    [
      'some other socket of that port ended meanwhile, which may have listened',
      (machine) => {
        machine.told([{ kind: 'listenerOrBound', cookie: 99, local: ['0.0.0.0', 3000] }]);
        machine.pass([SERVER], [NODE]);
      },
    ],
    [
      'another process listens there, too',
      (machine) => machine.pass([SERVER, { ...SERVER, inode: 8, cookie: 80, pids: [43] }], [NODE, OTHER]),
    ],
    [
      'words were lost meanwhile',
      (machine) => {
        machine.told([], { lost: 3 });
        machine.pass([SERVER], [NODE]);
      },
    ],
    [
      'the clock was set back meanwhile',
      (machine) => {
        machine.now -= 3_600_000;
        machine.pass([SERVER], [NODE]);
      },
    ],
    [
      'recording was interrupted meanwhile',
      (machine) => {
        machine.recorder.interrupted(machine.now, 'sleep');
        machine.pass([SERVER], [NODE]);
      },
    ],
  ];
  for (const [what, happens] of doubts)
    it(`that nobody saw are nobody’s where ${what}`, () => {
      const machine = serving();
      machine.told([CLIENT_WORD, SERVER_WORD]);
      happens(machine);
      machine.told([]);
      const evidence = machine.of('connection').map(({ local, foreign }) => [local, foreign].map(endText));
      assert.deepEqual(evidence, [['127.0.0.1:3000 unseen', '127.0.0.1:40000 unseen']]);
    });

  it('that began before a listener was seen with its owner are nobody’s', () => {
    const machine = new MadeMachine('connections');
    machine.told([]);
    machine.pass([], []);
    machine.pass([SERVER], [NODE], { scope: 'listening' });
    machine.told([CLIENT_WORD, SERVER_WORD]);
    machine.pass([SERVER], [NODE]);
    machine.told([]);
    assert.match(told(machine)[0] ?? '', /^127.0.0.1:3000 unseen/);
  });

  it('may have begun before recording did, where no pass came before their end', () => {
    const machine = new MadeMachine('connections');
    machine.told([AWAY_WORD]);
    machine.pass([], []);
    assert.deepEqual(told(machine), [
      '10.0.0.1:3000 unseen incoming 10.0.0.9:5555 unseen; 1000 to 1000-1000; closed',
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

  it('whose other end was aborted and not told of say whose it was by that end', () => {
    const machine = serving();
    machine.told([CLIENT_WORD]);
    machine.pass([SERVER], [NODE]);
    machine.told([]);
    assert.deepEqual(told(machine), [
      '127.0.0.1:3000 otherEnd node incoming 127.0.0.1:40000 unseen;  to 24000-24000; closed',
    ]);
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

  it('of a mapped address are those of IPv4, at the other end, too', () => {
    const mapped = '0:0:0:0:0:ffff:7f00:1';
    const server = { ...SERVER, protocol: 'tcp6', local: ['0:0:0:0:0:0:0:0', 3000] } as const;
    const machine = serving(server);
    machine.told([CLIENT_WORD, { ...SERVER_WORD, local: [mapped, 3000], remote: [mapped, 40_000] }]);
    machine.told([{ ...CLIENT_WORD, cookie: 3, local: [HERE, 40_001] }]);
    machine.pass([server], [NODE]);
    machine.told([]);
    assert.deepEqual(
      machine.of('connection').map(({ local }) => endText(local)),
      ['::ffff:127.0.0.1:3000 listener node', '127.0.0.1:3000 otherEnd node'],
    );
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
