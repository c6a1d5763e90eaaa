import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { bundles } from '../../src/build/bundles';
import { nativeFile } from '../../src/node/system/nativeFile';
import { checkNativeCode, DamagedNativeCode } from '../../src/node/system/nativeCode';
import { INITIALIZE } from '../mcp/server';
import { WorkerEngine } from '../../src/node/engine/worker/workerEngine';

/** What is shipped and loads native code. */
const LOADERS = ['worker.js', 'mcp.js', 'netstat.js'];

describe('damaged native code', () => {
  let folder: string;
  let shipped: string;
  const whole = readFileSync(nativeFile());

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netstat-damaged-'));
    shipped = join(folder, 'native/koffi.node');
    mkdirSync(join(folder, 'native'));
    const wanted = bundles(false).filter(({ outfile = '' }) => LOADERS.includes(basename(outfile)));
    assert.equal(wanted.length, LOADERS.length);
    await Promise.all(
      wanted.map(({ outfile = '', plugins = [], ...options }) =>
        build({
          ...options,
          outfile: join(folder, basename(outfile)),
          // The others write beside what is shipped.
          plugins: plugins.filter(({ name }) => name === 'koffi beside'),
          logLevel: 'error',
        }),
      ),
    );
  });

  after(() => rmSync(folder, { recursive: true }));

  /** What is left of the code where some of it is lost, and where a bit is flipped. */
  const damages: readonly (readonly [what: string, make: (file: string) => void])[] = [
    ['cut off', (file) => truncateSync(file, whole.length >> 1)],
    ['empty', (file) => truncateSync(file, 0)],
    ['longer', (file) => writeFileSync(file, Buffer.concat([whole, Buffer.alloc(1)]))],
    ...[0, 1, 2, 3, 4, 5].map(
      (part) =>
        [
          `with a flipped bit in part ${part}`,
          (file: string) => {
            const bytes = Buffer.from(whole);
            const at = Math.floor((whole.length * (part + 0.5)) / 6);
            bytes[at] = (bytes[at] ?? 0) ^ (1 << part);
            writeFileSync(file, bytes);
          },
        ] as const,
    ),
  ];

  for (const [what, make] of damages) {
    it(`is told from what the build has put there where it is ${what}`, () => {
      cpSync(nativeFile(), shipped);
      checkNativeCode(shipped);
      make(shipped);
      assert.throws(() => checkNativeCode(shipped), DamagedNativeCode);
    });
  }

  it('is not loaded by the MCP server, which says so and serves', () => {
    cpSync(nativeFile(), shipped);
    assert.equal(serve().stderr, '');
    truncateSync(shipped, 500_000);
    const { stdout, stderr, status } = serve();
    assert.equal(status, 0);
    assert.match(stdout, /"serverInfo"/);
    assert.match(stderr, /^netstat: without system calls: \S+koffi\.node is damaged \(500000 bytes, .*\n$/);
  });

  function serve(): SpawnSyncReturns<string> {
    const input = `${JSON.stringify(INITIALIZE)}\n`;
    return spawnSync(process.execPath, [join(folder, 'mcp.js')], { input, encoding: 'utf8' });
  }

  it("is not loaded by the extension's worker, which goes on and says so once", async () => {
    const logged: string[] = [];
    const engine = new WorkerEngine({
      workerPath: join(folder, 'worker.js'),
      linger: 1,
      onDied: (message) => assert.fail(message),
      onLog: (line) => void logged.push(line),
    });
    cpSync(nativeFile(), shipped);
    truncateSync(shipped, 500_000);
    try {
      for (let worker = 0; worker < 2; worker++) {
        assert.equal((await engine.scan('listening', true)).platform, 'linux');
        engine.renew();
      }
      assert.equal(logged.filter((line) => line === 'worker started').length, 2);
      const notes = logged.filter((line) => line.includes('system calls'));
      assert.equal(notes.length, 1);
      assert.match(notes[0] ?? '', /^without system calls: \S+koffi\.node is damaged/);
    } finally {
      engine.dispose();
    }
  });

  it('is not loaded by the command netstat, which goes on', () => {
    cpSync(nativeFile(), shipped);
    truncateSync(shipped, 500_000);
    const command = resolve(folder, 'netstat.js');
    // Asks for the native code whatever there is to do.
    const preload = join(folder, 'many.js');
    writeFileSync(preload, PRELOAD);
    const run = (): SpawnSyncReturns<string> =>
      spawnSync(process.execPath, ['--require', preload, command, '-tln'], { encoding: 'utf8' });
    const damaged = run();
    assert.deepEqual([damaged.status, damaged.stderr], [0, 'asked for native code\n']);
    assert.match(damaged.stdout, /^Active Internet connections/);
  });
});

/** Has the kernel's count of sockets be so high that netstat wants the native code, and says when that is looked at. */
const PRELOAD = `
const fs = require('node:fs');
const { openSync, statSync } = fs;
let many;
fs.openSync = (path, ...rest) => {
  if (!String(path).endsWith('/net/sockstat')) return openSync(path, ...rest);
  many ??= require('node:path').join(__dirname, 'sockstat');
  fs.writeFileSync(many, 'sockets: used 9000\\nTCP: inuse 9000 orphan 0 tw 0 alloc 9000 mem 1\\n');
  return openSync(many, ...rest);
};
fs.statSync = (path, ...rest) => {
  if (String(path).endsWith('koffi.node')) process.stderr.write('asked for native code\\n');
  return statSync(path, ...rest);
};
`;
