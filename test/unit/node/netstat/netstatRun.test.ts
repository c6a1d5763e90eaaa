import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { NetstatRun } from '../../../../src/node/netstat/netstatRun';
import { visibleText } from '../../../../src/node/netstat/visibleText';

describe('netstat in a worker', () => {
  let folder: string;
  let workerPath: string;
  let run: NetstatRun | undefined;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netstat-run-'));
    workerPath = join(folder, 'netstatWorker.js');
    await build({
      entryPoints: [resolve(__dirname, '../../../../src/node/netstat/netstatWorker.ts')],
      bundle: true,
      platform: 'node',
      outfile: workerPath,
      logLevel: 'error',
    });
  });

  after(() => rm(folder, { recursive: true }));

  afterEach(() => run?.dispose());

  function start(args: readonly string[], mostBytes?: number): NetstatRun {
    run = new NetstatRun({ workerPath, args, ...(mostBytes === undefined ? {} : { mostBytes }) });
    return run;
  }

  it('prints what the command prints, and tells its status', async () => {
    const version = await start(['-V']).next();
    assert.equal(version.kind, 'end');
    assert.equal(version.status, 0);
    assert.match(version.text, /compatible with net-tools 2\.10/);
    const error = await start(['--foo']).next();
    assert.equal(error.status, 3);
    assert.match(error.text, /^netstat: unrecognized option '--foo'\n/);
  });

  it('has the variables that it is given beside those of this process', async () => {
    const variables = { PROC_ROOT: folder };
    run = new NetstatRun({ workerPath, args: ['--namespace=4242'], variables });
    // Nobody runs there.
    assert.match((await run.next()).text, /^Of containers: none\nOf processes: none\n/m);
  });

  it('keeps messages where a terminal would show them', async () => {
    const { text } = await start(['--tcpip', '-V']).next();
    assert.match(text, /^netstat\.c: Internal Error .*\n.*Netstat/);
  });

  it('prints a round of -c at a time, and the next when it is asked for', async () => {
    const live = start(['-tlnc', '--interval=0.01']);
    const first = await live.next();
    const second = await live.next();
    assert.equal(first.kind, 'more');
    assert.match(first.text, /^Active Internet connections \(only servers\)\n/);
    assert.equal(second.text.match(/^Active /gm)?.length, 1);
  });

  it('begins every round with its title, also where a terminal has it but once', async () => {
    const live = start(['-ic', '--interval=0.01']);
    for (let round = 0; round < 3; round++) {
      assert.match((await live.next()).text, /^Kernel Interface table\nIface /);
    }
  });

  it('ends a round that is waited for, when it is stopped', async () => {
    const live = start(['-tlnc', '--interval=3600']);
    await live.next();
    const next = live.next();
    live.dispose();
    assert.equal((await next).kind, 'stopped');
    assert.equal((await live.next()).kind, 'stopped');
  });

  it('is ended where it prints too much', async () => {
    const { kind, text } = await start(['-h'], 100).next();
    assert.equal(kind, 'cut');
    assert.equal(text.length, 100);
  });

  it('tells why it could not be run', async () => {
    const broken = join(folder, 'broken.js');
    await writeFile(broken, "throw new Error('no such luck');");
    run = new NetstatRun({ workerPath: broken, args: [] });
    await assert.rejects(run.next(), /no such luck/);
  });

  it('shows every character of what programs call themselves', () => {
    const bytes = Buffer.from('caf\u00e9 \u202egnp.exe \u2028 \u200b\r\n').toString('latin1');
    assert.equal(visibleText(bytes), 'caf\u00e9 \ufffdgnp.exe \ufffd \ufffd\ufffd\n');
  });
});
