import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repository } from '../../../../host/paths';
import { stretched } from '../../../../host/timeLimit';
import { skipWithReason } from '../../../../skip';

const isRoot = process.geteuid?.() === 0;

/** A pid namespace that keeps the outer /proc, as sandboxes have it. */
const UNSHARE = [...(isRoot ? [] : ['--user', '--map-root-user']), '--pid', '--fork', '--kill-child'];

describe('a /proc with the pids of another namespace, for real', () => {
  it('is told from our own: nobody is signalled, and nothing counts as the window’s', async function () {
    const can = spawnSync('unshare', [...UNSHARE, 'true']).status === 0;
    skipWithReason(this, can ? undefined : 'this user may not make a pid namespace (unshare --pid)');
    const outfile = join(repository, 'out/otherPidNamespace.inner.js');
    const entryPoints = [join(__dirname, 'procPids.inner.ts')];
    await build({ entryPoints, bundle: true, platform: 'node', external: ['koffi'], outfile });
    const outer = spawn('sleep', ['60'], { stdio: 'ignore' });
    await once(outer, 'spawn');
    try {
      const command = [...UNSHARE, process.execPath, outfile, String(outer.pid)];
      const { stdout, stderr } = spawnSync('unshare', command, {
        encoding: 'utf8',
        timeout: stretched(15_000),
      });
      assert.deepEqual(
        JSON.parse(stdout || 'null'),
        {
          procPids: 'other',
          mine: 0,
          targets: 0,
          unfit: ['otherPidNamespace'],
          outcome: 'otherPidNamespace',
        },
        stderr,
      );
      assert.equal(outer.exitCode, null);
      assert.equal(outer.signalCode, null);
    } finally {
      outer.kill('SIGKILL');
    }
  });
});
