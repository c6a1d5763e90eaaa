import assert from 'node:assert/strict';
import type { LikelyOwner } from '../../../../src/core/model/likelyOwner';
import { joinTraffic } from '../../../../src/core/model/trafficTable';
import { ShownSockets } from '../../../../src/core/query/page/shownSockets';
import { MOST_IDLE } from '../../../../src/core/traffic/trafficSums';
import { containerId, dbContainer, dockerProxy } from '../../knownContainers';
import { namespacePart, withParts } from '../../namespaces';
import { process } from '../../snapshots';
import {
  connection,
  counted,
  has,
  listener,
  Machine,
  type MadeConnection,
  told,
  trafficOf,
} from './readings';

describe('sums of connections', () => {
  it('adds up what connections did by process and foreign host', () => {
    const machine = new Machine();
    const processes = [process(), process({ pid: 50, parentPid: 42 })];
    const rows = (sent: number): MadeConnection[] => [
      connection({ pids: [42, 50], sent }),
      connection({ cookie: 2, pids: [50], sent, received: 2 * sent }),
      connection({ cookie: 3, uid: 33, sent: 3 * sent }),
      listener(80, { pids: [42] }),
    ];
    machine.sample(rows(0), { processes });
    const sample = machine.sample(rows(100), { processes, step: 2_000 });
    const first = machine.sums('processes', '42 100');
    assert.deepEqual(
      [first['sent'], first['sentRate'], first['connections'], first['listeners']],
      [100, 50, 1, 1],
    );
    assert.equal(machine.sums('processes', '50 100')['receivedRate'], 100);
    assert.equal(machine.sums('processes', 'user 33')['sent'], 300);
    assert.deepEqual(machine.recorder.processes.subject(machine.sums('processes', 'user 33')['place'] ?? 0), {
      kind: 'unknown',
      uid: 33,
    });
    const host = machine.sums('hosts', '10.0.0.2');
    assert.deepEqual([host['sent'], host['connections']], [500, 3]);
    const { ids } = sample.processes;
    assert.deepEqual(
      [...ids],
      [...ids].sort((a, b) => a - b),
    );
    assert.deepEqual(
      [...sample.processes.sent].sort((a, b) => a - b),
      [100, 100, 300],
    );
  });

  it('adds up bytes in queues, but not what waits to be accepted', () => {
    const machine = new Machine();
    const made = counted([connection({ pids: [42] }), listener(80, { pids: [42] })], [process()]);
    made.inet.rxQueue.set([30, 5]);
    made.inet.txQueue.set([200, 128]);
    machine.shows(new ShownSockets(made));
    const { receiveQueue, sendQueue } = machine.sums('processes', '42 100');
    assert.deepEqual([receiveQueue, sendQueue], [30, 200]);
  });

  it('counts a loopback connection at both its ends, and IPv4 in IPv6 as the host that it is', () => {
    const machine = new Machine();
    const processes = [process(), process({ pid: 43 })];
    const rows = (bytes: number): MadeConnection[] => [
      connection({ pids: [42], local: ['127.0.0.1', 5], remote: ['127.0.0.1', 80], sent: bytes }),
      connection({
        ...{ cookie: 2, protocol: 'tcp6', pids: [43], received: bytes },
        ...{ local: ['0:0:0:0:0:ffff:7f00:1', 80], remote: ['0:0:0:0:0:ffff:7f00:1', 5] },
      }),
    ];
    machine.sample(rows(0), { processes });
    machine.sample(rows(9), { processes });
    assert.equal(machine.sums('processes', '42 100')['sent'], 9);
    assert.equal(machine.sums('processes', '43 100')['received'], 9);
    assert.deepEqual([machine.sums('hosts', '127.0.0.1')['connections']], [2]);
  });

  it('moves what was counted for nobody to who turns out to have it', () => {
    const machine = new Machine();
    machine.sample([]);
    machine.sample([connection({ sent: 10 })]);
    assert.equal(machine.sums('processes', 'user 1000')['sent'], 10);
    machine.sample([connection({ sent: 15, pids: [42] })], { processes: [process()] });
    assert.equal(machine.sums('processes', 'user 1000')['sent'], 0);
    assert.equal(machine.sums('processes', '42 100')['sent'], 15);
    machine.sample([connection({ sent: 16, pids: [43] })], { processes: [process({ pid: 43 })] });
    assert.equal(machine.sums('processes', '42 100')['sent'], 15);
    assert.equal(machine.sums('processes', '43 100')['sent'], 1);
  });

  it('flags likely owners', () => {
    const machine = new Machine();
    const likelyOwner: LikelyOwner = {
      unit: 'ssh.service',
      unitOf: 'system',
      count: 1,
      evidence: ['madeInGroup', 'onlyProcess'],
      processes: [{ pid: 77, startTime: 5, program: 'sshd' }],
    };
    machine.sample([connection({ likelyOwner })]);
    const place = machine.sums('processes', '77 5');
    assert.equal(has(place['flags'], 'isLikely'), true);
    assert.equal(has(machine.row(0)['flags'], 'isLikely'), true);
    const subject = machine.recorder.processes.subject(place['place'] ?? 0);
    assert.equal(subject?.kind === 'process' && subject.isLikely && subject.owner.comm, 'sshd');
  });

  it('counts one whose holder was not found for whoever listens as the same user, until the holder is found', () => {
    const machine = new Machine();
    const processes = [process()];
    const server = listener(80, { pids: [42], uid: 7 });
    machine.sample([server], { processes });
    const made = connection({ cookie: 5, local: ['10.0.0.1', 80], sent: 3, inode: 70, uid: 7 });
    const others = { ...made, cookie: 6, remote: ['10.0.0.3', 9], inode: 71, uid: 8 } as const;
    machine.sample([server, made, others], { processes });
    machine.sample([server, made, others], { processes });
    assert.equal(machine.sums('processes', '42 100')['sent'], 3);
    assert.equal(has(machine.row(1)['flags'], 'isLikely'), true);
    assert.equal(machine.sums('processes', 'user 8')['sent'], 3);
    const all = [...processes, process({ pid: 50 })];
    machine.sample([server, { ...made, pids: [50] }], { processes: all });
    assert.equal(machine.sums('processes', '50 100')['sent'], 3);
  });

  it('knows no bytes of whom the kernel counts nothing for: where all is UDP, or it cannot be asked', () => {
    const machine = new Machine();
    const processes = [process(), process({ pid: 50 }), process({ pid: 60 })];
    const udp = connection({ protocol: 'udp', cookie: 9, pids: [42], remote: ['10.0.0.9', 53] });
    const none = { sent: Number.NaN, received: Number.NaN };
    const plain = connection({ ...none, cookie: 0, pids: [60], remote: ['10.0.0.8', 53] });
    machine.sample([{ ...udp, ...none }, listener(80, { pids: [50] }), plain], { processes });
    const isCounted = (of: 'processes' | 'hosts', key: string) => machine.sums(of, key)['isCounted'];
    assert.deepEqual([isCounted('processes', '42 100'), isCounted('hosts', '10.0.0.9')], [0, 0]);
    assert.deepEqual([isCounted('processes', '60 100'), isCounted('hosts', '10.0.0.8')], [0, 0]);
    assert.equal(isCounted('processes', '50 100'), 1);
    machine.sample([{ ...udp, ...none }, connection({ pids: [42] })], { processes });
    assert.deepEqual([isCounted('processes', '42 100'), isCounted('hosts', '10.0.0.2')], [1, 1]);
  });

  it('counts a connection that nobody has accepted yet for who listens', () => {
    const machine = new Machine();
    const rows = [listener(80, { pids: [42] }), connection({ cookie: 2, local: ['10.0.0.1', 80], inode: 0 })];
    machine.sample(rows, { processes: [process()] });
    assert.equal(machine.sums('processes', '42 100')['connections'], 1);
    assert.equal(has(machine.row(1)['flags'], 'isLikely'), true);
  });

  it('adds up by container, once one is known, too', () => {
    const machine = new Machine();
    const processes = [dockerProxy()];
    const containers = [dbContainer()];
    const row = (sent: number): MadeConnection =>
      connection({ local: ['10.0.0.1', 15_432], remote: ['10.0.0.2', 77], pids: [700], sent });
    const shown = (sent: number, more = {}): ShownSockets =>
      new ShownSockets(counted([row(sent), listener(15_432, { pids: [700] })], processes, more));
    machine.shows(shown(0));
    assert.equal(machine.row(0)['container'], 0);
    machine.shows(shown(7, { containers }));
    const db = machine.sums('containers', containerId('a'));
    assert.deepEqual([db['sent'], db['sentRate'], db['connections'], db['listeners']], [7, 7, 1, 1]);
    assert.deepEqual(machine.recorder.containers.subject(db['place'] ?? 0), { id: containerId('a') });
    machine.shows(shown(9));
    assert.equal(machine.sums('containers', containerId('a'))['connections'], 0);
  });

  it('keeps so many hosts without a connection, and lets closed rows go on without the others', () => {
    const machine = new Machine();
    const hosts = (from: number, count: number): MadeConnection[] =>
      Array.from({ length: count }, (_, i) => {
        const n = from + i;
        return connection({ cookie: n, local: ['10.0.0.1', 5], remote: [`10.1.${n >> 8}.${n & 255}`, 80] });
      });
    machine.sample(hosts(1, 3_000));
    machine.sample(hosts(4_000, 3_000));
    machine.sample(hosts(1, 1));
    const { hosts: sums } = machine.recorder;
    const left = [...sums.columns.id].filter((id) => id > 0).length;
    assert.ok(left <= MOST_IDLE + 1 && left > MOST_IDLE * 0.8, `${left}`);
    assert.notEqual(sums.find('10.1.0.1'), 0);
    assert.equal(sums.find('10.1.0.2'), 0);
    for (const { host = 0 } of machine.closed) assert.ok(host === 0 || sums.subject(host) !== undefined);
    machine.sample(hosts(2, 1));
    assert.equal(sums.subject(machine.row(0)['host'] ?? 0)?.address, '10.1.0.2');
  });

  it('keeps the place of a process that ended for an hour, and not longer', () => {
    const machine = new Machine();
    machine.sample([connection({ pids: [42], sent: 1 })], { processes: [process()] });
    machine.sample([connection({ pids: [42], sent: 3 })], { processes: [process()] });
    const { id } = machine.sums('processes', '42 100');
    machine.sample([]);
    machine.wall += 3_500_000;
    machine.sample([]);
    assert.equal(machine.sums('processes', '42 100')['id'], id);
    machine.wall += 200_000;
    machine.sample([]);
    assert.equal(machine.recorder.processes.find('42 100'), 0);
    assert.equal(machine.closed.length, 0);
    assert.equal(machine.recorder.connections.count, 0);
  });
});

