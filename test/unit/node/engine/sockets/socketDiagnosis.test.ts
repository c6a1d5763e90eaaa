import assert from 'node:assert/strict';
import { Netlink } from '../../../../../src/node/engine/sockets/netlink';
import { Tables } from '../../../../../src/node/engine/sockets/tables';
import { takeRows } from '../../../../../src/node/engine/sockets/takenRows';
import { describing, done, infoOf, refusal } from '../../../core/netlink/recordedMessages';
import { FakeCalls } from '../../fakeCalls';
import { FakeReader, tcpTable } from '../../fakeReader';

/** A machine whose files tell of a socket that the kernel does not, so that one can see who was asked. */
class Machine {
  readonly reader = new FakeReader();
  readonly calls = new FakeCalls();
  readonly tables = new Tables(this.reader, true, new Netlink(this.calls, true));

  constructor() {
    this.reader.files.set('self/net/tcp', tcpTable([{ port: 1, inode: 11 }]));
    for (const name of ['tcp6', 'udp', 'udp6']) this.reader.files.set(`self/net/${name}`, 'header\n');
  }

  inodes(fresh = false): number[] {
    this.tables.read('all', fresh);
    const { columns, length } = this.tables.inet;
    return [...columns.inode.subarray(0, length)];
  }
}

const TCP = [describing({ inode: 21 }), describing({ inode: 22, family: 10 })];

/** Whether a request is for TCP (TCPDIAG_GETSOCK). */
const isForTcp = (request: Uint8Array): boolean => request[4] === 18;

describe('sockets over netlink', () => {
  it('are taken instead of the files, in as many parts as they come in', () => {
    const machine = new Machine();
    const { calls, tables } = machine;
    calls.answersTo = (request) =>
      isForTcp(request) ? [...TCP, done()] : [Buffer.concat([describing({ inode: 31, state: 7 }), done()])];
    assert.deepEqual(machine.inodes(), [21, 22, 31, 31]);
    const counts = Object.fromEntries(tables.sources.map(({ file, rows }) => [file, rows]));
    assert.deepEqual([counts['self/net/tcp'], counts['self/net/tcp6'], counts['self/net/udp']], [1, 1, 1]);
    assert.equal(calls.opened.size, 0);
  });

  const failures: Readonly<Record<string, FakeCalls['answersTo']>> = {
    'has no such thing': () => undefined,
    refuses: () => [refusal()],
    'breaks off': (request) => (isForTcp(request) ? [...TCP, done(-4)] : [done()]),
    'falls silent': () => TCP,
    'knows TCP alone': (request) => (isForTcp(request) ? [...TCP, done()] : undefined),
    'sends more than there is room for': () => [
      Buffer.concat([...Array.from({ length: 1_000 }, () => describing({ inode: 21 })), done()]),
    ],
  };
  for (const [what, answersTo] of Object.entries(failures)) {
    it(`are read from the files where the kernel ${what}, and it is asked again when the user asks`, () => {
      const machine = new Machine();
      const { calls } = machine;
      calls.answersTo = answersTo;
      assert.deepEqual(machine.inodes(), [11]);
      const { requests } = calls;
      assert.deepEqual(machine.inodes(), [11]);
      assert.equal(calls.requests, requests);
      calls.answersTo = () => [done()];
      assert.deepEqual(machine.inodes(), [11]);
      assert.deepEqual(machine.inodes(true), []);
      assert.equal(calls.opened.size, 0);
    });
  }

  it('are asked for again after some readings where the kernel did not answer', () => {
    const machine = new Machine();
    assert.deepEqual(machine.inodes(), [11]);
    machine.calls.answersTo = () => [done()];
    let readings = 1;
    while (machine.inodes().length > 0) assert.ok(readings++ < 100);
    assert.ok(readings > 10, `after ${readings} readings`);
  });

  it('are of TCP those that listen alone, where no more are wanted', () => {
    const { calls, tables } = new Machine();
    const states: number[] = [];
    calls.answersTo = (request) => {
      if (isForTcp(request)) states.push(Buffer.from(request).readUInt32LE(16 + 52));
      return [done()];
    };
    for (const scope of ['listening', 'inet', 'all'] as const) tables.read(scope, false);
    assert.deepEqual(states, [1 << 10, 0x1fff, 0x1fff]);
    states.length = 0;
    for (const withUnclosed of [false, true]) tables.readListeners(withUnclosed);
    assert.deepEqual(states, [1 << 10, (1 << 10) | (1 << 8)]);
  });

  describe('with what the kernel counts', () => {
    const asking: boolean[] = [];
    let machine: Machine;
    beforeEach(() => {
      machine = new Machine();
      asking.length = 0;
      machine.calls.answersTo = (request) => {
        if (!isForTcp(request)) return [Buffer.concat([describing({ inode: 31, state: 7 }), done()])];
        const isAsked = request[16 + 3] !== 0;
        asking.push(isAsked);
        const counted = (inode: number, sent: number) =>
          describing({
            inode,
            cookie: [inode, 0],
            ...(isAsked && { attributes: [infoOf({ sent, received: 2 * sent })] }),
          });
        // The kernel may tell of one twice: it takes no lock between two parts.
        return [counted(21, 5), counted(22, 6), Buffer.concat([counted(21, 5), counted(23, 7)]), done()];
      };
    });

    it('have a row of it for each, those from files and of other protocols without any', () => {
      const { tables, reader } = machine;
      reader.files.set('self/net/raw', tcpTable([{ port: 1, inode: 41 }]));
      tables.read('inet', false, true);
      const { inet, traffic } = takeRows(tables, 'inet');
      assert.deepEqual([...inet.inode], [21, 22, 23, 31, 41]);
      const { NaN: none } = Number;
      assert.deepEqual([...(traffic?.sent ?? [])], [5, 6, 7, none, none]);
      assert.deepEqual([...(traffic?.received ?? [])], [10, 12, 14, none, none]);
      assert.deepEqual([...(traffic?.cookie ?? [])], [21, 22, 23, 0, 0]);
    });

    it('say nothing of it where it is not asked for, and ask for no more than ever', () => {
      const { tables } = machine;
      tables.read('inet', false, true);
      tables.read('inet', false);
      assert.equal('traffic' in takeRows(tables, 'inet'), false);
      assert.deepEqual(asking, [true, false]);
    });

    it('say nothing of it where the kernel is not to be asked', () => {
      const { tables, calls } = machine;
      calls.answersTo = () => undefined;
      tables.read('inet', true, true);
      const { inet, traffic } = takeRows(tables, 'inet');
      assert.deepEqual([[...inet.inode], traffic], [[11], undefined]);
    });
  });
});
