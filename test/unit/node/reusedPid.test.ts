import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Makes a pid namespace whose processes this user may number; the kernel or a container may forbid it. */
const UNSHARE = ['--user', '--map-root-user', '--pid', '--fork', '--mount-proc'];

describe('a pid that was given to another process, for real', () => {
  it('gets no signal that was meant for the first one', async function () {
    if (spawnSync('unshare', [...UNSHARE, 'test', '-w', '/proc/sys/kernel/ns_last_pid']).status !== 0) {
      console.log('      skipped: this user may not make a pid namespace (unshare --user --pid)');
      this.skip();
    }
    const folder = await mkdtemp(join(tmpdir(), 'netstat-pid-'));
    const script = join(folder, 'inner.js');
    try {
      await build({
        entryPoints: [join(__dirname, 'reusedPid.inner.ts')],
        bundle: true,
        platform: 'node',
        outfile: script,
        logLevel: 'error',
      });
      const { stdout, stderr } = spawnSync('unshare', [...UNSHARE, process.execPath, script], {
        encoding: 'utf8',
        timeout: 15_000,
      });
      assert.deepEqual(
        JSON.parse(stdout || 'null'),
        { samePid: true, kind: 'replaced', survived: true },
        stderr,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
