import assert from 'node:assert/strict';
import { USUAL_ENGINES } from '../../../../src/core/model/container';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { alwaysNamingEngine, namingEngine } from '../../../../src/core/containers/namingEngine';
import { dbContainer } from '../../knownContainers';
import { portFacts } from '../../portFacts';
import { snapshot } from '../../snapshots';
import { FakeEngine } from '../../extension/fakeEngine';

describe('an engine for questions', () => {
  it('names containers in each snapshot, and is the engine otherwise', async () => {
    const engine = new FakeEngine();
    engine.onScan = () => snapshot([]);
    engine.onPortFacts = (question) => portFacts(snapshot([]), question);
    const naming = namingEngine(engine, async (taken: Snapshot) => ({
      ...taken,
      containers: [dbContainer()],
    }));
    const names = ({ containers = [] }: Snapshot): unknown => containers.map(({ name }) => name);
    assert.deepEqual(names(await naming.scan('all', true)), ['db']);
    assert.deepEqual(names((await naming.portFacts({ port: 3000, transport: 'tcp' })).snapshot), ['db']);
    assert.deepEqual(engine.scans, [{ scope: 'all', fresh: true }]);
    naming.retain();
    assert.equal(engine.consumers, 1);
    assert.deepEqual((await naming.containers({ engines: 'off', startsPodman: false })).containers, []);
  });

  it('asks for containers whatever a snapshot looks like, where ports are told that nothing listens on', async () => {
    const engine = new FakeEngine();
    const engines = [{ socket: '/run/x.sock', runtime: 'docker', outcome: 'slow' }] as const;
    engine.onContainers = (fresh) => {
      assert.ok(!fresh, 'an answer serves for some seconds');
      return { takenAt: 0, containers: [dbContainer()], engines };
    };
    const naming = alwaysNamingEngine(engine, USUAL_ENGINES);
    const { containers, engines: asked } = await naming.scan('listening', true);
    assert.deepEqual([containers, asked], [[dbContainer()], engines]);
    engine.onContainers = () => assert.fail('its thread has ended');
    assert.equal((await naming.scan('listening', true)).containers, undefined);
  });
});
