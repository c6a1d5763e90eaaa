import assert from 'node:assert/strict';
import { planToFree } from '../../../../src/core/ports/freePort';
import { heldPorts } from '../../../../src/core/ports/heldPorts';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { portTargets } from '../../../../src/core/ports/portTargets';
import { likelyOwner } from '../../likelyOwners';
import { process, snapshot } from '../../snapshots';
import { FakeEngine } from '../../extension/fakeEngine';

/** It runs, may be looked at, and is likely to have the port. */
const sshd = process({ pid: 812, startTime: 90, uid: 0, comm: 'sshd' });
const taken = snapshot([{ local: ['127.0.0.1', 3000], uid: 0, likelyOwner: likelyOwner() }], [sshd]);

describe('an owner that is likely', () => {
  it('is nobody to be ended for a row', () => {
    assert.deepEqual(listeningPorts(taken).flatMap(portTargets), []);
  });

  it('is nobody to be ended for a port that is to be free', async () => {
    const engine = new FakeEngine();
    engine.onScan = () => taken;
    const plan = await planToFree({ port: 3000, transport: 'tcp' }, engine, () => false);
    assert.deepEqual(plan.kill.targets, []);
    assert.equal(plan.leader, undefined);
    assert.deepEqual(engine.signals, []);
  });

  it('has no port where a process is picked', () => {
    assert.deepEqual(heldPorts(listeningPorts(taken))(sshd), []);
  });
});