describe('connections of network namespaces', () => {
  const inOther = (sockets: readonly MadeConnection[], key = '7'): ReturnType<typeof namespacePart> => {
    const { inet, traffic, ownerStart, ownerPids, likely } = counted(sockets);
    const facts = { key, inode: 1, isOwn: false, names: [key], containers: [], processes: 0 };
    return namespacePart(facts, { inet, ownerStart, ownerPids, likely, ...(traffic && { traffic }) });
  };

  it('keeps cookies of several apart, and says what closed in which', () => {
    const machine = new Machine();
    const whole = (own: readonly MadeConnection[], other: readonly MadeConnection[]): ShownSockets => {
      const part = inOther(other);
      const machineRows = withParts(counted(own), [part], { wish: { shown: { kind: 'all' } } });
      const shown = new ShownSockets(machineRows, [undefined, part]);
      const traffic = joinTraffic([trafficOf(own), trafficOf(other)]);
      return Object.defineProperty(shown, 'snapshot', { value: { ...shown.snapshot, traffic } });
    };
    machine.shows(whole([connection()], [connection()]));
    assert.notEqual(machine.row(0)['id'], machine.row(1)['id']);
    const second = machine.row(1)['id'];
    const destroyed = new Map([['7', told([{ cookie: 1, sent: 5, received: 0 }])]]);
    const sample = machine.shows(whole([connection()], []), { destroyed });
    assert.equal(sample.closed, 1);
    assert.deepEqual(
      machine.closed.map(({ id, sent }) => [id, sent]),
      [[second, 5]],
    );
    assert.equal(machine.recorder.recorded?.closed.partOf('inet', 0)?.namespace.key, '7');
  });

  it('takes nothing for closed that is not shown any more, nor for new what was not shown before', () => {
    const machine = new Machine();
    machine.sample([connection()]);
    machine.sample([]);
    machine.sample([connection({ cookie: 2 })]);
    assert.equal(machine.closed.length, 1);
    const part = inOther([connection({ sent: 900, pids: [] })]);
    const shown = new ShownSockets(withParts(counted([]), [part]), [part]);
    const sample = machine.shows(shown);
    assert.deepEqual([sample.opened, sample.closed, machine.closed.length], [0, 0, 0]);
    assert.equal(has(machine.row(0)['flags'], 'isOlder'), true);
    assert.equal(machine.row(0)['sentRate'], Number.NaN);
    assert.equal(machine.sums('hosts', '10.0.0.2')['sent'], 0);
    const again = machine.sample([connection({ cookie: 2 })]);
    assert.deepEqual([again.opened, again.closed], [0, 0]);
  });

  it('leaves the rows of one as they are whose turn did not come', () => {
    const machine = new Machine();
    const shown = (part: ReturnType<typeof inOther>): ShownSockets =>
      new ShownSockets(withParts(counted([]), [part]), [part]);
    machine.shows(shown(inOther([connection()])));
    const read = inOther([connection({ sent: 30 })]);
    machine.shows(shown(read));
    machine.shows(shown(read));
    assert.equal(machine.row(0)['sentRate'], 30);
    machine.shows(shown(inOther([connection({ sent: 50 })])));
    assert.equal(machine.row(0)['sentRate'], 10);
  });

  it('spreads the bytes of one over the steps that its turn takes: rates, series and totals are right', () => {
    const machine = new Machine();
    const shown = (part: ReturnType<typeof inOther>): ShownSockets =>
      new ShownSockets(withParts(counted([]), [part]), [part]);
    const rates: (number | undefined)[] = [];
    const samples: number[] = [];
    let part = inOther([connection()]);
    machine.shows(shown(part));
    // Each third sample reads it; 300 bytes a second are sent until the last but one.
    for (let n = 1; n <= 12; n++) {
      if (n % 3 === 0) part = inOther([connection({ sent: 300 * Math.min(n, 9) })]);
      const sample = machine.shows(shown(part));
      rates.push(machine.sums('hosts', '10.0.0.2')['sentRate']);
      samples.push(sample.connections.sent[0] ?? 0);
    }
    const steady = [0, 0, ...Array.from({ length: 9 }, () => 300), 0];
    assert.deepEqual([rates, samples], [steady, steady]);
    assert.equal(machine.sums('hosts', '10.0.0.2')['sent'], 2_700);
    machine.shows(shown(inOther([connection({ sent: 2_710 })])));
    assert.deepEqual([machine.row(0)['sentRate'], machine.sums('hosts', '10.0.0.2')['sent']], [10, 2_710]);
  });
});
