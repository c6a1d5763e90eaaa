import assert from 'node:assert/strict';
import { ownersOf } from '../../../../src/core/model/snapshot';
import type { LocalEngine } from '../../../../src/node/engine/localEngine';
import { Netlink } from '../../../../src/node/engine/sockets/netlink';
import { InterfaceReadings } from '../../../../src/node/engine/traffic/interfaceReadings';
import { KnownNames } from '../../../../src/node/engine/traffic/knownNames';
import { Traffic } from '../../../../src/node/engine/traffic/traffic';
import { describing, done, infoOf } from '../../core/netlink/recordedMessages';
import { engineOn } from '../engineOn';
import { FakeCalls } from '../fakeCalls';
import { FakeReader, tcpTable } from '../fakeReader';
import { DeltaDecoder, DeltaEncoder } from '../../../../src/node/engine/worker/snapshotDelta';
import { listRequest } from '../../pageRequest';
import { FakeMachine } from './history/fakeHistory';

describe('a pass for traffic', () => {
  let calls: FakeCalls;
  let reader: FakeReader;
  let engine: LocalEngine;
  let sent: number;

  beforeEach(() => {
    reader = new FakeReader();
    calls = new FakeCalls();
    sent = 0;
    reader.files.set('self/net/sockstat', 'sockets: used 9\nTCP: inuse 1 orphan 0 tw 0 alloc 1 mem 1\n');
    reader.files.set('self/net/snmp', 'Tcp: names\nTcp: 1 200 120000 -1 1 0 0 0 1 1 1 0 0 0 0\n');
    reader.processes.set(9, { startTime: 2, sockets: [77] });
    calls.answersTo = (request) => {
      const isAsked = request[4] === 18 && request[16 + 3] === 2;
      const attributes = isAsked ? [infoOf({ sent: (sent += 10) })] : [];
      return request[4] === 18
        ? [Buffer.concat([describing({ inode: 77, cookie: [5, 0], attributes }), done()])]
        : [done()];
    };
    engine = engineOn(reader, {
      netlink: new Netlink(calls, true),
      newTraffic: ({ hostNames, placeOf, ...networks }) =>
        new Traffic({
          counters: (namespace) => new InterfaceReadings(networks).counters(namespace),
          placeOf,
          names: new KnownNames(hostNames, () => assert.fail('no port is named')),
        }),
    });
  });

  const scan = (traffic: boolean) => engine.scan('inet', false, 'inet', undefined, traffic);

  it('reads each time what the kernel counts, though nothing opens or closes', async () => {
    const seen = [];
    for (let pass = 0; pass < 4; pass++) {
      const snapshot = await scan(true);
      seen.push([...(snapshot.traffic?.sent ?? []), ...ownersOf(snapshot, 0).map(({ pid }) => pid)]);
    }
    assert.deepEqual(
      seen,
      [10, 20, 30, 40].map((bytes) => [bytes, 9]),
    );
  });

  it('leaves nothing of it to those that come after, which read no more than ever', async () => {
    await scan(true);
    const counted = await scan(true);
    const { requests } = calls;
    const quiet = await scan(false);
    assert.equal(calls.requests, requests);
    assert.equal(quiet.inet, counted.inet);
    assert.equal('traffic' in quiet, false);
    const again = await scan(true);
    assert.deepEqual([...(again.traffic?.sent ?? [])], [30]);
  });

  it('is the only one that a sample of the Traffic page is of', async () => {
    const question = {
      ...({ place: 'panel', kind: 'connections', filter: '', sort: [], columns: [] } as const),
      ...({ first: 0, count: 10, isHeld: false, strings: 0, names: 'numbers' } as const),
    };
    const sequences = [];
    for (const traffic of [true, false, true, false]) {
      await scan(traffic);
      sequences.push((await engine.trafficRows(question)).sequence);
    }
    assert.deepEqual(sequences, [1, 1, 2, 2]);
  });
});

