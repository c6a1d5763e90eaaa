import assert from 'node:assert/strict';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { Monitor } from '../../../../src/extension/monitor';
import { Poller } from '../../../../src/extension/watch/poller';
import { type Storage, Watches } from '../../../../src/extension/watch/watches';
import { until as ask } from '../../../host/until';
import { type MadeSocket, process, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

const WEB = { transport: 'tcp', port: 3000 } as const;
const NODE = process({ pid: 42 });
const PYTHON = process({ pid: 50, comm: 'python3' });
/** The same program as Node's, started again. */
const PROCESSES = [NODE, process({ pid: 43 }), process({ pid: 44 }), PYTHON];

/** Asks at once again: the machine that is watched here changes every other millisecond. */
const until = (what: string, isSo: () => boolean): Promise<boolean> => ask(what, isSo, 5_000, 1);

describe('watched ports', () => {
  let engine: FakeEngine;
  let monitor: Monitor;
  let poller: Poller;
  let watches: Watches;
  let news: string[];
  let stored: unknown;
  let sequence = 0;

  const storage: Storage = {
    get: () => stored,
    update: (_key, value) => {
      stored = value;
      return Promise.resolve();
    },
  };
  const machineIs = (...sockets: MadeSocket[]): void => {
    const make = (): Snapshot => snapshot(sockets, PROCESSES, { sequence: ++sequence, takenAt: Date.now() });
    engine.onScan = make;
    engine.onListeners = make;
  };
  const looks = async (): Promise<void> => {
    const before = engine.looks;
    await until('look', () => engine.looks > before + 1);
  };

  beforeEach(() => {
    stored = undefined;
    news = [];
    engine = new FakeEngine();
    machineIs();
    monitor = new Monitor(engine, { interval: () => 60_000, onPass: () => undefined });
    poller = new Poller(engine, monitor, () => 2);
    watches = new Watches(engine, poller, storage, 5);
    watches.onDidNews(({ watched, event }) => news.push(`${watched.port} ${event.kind}`));
  });
  afterEach(() => {
    watches.dispose();
    poller.dispose();
    monitor.dispose();
  });

  it('tell when a port opens, changes hands and closes', async () => {
    await watches.add(WEB);
    await until('first state', () => watches.stateOf(WEB) !== undefined);
    machineIs({ inode: 7, pids: [42] });
    await until('opening', () => news.at(-1) === '3000 opened');
    machineIs({ inode: 8, pids: [50] });
    await until('change of hands', () => news.at(-1) === '3000 changedHands');
    machineIs();
    await until('end', () => news.at(-1) === '3000 closed');
    assert.equal(news.length, 3);
  });

  it('tell of a restart once: the same program again on its port, at once or within a few seconds', async () => {
    watches.dispose();
    watches = new Watches(engine, poller, storage, 60_000);
    watches.onDidNews(({ event }) => news.push(event.kind));
    await watches.add(WEB);
    await until('first state', () => watches.stateOf(WEB) !== undefined);
    machineIs({ inode: 7, pids: [42] });
    await until('opening', () => news.at(-1) === 'opened');
    machineIs();
    await until('its end', () => watches.stateOf(WEB)?.inodes.length === 0);
    assert.deepEqual(news, ['opened'], 'it may be a restart');
    machineIs({ inode: 8, pids: [43] });
    await until('restart', () => news.at(-1) === 'restarted');
    machineIs({ inode: 9, pids: [44] });
    await until('another', () => news.length === 3);
    assert.deepEqual(news, ['opened', 'restarted', 'restarted']);
  });

  it('tell of another program within that time as a change of hands', async () => {
    watches.dispose();
    watches = new Watches(engine, poller, storage, 60_000);
    watches.onDidNews(({ event }) => news.push(event.kind));
    machineIs({ inode: 7, pids: [42] });
    await watches.add(WEB);
    await until('first state', () => watches.stateOf(WEB)?.inodes[0] === 7);
    machineIs();
    await until('its end', () => watches.stateOf(WEB)?.inodes.length === 0);
    machineIs({ inode: 8, pids: [50] });
    await until('change of hands', () => news.length > 0);
    assert.deepEqual(news, ['changedHands']);
  });

  it('look once more before they tell an end, however late the next look is', async () => {
    let isLong = false;
    watches.dispose();
    poller.dispose();
    poller = new Poller(engine, monitor, () => (isLong ? 60_000 : 2));
    watches = new Watches(engine, poller, storage, 50);
    watches.onDidNews(({ event }) => news.push(event.kind));
    machineIs({ inode: 7, pids: [42] });
    await watches.add(WEB);
    await until('first state', () => watches.stateOf(WEB)?.inodes[0] === 7);
    machineIs();
    await until('its end', () => watches.stateOf(WEB)?.inodes.length === 0);
    isLong = true;
    machineIs({ inode: 8, pids: [43] });
    await until('restart', () => news.length > 0);
    assert.deepEqual(news, ['restarted']);
  });

  it('are of one transport each: those of the same number of others are none of their news', async () => {
    const lite = { transport: 'udplite', port: 3000 } as const;
    await watches.add(lite);
    await until('first state', () => watches.stateOf(lite) !== undefined);
    machineIs({ protocol: 'udp', inode: 7, pids: [42] });
    await looks();
    assert.deepEqual(news, []);
    machineIs({ protocol: 'udp', inode: 7, pids: [42] }, { protocol: 'udplite', inode: 8, pids: [50] });
    await until('opening', () => news.length > 0);
    assert.deepEqual(news, ['3000 opened']);
  });

  it('say nothing of what a port is when the watch begins', async () => {
    machineIs({ inode: 7, pids: [42] });
    await watches.add(WEB);
    await until('first state', () => watches.stateOf(WEB)?.leaders?.[0]?.pid === 42);
    await looks();
    assert.deepEqual(news, []);
  });

  it('look for owners only once a port has changed', async () => {
    machineIs({ inode: 7, pids: [42] });
    await watches.add(WEB);
    await until('first state', () => watches.stateOf(WEB) !== undefined);
    const scans = engine.scans.length;
    await looks();
    assert.equal(engine.scans.length, scans);
  });

  it('begin with what somebody saw last, so that nothing is missed before the next look', async () => {
    machineIs({ inode: 7, pids: [42] });
    const need = poller.need();
    await until('a look', () => poller.last !== undefined);
    await watches.add(WEB);
    assert.deepEqual(watches.stateOf(WEB)?.inodes, [7]);
    need.dispose();
  });

  it('take a new socket of the same program for no news', async () => {
    machineIs({ inode: 7, pids: [42] });
    await watches.add(WEB);
    await until('first state', () => watches.stateOf(WEB) !== undefined);
    machineIs({ inode: 8, pids: [42] });
    await until('second state', () => watches.stateOf(WEB)?.inodes[0] === 8);
    assert.deepEqual(news, []);
  });

  it('close no port that a single pass of the Monitor missed', async () => {
    machineIs({ inode: 7, pids: [42] });
    poller.dispose();
    watches.dispose();
    poller = new Poller(engine, monitor, () => 60_000);
    watches = new Watches(engine, poller, storage, 5);
    watches.onDidNews(({ event }) => news.push(event.kind));
    await watches.add(WEB);
    await until('first state', () => watches.stateOf(WEB) !== undefined);
    const pass = async (...sockets: MadeSocket[]): Promise<void> => {
      machineIs(...sockets);
      await new Promise((resolve) => setTimeout(resolve, 2));
      await monitor.refresh();
      await new Promise((resolve) => setTimeout(resolve, 2));
    };
    await pass();
    await pass({ inode: 7, pids: [42] });
    await pass();
    assert.deepEqual(news, []);
    await pass();
    await until('news', () => news.length > 0);
    assert.deepEqual(news, ['closed']);
  });

  it('are kept, and read back as far as they make sense', async () => {
    await watches.add(WEB);
    await watches.add({ transport: 'udplite', port: 53 });
    await watches.add(WEB);
    assert.deepEqual(stored, [
      { transport: 'udplite', port: 53 },
      { transport: 'tcp', port: 3000 },
    ]);
    stored = [...(stored as unknown[]), { transport: 'tcp', port: 70_000 }, null, 'x'];
    const again = new Watches(engine, poller, storage);
    assert.equal(again.list.length, 2);
    again.dispose();
    stored = 'nonsense';
    const none = new Watches(engine, poller, storage);
    assert.deepEqual(none.list, []);
    none.dispose();
  });

  it('cost nothing where there are none', async () => {
    await watches.add(WEB);
    await looks();
    await watches.remove(WEB);
    await until('rest', () => !poller.isActive);
    assert.equal(engine.consumers, 0);
  });

  it('look at nothing themselves while the Monitor looks anyway', async () => {
    poller.dispose();
    watches.dispose();
    monitor.dispose();
    monitor = new Monitor(engine, { interval: () => 2, onPass: () => undefined });
    poller = new Poller(engine, monitor, () => 60_000);
    watches = new Watches(engine, poller, storage, 5);
    watches.onDidNews(({ event }) => news.push(event.kind));
    const watching = monitor.watch('listening');
    await watches.add(WEB);
    await until('first state', () => watches.stateOf(WEB) !== undefined);
    const { looks: before } = engine;
    machineIs({ inode: 7, pids: [42] });
    await until('opening', () => news.includes('opened'));
    assert.equal(engine.looks, before);
    watching.dispose();
  });

  it('outlive an engine that fails', async () => {
    await watches.add(WEB);
    engine.onListeners = () => {
      throw new Error('the worker died');
    };
    await looks();
    machineIs({ inode: 7, pids: [42] });
    await until('opening', () => news.includes('3000 opened') || watches.stateOf(WEB)?.inodes.length === 1);
  });
});
