/** Connections that the kernel is asked to close for real, in a network namespace of their own. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repository } from '../../../../host/paths';
import { whyMissing } from '../../../../host/programs';
import { stretched } from '../../../../host/timeLimit';
import { isRoot, NOBODY } from '../../../../host/users';
import { skipWithReason } from '../../../../skip';

/** Who makes the namespace may close connections in it. */
const UNSHARE = ['--net', ...(isRoot ? [] : ['--map-root-user'])];
const IN_NETWORK = 'ip link set lo up && exec "$@"';

describe('connections that are closed for real', () => {
  let told: Readonly<Record<string, unknown>>;

  before(async function () {
    const missing = whyMissing('ip', 'unshare');
    const can = !missing && spawnSync('unshare', [...UNSHARE, 'true']).status === 0;
    skipWithReason(this, can ? undefined : 'this user may not make a network namespace (unshare --net)');
    const outfile = join(repository, 'out/realConnections.inner.js');
    const entryPoints = [join(__dirname, 'realConnections.inner.ts')];
    await build({ entryPoints, bundle: true, platform: 'node', external: ['koffi'], outfile });
    const program = [process.execPath, outfile, String(isRoot ? NOBODY : 0)];
    const { stdout, stderr } = spawnSync('unshare', [...UNSHARE, 'sh', '-c', IN_NETWORK, 'sh', ...program], {
      encoding: 'utf8',
      timeout: stretched(20_000),
    });
    assert.notEqual(stdout, '', stderr);
    told = JSON.parse(stdout) as typeof told;
  });

  for (const family of ['ipv4', 'ipv6', 'mapped']) {
    it(`give their program ECONNABORTED, and the other one a reset: ${family}`, () => {
      assert.deepEqual(told[family], {
        outcome: 'closed',
        client: 'ECONNABORTED',
        peer: 'ECONNRESET',
        left: 0,
        isListening: [10],
      });
    });
  }

  it('may be in TIME_WAIT, which no program has', () => {
    assert.deepEqual(told['timeWait'], { state: 6, outcome: 'closed', left: 0 });
  });

  it('are never others that took their ends, nor the listener at one of them', () => {
    assert.deepEqual(told['replaced'], {
      gone: 'gone',
      outcome: 'changed',
      again: 'changed',
      isAlive: true,
      errors: {},
    });
  });

  it('stay where the user lacks the right', function () {
    skipWithReason(this, isRoot ? undefined : 'to be another user takes root');
    assert.deepEqual(told['denied'], { outcome: 'denied', left: 1 });
  });
});
