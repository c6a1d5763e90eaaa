import assert from 'node:assert/strict';
import type { Snapshot } from '../../../src/core/model/snapshot';
import { Monitor } from '../../../src/extension/monitor';
import { pause } from '../../../src/extension/pace';
import { listeningPorts } from '../../../src/core/ports/listeningPorts';
import { containersOf } from '../../../src/core/containers/portContainer';
import { dbContainer, dockerProxy } from '../knownContainers';
import { likelyOwner } from '../likelyOwners';
import { process, snapshot } from '../snapshots';
import { FakeEngine } from './fakeEngine';

async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!isSo()) {
    if (Date.now() > deadline) assert.fail(`There was no ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

describe('the Monitor', () => {
  let engine: FakeEngine;
  let monitor: Monitor;
  let passes: string[];
  const start = (interval: number): void => {
    engine = new FakeEngine();
    passes = [];
    engine.onScan = () => snapshot([], [], { sequence: engine.scans.length });
    monitor = new Monitor(engine, {
      interval: () => interval,
      onPass: (pass) => passes.push('snapshot' in pass ? `${pass.snapshot.sequence}` : pass.error),
    });
  };
  afterEach(() => monitor.dispose());

  it('looks again and again while somebody watches, and not otherwise', async () => {
    start(5);
    assert.equal(monitor.isActive, false);
    const watching = monitor.watch('listening');
    await until('third pass', () => passes.length >= 3);
    assert.deepEqual(engine.scans[0], { scope: 'listening', fresh: false, handOver: 'listening' });
    watching.dispose();
    await until('end of the last pass', () => !monitor.isActive);
    assert.equal(engine.consumers, 0);
  });

  it('knows a port whose owner became known by the id of its row, and by that which others have for it', async () => {
    start(60_000);
    const socket = { local: ['0.0.0.0', 22], uid: 0, inode: 77 } as const;
    engine.onScan = () => snapshot([{ ...socket, likelyOwner: likelyOwner() }]);
    await monitor.refresh();
    const [before] = monitor.ports;
    const known = snapshot([{ ...socket, pids: [812] }], [process({ pid: 812, comm: 'sshd' })]);
    engine.onScan = () => known;
    await monitor.refresh();
    const [port] = monitor.ports;
    const [alone] = listeningPorts(known);
    assert.equal(port?.id, before?.id);
    assert.notEqual(alone?.id, port?.id);
    assert.equal(monitor.port(port?.id ?? ''), port);
    assert.equal(monitor.port(alone?.id ?? ''), port);
    assert.equal(monitor.port('tcp 23 ? 0'), undefined);
  });

  it('keeps the list of ports over passes that find the same', async () => {
    start(60_000);
    const found = snapshot([{ local: ['127.0.0.1', 3000], inode: 77 }]);
    engine.onScan = () => ({ ...found, sequence: engine.scans.length });
    assert.deepEqual(monitor.ports, []);
    await monitor.refresh();
    const { ports } = monitor;
    assert.deepEqual(
      ports.map(({ port }) => port),
      [3000],
    );
    await monitor.refresh();
    assert.equal(monitor.snapshot?.sequence, 2);
    assert.equal(monitor.ports, ports);
    engine.onScan = () => snapshot([{ local: ['127.0.0.1', 3001], inode: 78 }]);
    await monitor.refresh();
    assert.deepEqual(
      monitor.ports.map(({ port }) => port),
      [3001],
    );
  });

  it('has containers in its snapshots once they are known, and tells of it', async () => {
    start(60_000);
    engine.onScan = () => snapshot([{ local: ['0.0.0.0', 15_432], pids: [700] }], [dockerProxy()]);
    await monitor.refresh();
    let changes = 0;
    monitor.onDidChange(() => changes++);
    const containers = [dbContainer()];
    monitor.nameContainers(containers);
    monitor.nameContainers(containers);
    assert.equal(changes, 1);
    const names = (): (string | undefined)[] =>
      monitor.ports.flatMap(containersOf).map(({ facts }) => facts.name);
    assert.deepEqual(names(), ['db']);
    await monitor.refresh();
    assert.deepEqual(names(), ['db']);
  });

  it('has the name of a container that is gone until its sockets are read again', async () => {
    start(60_000);
    engine.onScan = () => snapshot([{ local: ['0.0.0.0', 15_432], pids: [700] }], [dockerProxy()]);
    await monitor.refresh();
    const names = (): (string | undefined)[] =>
      monitor.ports.flatMap(containersOf).map(({ facts }) => facts.name);
    monitor.nameContainers([dbContainer()]);
    monitor.nameContainers([]);
    assert.deepEqual(names(), ['db']);
    monitor.nameContainers([dbContainer({ name: 'renamed' })]);
    assert.deepEqual(names(), ['renamed']);
    monitor.nameContainers([]);
    await monitor.refresh();
    assert.deepEqual(names(), []);
  });

  it('looks at once where the last look is long ago', async () => {
    start(60_000);
    monitor.watch('listening');
    await until('first pass', () => monitor.snapshot !== undefined);
  });

  it('looks again at once for what people call the owners, which the first look does not wait for', async () => {
    start(60_000);
    engine.onScan = () => {
      const taken = snapshot([], [], { sequence: engine.scans.length });
      return {
        ...taken,
        ownerScan: { ...taken.ownerScan, areDescriptionsMissing: engine.scans.length === 1 },
      };
    };
    monitor.watch('listening');
    await until('second pass', () => engine.scans.length === 2);
    await until('rest', () => monitor.snapshot?.sequence === 2);
    assert.equal(engine.scans.length, 2);
  });

  it('keeps its pace where there are very many owners to be described', async () => {
    start(60_000);
    engine.onScan = () => {
      const taken = snapshot([], [], { sequence: engine.scans.length });
      return { ...taken, ownerScan: { ...taken.ownerScan, areDescriptionsMissing: true } };
    };
    monitor.watch('listening');
    await until('the passes that follow at once', () => engine.scans.length === 5);
    await until('rest', () => monitor.snapshot?.sequence === 5);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(engine.scans.length, 5);
  });

  it('takes the widest scope that is watched', async () => {
    start(60_000);
    monitor.watch('listening');
    monitor.watch('inet');
    await monitor.refresh();
    assert.deepEqual(engine.scans.at(-1), { scope: 'inet', fresh: true, handOver: 'listening' });
  });

  it('looks at once where something is watched that the last pass did not read, paused or not', async () => {
    start(60_000);
    monitor.watch('listening');
    await until('first pass', () => engine.scans.length === 1);
    monitor.pause();
    const routes = monitor.watch('routes');
    await until('routes', () => monitor.table('routes') !== undefined);
    await until('rest', () => !monitor.isActive);
    assert.deepEqual(engine.tables, ['routes']);
    routes.dispose();
    assert.equal(monitor.table('routes'), undefined);
  });

  it('does not wait the longer because the engine took its time to start', async () => {
    start(5);
    engine.onScan = async () => {
      if (engine.scans.length === 1) await new Promise((resolve) => setTimeout(resolve, 300));
      return snapshot([], [], { sequence: engine.scans.length, duration: 0 });
    };
    monitor.watch('listening');
    await until('third pass', () => passes.length >= 3);
  });

  it('waits longer after a pass that the engine was asked much about', async () => {
    start(20);
    monitor.watch('listening');
    await until('first pass', () => passes.length > 0);
    await new Promise((resolve) => setImmediate(resolve));
    monitor.spent(60_000);
    const count = engine.scans.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(engine.scans.length, count);
    assert.ok(monitor.isActive, 'another pass comes all the same');
  });

  it('reads no sockets where tables alone are watched', async () => {
    start(60_000);
    monitor.watch('interfaces');
    await until('interfaces', () => monitor.table('interfaces') !== undefined);
    assert.deepEqual(engine.scans, []);
  });

  it('never runs two passes at once, and has requests share the one that follows', async () => {
    start(60_000);
    let running = 0;
    let most = 0;
    engine.onScan = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return snapshot([]);
    };
    await Promise.all([monitor.refresh(), monitor.refresh(), monitor.refresh(), monitor.refresh()]);
    assert.equal(engine.scans.length, 2);
    assert.equal(most, 1);
    assert.ok(engine.scans.every(({ fresh }) => fresh));
  });

  it('keeps what it has and says why where a pass fails, and recovers', async () => {
    start(60_000);
    await monitor.refresh();
    const before = monitor.snapshot;
    engine.onScan = () => Promise.reject(new Error('the worker died'));
    await monitor.refresh();
    assert.equal(monitor.snapshot, before);
    assert.equal(monitor.error, 'the worker died');
    engine.onScan = () => snapshot([]);
    await monitor.refresh();
    assert.equal(monitor.error, undefined);
  });

  it('stops while paused, still refreshes when asked, and goes on when resumed', async () => {
    start(1);
    monitor.watch('listening');
    monitor.pause();
    await until('rest', () => !monitor.isActive);
    const count = engine.scans.length;
    await monitor.refresh();
    assert.equal(engine.scans.length, count + 1);
    assert.equal(monitor.isActive, false);
    monitor.resume();
    await until('next pass', () => engine.scans.length > count + 1);
  });

  it('stops where the system is not supported', async () => {
    start(1);
    engine.onScan = () => snapshot([], [], { platform: 'unsupported' });
    monitor.watch('listening');
    await until('rest', () => monitor.snapshot !== undefined && !monitor.isActive);
  });

  it('drops what arrives after its end, and leaves nothing running', async () => {
    start(1);
    let arrive: (value: Snapshot) => void = () => undefined;
    engine.onScan = () => new Promise((resolve) => (arrive = resolve));
    let events = 0;
    monitor.onDidChange(() => events++);
    monitor.watch('listening');
    const refreshed = monitor.refresh();
    await until('pass', () => engine.scans.length > 0);
    monitor.dispose();
    arrive(snapshot([]));
    await refreshed;
    await until('rest', () => !monitor.isActive);
    assert.equal(monitor.snapshot, undefined);
    assert.equal(events, 0);
    assert.equal(engine.consumers, 0);
  });
});

describe('the pace of refresh', () => {
  it('is what the user asks for', () => {
    assert.equal(pause({ interval: 2_000, cost: 30, failures: 0 }), 2_000);
  });

  it('slows down where a pass would cost more than 5 % of the time', () => {
    assert.equal(pause({ interval: 2_000, cost: 200, failures: 0 }), 4_000);
  });

  it('doubles with every failure, up to a limit', () => {
    assert.equal(pause({ interval: 1_000, cost: 0, failures: 2 }), 4_000);
    assert.equal(pause({ interval: 1_000, cost: 0, failures: 50 }), 16_000);
  });
});
