import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../host/paths';
import { asProgram, compareMounted } from './mountedRuns';
import { whyNoOracle } from './oracle';
import { recordedSets } from './recordedSets';
import { skipWithReason } from '../skip';
import { Tally } from './tally';
import { plantTree } from './tree';

const PROGRAM = join(repository, 'dist/netstat.js');
/** Of recorded runs of -c. */
const INTERRUPTED = 124;
const ROWS = 100_000;
/** Kilobytes. */
const MEMORY_LIMIT = 200 * 1024;

describe('the netstat program', function () {
  this.timeout(120_000);

  describe('on a machine with a large table', () => {
    const root = mkdtempSync(join(tmpdir(), 'netstat-large-'));
    const environment = { ...process.env, PROC_ROOT: root };
    before(() => {
      mkdirSync(join(root, 'net'));
      writeFileSync(join(root, 'net/tcp'), largeTable());
    });
    after(() => rmSync(root, { recursive: true }));

    it('prints all rows, the first before the last is read, in little memory', async () => {
      // The last words of the program are its peak memory, told by the kernel.
      const peak = `process.on('exit', () => require('fs').writeSync(2, String(process.resourceUsage().maxRSS)))`;
      const script = join(root, 'peak.cjs');
      writeFileSync(script, peak);
      const child = spawn('node', ['--require', script, PROGRAM, '-tan'], { env: environment });
      let [stdout, stderr] = ['', ''];
      child.stdout.setEncoding('latin1').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('latin1').on('data', (text: string) => (stderr += text));
      const [first] = (await once(child.stdout, 'data')) as [string];
      assert.match(first, /^Active Internet connections/);
      assert.equal(child.exitCode, null);
      await once(child, 'close');
      assert.equal(stdout.split('\n').length, ROWS + 3);
      assert.ok(Number(stderr) < MEMORY_LIMIT, `peak memory: ${stderr} kB`);
    });

    it('ends quietly where its reader has gone', () => {
      const { stdout, stderr } = shell(`node '${PROGRAM}' -tan | head -n 1`, environment);
      assert.deepEqual([stdout, stderr], ['Active Internet connections (servers and established)\n', '']);
    });

    it('says that the disk is full', () => {
      const { status, stderr } = shell(`node '${PROGRAM}' -tan >/dev/full`, environment);
      assert.deepEqual([status, stderr], [1, 'netstat: cannot write the output: No space left on device\n']);
    });
  });

  it('repeats with -c at the interval until Ctrl+C ends it by its signal', async () => {
    const child = spawn('node', [PROGRAM, '-tlnc', '--interval=0.05'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    let stdout = '';
    for await (const text of child.stdout.setEncoding('latin1')) {
      stdout += text as string;
      if ((stdout.match(/^Active/gm) ?? []).length >= 3) child.kill('SIGINT');
    }
    assert.deepEqual(await ended, [null, 'SIGINT']);
  });

  describe('mounted, against the real netstat', () => {
    const tally = new Tally('recorded command lines of the program');
    before(function () {
      skipWithReason(this, whyNoOracle());
    });
    after(() => tally.print());

    for (const set of recordedSets().filter(({ name }) => ['edge-sockets', 'real-sockets'].includes(name))) {
      it(set.name, async () => {
        const tree = plantTree(set.input);
        try {
          const runs = set.cases.filter(({ uid, status }) => uid === 0 && status !== INTERRUPTED);
          await compareMounted(set.name, tree, runs, tally, asProgram);
        } finally {
          tree.remove();
        }
      });
    }
  });
});

function shell(command: string, environment: NodeJS.ProcessEnv): SpawnSyncReturns<string> {
  return spawnSync('sh', ['-c', command], { encoding: 'utf8', env: environment });
}

function largeTable(): string {
  const header =
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const port = (row % 65536).toString(16).toUpperCase().padStart(4, '0');
    const ends = `0100007F:${port} 0100007F:1F90`;
    return `${String(row).padStart(4)}: ${ends} 01 00000000:00000000 00:00000000 00000000  1000        0 ${row + 1} 1 0 20 4 30 10 -1`;
  });
  return `${[header, ...rows].join('\n')}\n`;
}
