import assert from 'node:assert/strict';
import { isUnconfirmed, makePlan } from '../../../../../src/core/kill/plan';
import {
  otherOwnersOf,
  ownersOf,
  type Snapshot,
  unixOwnersOf,
  unixReasons,
} from '../../../../../src/core/model/snapshot';
import { unixSocketAt } from '../../../../../src/core/model/unixTable';
import type { LocalEngine } from '../../../../../src/node/engine/localEngine';
import { Netlink } from '../../../../../src/node/engine/sockets/netlink';
import { attributeOf, describingUnix, done, refusal } from '../../../core/netlink/recordedMessages';
import { engineOn } from '../../engineOn';
import { FakeCalls } from '../../fakeCalls';
import { FakeReader, tcpTable } from '../../fakeReader';

const HEADER = 'Num       RefCount Protocol Flags    Type St Inode Path\n';
const row = (inode: number, path: string): string =>
  `0000000000000000: 00000002 00000000 00010000 0001 01 ${String(inode).padStart(5)} ${path}\n`;

const SOCK_DIAG_BY_FAMILY = 20;
const AF_UNIX = 1;

/** A machine on which 42 has /run/true.sock (77) and a port (78), and 43 writes what it likes. */
class Machine {
  readonly reader = new FakeReader();
  readonly calls = new FakeCalls();
  /** What the kernel tells of UNIX sockets, by inode; nothing where it does not know unix_diag. */
  names: Map<number, string> | undefined;
  asked = 0;
  /** What happens between the reading of the table and the kernel's answer. */
  whileAsked: () => void = () => undefined;
  readonly engine: LocalEngine;

  constructor(...rows: readonly string[]) {
    this.reader.processes.set(42, { startTime: 1000, sockets: [77, 78] });
    this.reader.processes.set(43, { startTime: 1000, sockets: [90] });
    this.reader.files.set('self/net/tcp', tcpTable([{ port: 80, inode: 78 }]));
    this.reader.files.set('self/net/unix', HEADER + rows.join(''));
    this.calls.answersTo = (request) => {
      const view = new DataView(request.buffer, request.byteOffset);
      if (view.getUint16(4, true) !== SOCK_DIAG_BY_FAMILY || request[16] !== AF_UNIX) return undefined;
      this.asked++;
      this.whileAsked();
      if (this.names === undefined) return undefined;
      const one = view.getUint32(24, true);
      const told = [...this.names]
        .filter(([inode]) => one === 0 || one === inode)
        .map(([inode, name]) =>
          describingUnix(
            { state: 10, inode },
            name === '' ? [] : [attributeOf(0, Buffer.from(name, 'latin1'))],
          ),
        );
      if (one !== 0) return told.length === 0 ? [refusal()] : told;
      return [new Uint8Array(Buffer.concat([...told, done()]))];
    };
    this.engine = engineOn(this.reader, { netlink: new Netlink(this.calls, true) });
  }

  scan(fresh = true): Promise<Snapshot> {
    return this.engine.scan('all', fresh);
  }
}

/** `PATH: PIDS` or the reasons, a row. */
function told(snapshot: Snapshot): string[] {
  return Array.from(snapshot.unix.inode, (_, at) => {
    const path = Buffer.from(unixSocketAt(snapshot.unix, at).path).toString('latin1');
    const owners = unixOwnersOf(snapshot, at).map(({ pid }) => pid);
    return `${path}: ${owners.length > 0 ? owners.join(' ') : unixReasons(snapshot, at).join(' ')}`;
  });
}

