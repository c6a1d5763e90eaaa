import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repository } from '../host/paths';
import { whyMissing } from '../host/programs';
import { stretched } from '../host/timeLimit';
import { skipWithReason } from '../skip';
import type { Tally } from './reusedPid.inner';

/** Makes a pid namespace whose processes this user may number; the kernel or a container may forbid it. */
const UNSHARE = ['--user', '--map-root-user', '--pid', '--fork', '--kill-child', '--mount-proc'];

const ROUNDS = 10_000;
/** Microseconds: a process is verified and signalled within these after it is told to end. */
const LONGEST_DELAY = 100;

describe('a pid that was given to another process, for real', () => {
  let folder: string;

  before(async function () {
    skipWithReason(this, whyNoRace());
    folder = mkdtempSync(join(tmpdir(), 'netstat-races-'));
    const compiled = spawnSync('cc', ['-O2', '-o', join(folder, 'reuse'), join(__dirname, 'reuse.c')], {
      encoding: 'utf8',
    });
    assert.equal(compiled.status, 0, compiled.stderr);
    await build({
      entryPoints: ['reusedPid', 'replacedPid'].map((name) => join(__dirname, `${name}.inner.ts`)),
      bundle: true,
      platform: 'node',
      external: ['koffi'],
      outdir: join(repository, 'out/races'),
      logLevel: 'error',
    });
  });

  after(() => folder && rmSync(folder, { recursive: true }));

  /** What a program beside this file prints as the first process of a pid namespace. */
  function inside(name: string, ...args: readonly string[]): unknown {
    const command = [process.execPath, join(repository, `out/races/${name}.inner.js`), ...args];
    const { stdout, stderr } = spawnSync('unshare', [...UNSHARE, ...command], {
      encoding: 'utf8',
      timeout: stretched(50_000),
    });
    assert.match(stdout, /^\{/, stderr);
    return JSON.parse(stdout);
  }

  it('gets no signal that was meant for the one before, which started earlier', () => {
    assert.deepEqual(inside('replacedPid'), { samePid: true, kind: 'replaced', survived: true });
  });

  it('gets none either where both started in one tick, at any moment of the verification', () => {
    // To see what descriptors are for: with NETSTAT_RACE_BY=pid some 40 processes are hit.
    const way = process.env['NETSTAT_RACE_BY'] ?? 'descriptor';
    const tally = inside(
      'reusedPid',
      join(folder, 'reuse'),
      String(ROUNDS),
      String(LONGEST_DELAY),
      way,
    ) as Tally;
    console.log(`      by ${way}: ${JSON.stringify(tally)}`);
    const { hits, reused, outcomes } = tally;
    assert.equal(hits, 0);
    // A race that one side always wins would prove nothing.
    assert.ok(reused > ROUNDS / 2, 'the pid must go to the other');
    assert.ok((outcomes['sent'] ?? 0) > ROUNDS / 100, 'some must still run when they are signalled');
    assert.ok((outcomes['sent'] ?? 0) < ROUNDS * 0.99, 'some must have ended by then');
  });
});

function whyNoRace(): string | undefined {
  const missing = whyMissing('cc');
  if (missing) return missing;
  return spawnSync('unshare', [...UNSHARE, 'test', '-w', '/proc/sys/kernel/ns_last_pid']).status === 0
    ? undefined
    : 'this user may not make a pid namespace (unshare --user --pid)';
}
