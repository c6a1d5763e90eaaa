import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareShell } from '../../bench/measure';
import { whyMissing } from '../../host/programs';
import { skipWithReason } from '../../skip';

describe('the shell that benchmarks measure commands in', () => {
  it('runs no file of the user before them, whatever its standard input is', function () {
    skipWithReason(this, whyMissing('bash'));
    const folder = mkdtempSync(join(tmpdir(), 'netstat-shell-'));
    try {
      for (const name of ['.bashrc', '.bash_profile']) writeFileSync(join(folder, name), 'echo said');
      const { file, args, env } = bareShell('echo command');
      // As for the first shell of a login over the network: bash counts shells in SHLVL.
      const first = { ...env, HOME: folder, SHLVL: undefined };
      const printed = (given: readonly string[]): string =>
        spawnSync(file, given, { encoding: 'utf8', env: first, input: '' }).stdout;
      assert.equal(printed(args), 'command\n');
      assert.equal('BASH_ENV' in env, false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