describe('rows that a program wrote into /proc/net/unix', () => {
  const TRUE = row(77, '/run/true.sock');

  it('have no owner where the kernel has another name for the inode, or no such socket', async () => {
    // One path: "@x", a newline, and a row of its own for the inodes of others.
    const machine = new Machine(TRUE, row(90, '@x'), row(77, '/run/forged.sock'), row(78, '/run/my.sock'));
    machine.names = new Map([
      [77, '/run/true.sock\0'],
      [90, '\0x\n0000: and so on'],
    ]);
    const snapshot = await machine.scan();
    assert.deepEqual(told(snapshot), [
      '/run/true.sock: 42',
      '@x: madeUp',
      '/run/forged.sock: madeUp',
      '/run/my.sock: madeUp',
    ]);
    assert.equal(snapshot.unixDoubts.isConfirmed, true);
    // The port of the same inode is the kernel's own.
    assert.deepEqual(
      ownersOf(snapshot, 0).map(({ pid }) => pid),
      [42],
    );
    assert.deepEqual(
      snapshot.others.flatMap((_, at) => otherOwnersOf(snapshot, at)),
      [],
    );
  });

  it('have none where the kernel cannot be asked and another row has the inode, of whatever protocol', async () => {
    const machine = new Machine(
      TRUE,
      row(77, '/run/forged.sock'),
      row(78, '/run/my.sock'),
      row(90, '/run/x'),
    );
    const snapshot = await machine.scan();
    assert.deepEqual(told(snapshot), [
      '/run/true.sock: madeUp',
      '/run/forged.sock: madeUp',
      '/run/my.sock: madeUp',
      '/run/x: 43',
    ]);
    assert.equal(snapshot.unixDoubts.isConfirmed, false);
    assert.equal(isUnconfirmed({ inodes: [90] }, snapshot), true);
    assert.equal(isUnconfirmed({ inodes: [78_000] }, snapshot), false);
  });

  it('are no ground to signal anybody', async () => {
    const machine = new Machine(row(77, '/run/my.sock'));
    machine.names = new Map([[77, '/run/true.sock\0']]);
    const { processes } = await machine.scan();
    const process = processes.get(42) ?? assert.fail('42 has a port');
    const chosen = [{ process, inodes: [77], endpoints: ['/run/my.sock'] }];
    const { targets, unfit } = await makePlan(chosen, { kind: 'kill' }, machine.engine, () => false);
    assert.deepEqual(targets, []);
    assert.deepEqual(
      unfit.map(({ why }) => why),
      ['released'],
    );
    // The port that has the inode of a made-up row is still one.
    machine.reader.files.set('self/net/unix', HEADER + row(78, '/run/my.sock'));
    const port = [{ process, inodes: [78], endpoints: ['*:80'] }];
    assert.equal((await makePlan(port, { kind: 'kill' }, machine.engine, () => false)).targets.length, 1);
  });

  it('are not those of sockets that close or are bound while the kernel is asked', async () => {
    const machine = new Machine(TRUE, row(90, ''));
    machine.names = new Map([
      [77, '/run/true.sock\0'],
      [90, ''],
    ]);
    machine.whileAsked = () => {
      machine.names = new Map([[90, '/run/bound\0']]);
    };
    // One has closed, and nobody is told to have it; the other has a name by now.
    const reasons = unixReasons(await machine.scan(), 0);
    assert.ok(reasons.includes('gone') && !reasons.includes('madeUp'));
    assert.deepEqual(told(await machine.scan()).slice(1), [': 43']);
    machine.reader.files.set('self/net/unix', HEADER + row(90, '/run/bound'));
    assert.deepEqual(told(await machine.scan()), ['/run/bound: 43']);
    // A socket that nobody knows, and whose row stands in the next table, has not closed.
    machine.reader.files.set('self/net/unix', HEADER + TRUE);
    assert.deepEqual(told(await machine.scan()), ['/run/true.sock: madeUp']);
  });

  it('are asked about again where a socket without a name may have been bound', async () => {
    const machine = new Machine(row(90, ''));
    machine.names = new Map([[90, '']]);
    assert.deepEqual(told(await machine.scan()), [': 43']);
    machine.reader.files.set('self/net/unix', HEADER + row(90, '/run/late'));
    machine.names = new Map([[90, '/run/late\0']]);
    assert.deepEqual(told(await machine.scan(false)), ['/run/late: 43']);
  });

  it('are looked for with one question, which is not repeated while nothing is new', async () => {
    // A port's inode, and one whose socket has no name: both rows are forged, and stay so.
    const forged = row(78, '/run/my.sock') + row(90, '/run/my.sock');
    const machine = new Machine(TRUE, forged);
    machine.names = new Map([
      [77, '/run/true.sock\0'],
      [90, ''],
    ]);
    await machine.scan();
    assert.equal(machine.asked, 1);
    for (let pass = 0; pass < 10; pass++) await machine.scan(false);
    assert.equal(machine.asked, 1);
    machine.reader.processes.set(44, { startTime: 1000, sockets: [91] });
    machine.reader.files.set('self/net/unix', HEADER + TRUE + forged + row(91, '/run/new'));
    machine.names.set(91, '/run/new\0');
    for (let pass = 0; pass < 10; pass++) await machine.scan(false);
    assert.equal(machine.asked, 2);
    assert.deepEqual(told(await machine.scan(false)), [
      '/run/true.sock: 42',
      '/run/my.sock: madeUp',
      '/run/my.sock: madeUp',
      '/run/new: 44',
    ]);
  });
});
