import assert from 'node:assert/strict';
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
import { MadeMachine } from './madeRecorder';

describe('who accepted connections in the history', () => {
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

  it('that connected and were reset are not taken for accepted, though but one end of them was acknowledged', () => {
    const machine = serving();
    const reset = { ...CLIENT_WORD, acknowledged: 1, doubt: 0 };
    const cut = { cookie: 2, local: [HERE, 3000], remote: [HERE, 0], isAborted: true } as const;
    machine.pass([SERVER, CLIENT_ROW, SERVER_ROW], [NODE, CURL]);
    machine.told([{ ...cut, sent: Number.NaN, received: Number.NaN }, reset]);
    machine.told([{ ...reset, cookie: 5, local: ['10.0.0.1', 50_000], remote: ['10.0.0.9', 80] }]);
    machine.pass([SERVER], [NODE]);
    assert.deepEqual(
      machine.of('connection').map(({ local, direction }) => [local.port, direction]),
      [
        [3000, 'incoming'],
        [50_000, 'unknown'],
      ],
    );
  });

  it('are incoming where something listened all the while, though several had it', () => {
    const server = { ...SERVER, pids: [42, 43] };
    const machine = serving(server);
    machine.told([{ ...SERVER_WORD, acknowledged: 0, isAborted: true }]);
    machine.pass([server], [NODE, OTHER]);
    machine.told([]);
    assert.match(told(machine)[0] ?? '', /^127.0.0.1:3000 unseen incoming 127.0.0.1:40000 unseen/);
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
});
