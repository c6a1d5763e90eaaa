import assert from 'node:assert/strict';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { namingEngine } from '../../../../src/core/containers/namingEngine';
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
});
