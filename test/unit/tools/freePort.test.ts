import assert from 'node:assert/strict';
import type { ProcessOwner } from '../../../src/core/model/process';
import { type FreeingPlan, planToFree } from '../../../src/core/tools/freePort';
import { FakeEngine } from '../extension/fakeEngine';
import { process, snapshot } from '../snapshots';

async function planFor(...owners: ProcessOwner[]): Promise<FreeingPlan> {
  const engine = new FakeEngine();
  engine.onScan = () => snapshot([{ inode: 7, pids: owners.map(({ pid }) => pid) }], owners);
  return planToFree({ port: 3000, transport: 'tcp' }, engine, 9);
}

describe('a port that an agent wants to have free', () => {
  it('is not freed of what keeps it for others: the user is told what to run', async () => {
    for (const comm of ['docker-proxy', 'conmon', 'rootlessport', 'systemd']) {
      const plan = await planFor(process({ comm, uid: 0, commandLine: [comm] }));
      assert.ok(plan.kind === 'nothing', comm);
      assert.match(plan.why, /keeps the port for others, .* The user can run: \S+/);
    }
    const gateway = await planFor(process({ comm: 'pasta', commandLine: ['pasta'] }));
    assert.ok(gateway.kind === 'nothing' && !gateway.why.includes('can run'));
  });

  it('is not freed of what the user cannot do without', async () => {
    for (const comm of ['sshd', 'gnome-shell', 'Xorg', 'init', 'code']) {
      const plan = await planFor(process({ comm, uid: 0, commandLine: [comm] }));
      assert.ok(plan.kind === 'nothing', comm);
      assert.match(plan.why, /^pid 42 .* not ended for a port/);
    }
  });

  it('is freed of a program that only calls itself so, after a question', async () => {
    const pretender = process({
      comm: 'docker-proxy',
      executable: '/usr/bin/node',
      commandLine: ['docker-proxy'],
    });
    assert.equal((await planFor(pretender)).kind, 'ask');
  });
});
