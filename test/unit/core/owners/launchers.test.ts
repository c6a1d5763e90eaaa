import assert from 'node:assert/strict';
import { isLauncher, isShell } from '../../../../src/core/owners/launchers';

describe('programs that run another one', () => {
  it('are shells and their like, which have no sockets of their own', () => {
    for (const name of ['sh', 'bash', 'tini', 'start-stop-daem'])
      assert.deepEqual([isShell(name), isLauncher(name)], [true, true]);
  });

  it('are those too that may ask a server something themselves', () => {
    for (const name of ['npm', 'npm run dev', 'sudo', 'pnpm'])
      assert.deepEqual([isShell(name), isLauncher(name)], [false, true]);
  });

  it('are no servers, whatever they start', () => {
    for (const name of ['beam.smp', 'node', 'npmd', 'dockerd', 'inetd', 'cron', ''])
      assert.equal(isLauncher(name), false);
  });
});
