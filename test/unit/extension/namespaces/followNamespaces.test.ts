import assert from 'node:assert/strict';
import type { NamespaceChoice } from '../../../../src/core/model/namespace';
import '../fakeVscode';
import { followNamespaces } from '../../../../src/extension/namespaces/followNamespaces';
import { NamespaceState } from '../../../../src/extension/namespaces/namespaceState';
import { shownText } from '../../../../src/extension/traffic/trafficTexts';
import { Monitor } from '../../../../src/extension/monitor';
import { containerId, dbContainer } from '../../knownContainers';
import { DB_FACTS, namespacePart, snapshotNamespaces } from '../../namespaces';
import { snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';
import { FakeMemento } from '../memento';

const db = { kind: 'container', id: containerId('a') } as const;

describe('the choice of a network namespace', () => {
  let engine: FakeEngine;
  let state: NamespaceState;
  let monitor: Monitor;
  let following: { dispose(): void };
  let said: string[];
  let isThere: boolean;
  /** Whether its engine lists the container. */
  let isListed: boolean;

  beforeEach(() => {
    engine = new FakeEngine();
    state = new NamespaceState(new FakeMemento());
    said = [];
    isThere = true;
    isListed = true;
    engine.onScan = () => {
      const wish = engine.scans.at(-1)?.wish;
      const there = isThere ? { parts: [namespacePart(DB_FACTS)], shown: DB_FACTS.key } : {};
      return snapshot([], [], {
        sequence: engine.scans.length,
        containers: isThere && isListed ? [dbContainer()] : [],
        ...(wish && snapshotNamespaces(wish, there)),
      });
    };
    monitor = new Monitor(engine, {
      interval: () => 60_000,
      wish: (watched) => state.wish({ ends: watched.has('inet') }),
      onPass: () => undefined,
    });
    following = followNamespaces(state, monitor, (text) => said.push(text));
  });
  afterEach(() => {
    following.dispose();
    monitor.dispose();
  });

  /** Chooses, and waits for the pass that follows. */
  async function choose(choice: NamespaceChoice): Promise<void> {
    void state.choose(choice);
    await monitor.refresh();
  }

  it('is read at once, paused too, where somebody watches', async () => {
    const watching = monitor.watch('listening');
    await monitor.refresh();
    monitor.pause();
    const { length } = engine.scans;
    await choose(db);
    assert.ok(engine.scans.length > length);
    assert.deepEqual(engine.scans.at(-1)?.wish, { shown: db });
    assert.deepEqual(monitor.namespaces.shown, db);
    watching.dispose();
  });

  it('is read as soon as somebody watches again, paused too, where nobody does', async () => {
    monitor.watch('listening').dispose();
    await monitor.refresh();
    monitor.pause();
    const { length } = engine.scans;
    void state.choose(db);
    assert.equal(engine.scans.length, length, 'nothing is read for nobody');
    const read = new Promise<void>((resolve) => monitor.onDidChange(resolve));
    monitor.watch('listening');
    await read;
    assert.deepEqual(engine.scans.at(-1)?.wish, { shown: db });
  });

  it('asks for other ends while connections are watched, and for nothing otherwise', async () => {
    await monitor.refresh();
    assert.deepEqual(engine.scans.at(-1)?.wish, { shown: { kind: 'own' } });
    monitor.watch('inet');
    await monitor.refresh();
    assert.deepEqual(engine.scans.at(-1)?.wish, { shown: { kind: 'own' }, ends: true });
  });

  it('has other ends read as soon as connections are watched, paused too, though their sockets were', async () => {
    monitor.watch('all');
    await monitor.refresh();
    monitor.pause();
    const read = new Promise<void>((resolve) => monitor.onDidChange(resolve));
    const connections = monitor.watch('inet');
    await read;
    assert.deepEqual(engine.scans.at(-1)?.wish, { shown: { kind: 'own' }, ends: true });
    // The pass is over once it has been told.
    await new Promise((resolve) => setImmediate(resolve));
    const { length } = engine.scans;
    connections.dispose();
    assert.equal(monitor.isActive, false, 'to have read more than is wanted is no reason to look');
    assert.equal(engine.scans.length, length);
  });

  it('goes back to this machine where it has ended, and says so once', async () => {
    monitor.watch('listening');
    await choose(db);
    assert.deepEqual(said, []);
    isThere = false;
    await monitor.refresh();
    assert.deepEqual(state.choice, { kind: 'own' });
    assert.deepEqual(monitor.namespaces.shown, { kind: 'own' });
    await monitor.refresh();
    assert.deepEqual(engine.scans.at(-1)?.wish, { shown: { kind: 'own' } });
    assert.deepEqual(said, ['Container db has ended; showing this machine.']);
  });

  it('is called by its name to the end, though its engine does not list it any more', async () => {
    monitor.watch('listening');
    await choose(db);
    isListed = false;
    await monitor.refresh();
    isThere = false;
    await monitor.refresh();
    assert.deepEqual(said, ['Container db has ended; showing this machine.']);
  });

  it('is not gone back to by itself where the container is started again', async () => {
    monitor.watch('listening');
    await choose(db);
    isThere = false;
    await monitor.refresh();
    isThere = true;
    await monitor.refresh();
    assert.deepEqual(state.choice, { kind: 'own' });
    await choose(db);
    assert.deepEqual(monitor.namespaces.shown, db);
  });

  it('is gone back from where Traffic alone is in sight, too: its page names the network no more', async () => {
    const watching = monitor.watch('traffic');
    await monitor.refresh();
    await choose(db);
    assert.equal(shownText(monitor), 'container db');
    isThere = false;
    await monitor.refresh();
    await monitor.refresh();
    assert.deepEqual(said, ['Container db has ended; showing this machine.']);
    assert.equal(shownText(monitor), '');
    const { wish, traffic } = engine.scans.at(-1) ?? {};
    assert.deepEqual([wish?.shown, traffic], [{ kind: 'own' }, true]);
    watching.dispose();
  });

  it('is said to have ended by its id where it was gone before anybody saw it', async () => {
    isThere = false;
    monitor.watch('listening');
    await choose(db);
    assert.deepEqual(said, ['Container aaaaaaaaaaaa has ended; showing this machine.']);
  });

  it('says nothing of one that was left for another meanwhile', async () => {
    monitor.watch('listening');
    await choose(db);
    isThere = false;
    const ended = monitor.refresh();
    void state.choose({ kind: 'all' });
    await ended;
    await monitor.refresh();
    assert.deepEqual(state.choice, { kind: 'all' });
    assert.deepEqual(said, []);
  });

  it('has tables read there, and here once it has ended, in the same pass', async () => {
    const asked: (NamespaceChoice | undefined)[] = [];
    const read = engine.onReadTable;
    engine.onReadTable = (name, filter, namespace) => {
      asked.push(namespace);
      return read(name, filter, namespace);
    };
    monitor.watch('routes');
    await choose(db);
    assert.deepEqual(monitor.table('routes')?.namespace, db);
    assert.deepEqual(asked.at(-1), db);
    isThere = false;
    asked.length = 0;
    await monitor.refresh();
    assert.ok(asked.length > 0 && asked.every((namespace) => namespace === undefined));
    assert.deepEqual(monitor.table('routes')?.namespace, { kind: 'own' });
  });
});