describe('a pass for the history', () => {
  const wish = {
    record: 'connections',
    keepHours: 1,
    keepMegabytes: 1,
    interval: 10_000,
    by: 'window',
  } as const;
  let reader: FakeReader;
  let machine: FakeMachine;
  let engine: LocalEngine;

  const listen = (...ports: readonly number[]): void => {
    reader.files.set('self/net/tcp', tcpTable(ports.map((port) => ({ port, inode: port }))));
    reader.processes.set(9, { startTime: 2, sockets: [...ports] });
    const counters = `sockets: used 9\nTCP: inuse ${ports.length} orphan 0 tw 0 alloc 1 mem 1\n`;
    reader.files.set('self/net/sockstat', counters);
  };

  beforeEach(() => {
    reader = new FakeReader();
    machine = new FakeMachine();
    machine.areStill = false;
    reader.files.set('self/net/snmp', 'Tcp: names\nTcp: 1 200 120000 -1 1 0 0 0 1 1 1 0 0 0 0\n');
    reader.files.set('loadavg', '0.00 0.00 0.00 1/9 4242\n');
    listen(3000);
    engine = engineOn(reader, { history: machine });
  });

  /** What the history's own passes found since this was asked last. */
  const passes = (): string[] => machine.told().filter((line) => line.startsWith('pass'));

  it('has all that there is, by itself, and that of others', async () => {
    engine.recordHistory(wish);
    assert.deepEqual(passes(), ['pass inet 3000']);
    listen(3000, 8080);
    await machine.wait(10_000);
    assert.deepEqual(passes(), ['pass inet 3000 8080']);
    await engine.scan('all', true);
    assert.deepEqual(passes(), ['pass all 3000 8080']);
  });

  it('changes nothing of what views show, paused and filtered, and page by page', async () => {
    await engine.scan('all', true);
    engine.recordHistory(wish);
    const request = listRequest({ filter: 'port:3000 or port:8080' });
    const before = await engine.page(request);
    const copy = { rows: [{ kind: 'snapshot' }], format: 'text', numeric: true } as const;
    const shown = await engine.print(copy);
    listen(8080);
    await machine.wait(10_000);
    assert.deepEqual(passes().slice(-1), ['pass inet 8080']);
    assert.deepEqual(await engine.page(request), before);
    assert.equal(await engine.print(copy), shown);
    const after = await engine.page({ ...request, revision: before.revision });
    assert.deepEqual([after.isWhole, after.sequence, after.groups], [false, before.sequence, []]);
  });

  it('is no reason to tell whoever scans next that nothing changed', async () => {
    const ports = async (): Promise<number[]> => [...(await engine.scan('inet', false)).inet.localPort];
    assert.deepEqual(await ports(), [3000]);
    assert.deepEqual(await ports(), [3000]);
    engine.recordHistory(wish);
    listen(8080);
    // The history sees the change first; the counters do not move again.
    await machine.wait(10_000);
    assert.deepEqual(passes().slice(-1), ['pass inet 8080']);
    assert.deepEqual(await ports(), [8080]);
    const { inet } = await engine.scan('inet', false);
    assert.equal((await engine.scan('inet', false)).inet, inet, 'and then the gate is believed again');
  });

  it('hands over to the other thread what that has not got, whatever the history has seen', async () => {
    const [sender, receiver] = [new DeltaEncoder(), new DeltaDecoder()];
    const pass = (): number[] => {
      const { scanned, snapshot } = engine.scanForChanges('inet', false);
      const update = structuredClone(sender.encode(scanned, snapshot, 'listening'));
      return [...receiver.decode(update).inet.localPort];
    };
    assert.deepEqual(pass(), [3000]);
    engine.recordHistory(wish);
    for (const port of [8080, 8081, 8082]) {
      listen(3000, port);
      await machine.wait(10_000);
      assert.deepEqual(pass(), [3000, port]);
      await machine.wait(10_000);
      assert.deepEqual(pass(), [3000, port]);
    }
  });

  it('notes what is done to processes, once it is done', async () => {
    const sent: number[] = [];
    engine = engineOn(reader, { history: machine, send: (pid) => sent.push(pid) });
    engine.recordHistory(wish);
    const node = { pid: 9, startTime: 2 };
    await engine.signal({ pid: 9, startTime: 1 }, 'SIGTERM', undefined);
    assert.deepEqual(sent, []);
    await engine.signal(node, 'SIGTERM', [3000]);
    assert.deepEqual(sent, [9]);
    const actions = machine.written.map(({ entry }) => entry).filter(({ kind }) => kind === 'action');
    assert.deepEqual(
      actions.map((action) => 'deed' in action && [action.by, action.outcome, action.deed]),
      [
        [
          'window',
          'sent',
          {
            kind: 'signal',
            signal: 'SIGTERM',
            program: { name: 'server', pid: 9, startTime: 2, uid: 1000 },
          },
        ],
      ],
    );
  });
});
