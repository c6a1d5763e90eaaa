import assert from 'node:assert/strict';
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isAtLeast } from '../../src/node/system/kernelVersion';
import { MadeUnit, whyNoUnits } from '../madeUnit';
import { repository } from '../host/paths';
import { isRoot, NOBODY } from '../host/users';
import { whyNoNativeCode } from '../nativeCode';
import { skipWithReason } from '../skip';
import { type Document, parsedJson, type Row, valueOf } from '../unit/core/netstat/data/readCsv';

const PROGRAM = join(repository, 'dist/netstat.js');
const HOOK = join(__dirname, 'tellsWhatIsLoaded.js');

/** Listens with TCP, and a connection to itself, and with UDP; says the ports. */
const SERVE = `
const server = require('node:net').createServer().listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const client = require('node:net').connect(port, '127.0.0.1', () => {
    const udp = require('node:dgram').createSocket('udp4').bind(0, '127.0.0.1', () =>
      console.log(JSON.stringify([port, udp.address().port, client.localPort])));
  });
});`;

const WORKER = join(repository, 'dist/netstatWorker.js');
/** Runs netstat as a document does, and prints what that would show. */
const IN_THREAD = `
const [worker, ...args] = process.argv.slice(1);
new (require('node:worker_threads').Worker)(worker, { workerData: { args } })
  .on('message', ({ text }) => text && process.stdout.write(text));`;

interface Ports {
  readonly tcp: number;
  readonly udp: number;
  readonly client: number;
}

describe('netstat for who is no root, of services of root', function () {
  this.timeout(60_000);
  let one: MadeUnit;
  let two: MadeUnit;
  let pid: number;
  let ports: Ports;
  let shared: number;
  const elsewhere = join(mkdtempSync(join(tmpdir(), 'netstat-likely-')), 'proc');

  before(async function () {
    const tooOld = isAtLeast(release(), [5, 8])
      ? undefined
      : 'Linux tells control groups of sockets from 5.8 on';
    chmodSync(dirname(elsewhere), 0o755);
    symlinkSync('/proc', elsewhere);
    skipWithReason(this, whyNoUnits() ?? whyNoNativeCode() ?? tooOld);
    one = new MadeUnit('one');
    two = new MadeUnit('two');
    const started = await one.start(SERVE);
    pid = started.pid;
    const [tcp = 0, udp = 0, client = 0] = JSON.parse(started.said) as number[];
    ports = { tcp, udp, client };
    [shared = 0] = JSON.parse((await two.start(SERVE)).said) as number[];
    await two.start("console.log('ready'); setInterval(() => {}, 1000);");
  });

  after(async () => {
    await one?.remove();
    await two?.remove();
    rmSync(dirname(elsewhere), { recursive: true });
  });

  it('names the process that is the only one of its unit, and else the unit, with --likely alone', () => {
    const { stdout } = run('-tuan --likely');
    assert.equal(cell(stdout, 'tcp', ports.tcp), `~${pid}/node`);
    assert.equal(cell(stdout, 'udp', ports.udp), `~${pid}/node`);
    assert.equal(cell(stdout, 'tcp', shared), `~${two.name}`.slice(0, 19));
    for (const line of ['-tuanp', '-anp', '-tuanpe']) assert.doesNotMatch(run(line).stdout, /~/);
  });

  it('names no process of a connection that was accepted, and that of one that was made', () => {
    const { stdout } = run('-tn --likely');
    const [accepted, made] = [
      cell(stdout, 'tcp', ports.tcp, ports.client),
      cell(stdout, 'tcp', ports.client, ports.tcp),
    ];
    assert.deepEqual([accepted, made], [`~${one.name}`.slice(0, 19), `~${pid}/node`]);
  });

  it('is -p to the byte for root, who sees all', () => {
    assert.equal(run('-tuln --likely', 0).stdout, run('-tulnp', 0).stdout);
    const row = rowOf(parsedJson(run('-tlnp --json', 0).stdout), ports.tcp);
    assert.deepEqual([valueOf(row, 'owners.0.pid'), row['likelyOwner']], [pid, null]);
  });

  it('has the same in data, with what speaks for it, and reasons beside it', () => {
    const likely = rowOf(parsedJson(run('-tlnp --json').stdout), ports.tcp);
    const { startTime, ...told } =
      (valueOf(likely, 'likelyOwner.processes') as { startTime: number }[])[0] ?? {};
    assert.deepEqual(told, { pid, program: 'node' });
    assert.ok(Number(startTime) > 0);
    assert.deepEqual(
      ['unit', 'unitOf', 'count', 'evidence'].map((field) => valueOf(likely, `likelyOwner.${field}`)),
      [one.name, 'system', 1, ['madeInGroup', 'onlyProcess']],
    );
    assert.deepEqual([likely['owners'], likely['noOwner']], [[], ['denied', 'kernel', 'gone']]);
    const several = rowOf(parsedJson(run('-tlnp --json').stdout), shared);
    assert.deepEqual(valueOf(several, 'likelyOwner.evidence'), ['madeInGroup', 'severalProcesses']);
    assert.match(run('-tlnp --csv').stdout, new RegExp(`,${one.name},system,,,,"\\[\\{""pid"":${pid},`));
  });

  it('has the same rows with and without it, but for that column', () => {
    for (const [options, start] of [
      ['-tuln', 80],
      ['-tulneo', 102],
      ['-tulnW', 80],
      ['-tln --sort=local-port', 80],
      ['-xl', 0],
    ] as const) {
      const without = (text: string): string[] =>
        start === 0 ? [text] : text.split('\n').map((line) => line.slice(0, start) + line.slice(start + 20));
      const [likely, plain] = [run(`${options} --likely`), run(`${options} -p`)];
      assert.deepEqual(without(likely.stdout), without(plain.stdout));
      assert.equal(likely.stderr, plain.stderr);
    }
  });

  it('tells it in each round of -c', async () => {
    const child = spawn('node', [PROGRAM, '-tlnc', '--likely', '--interval=0.05'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      uid: NOBODY,
      gid: NOBODY,
    });
    let stdout = '';
    for await (const text of child.stdout.setEncoding('latin1')) {
      stdout += text as string;
      if ((stdout.match(/^Active/gm) ?? []).length > 3) child.kill('SIGINT');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const cells = stdout.match(new RegExp(`:${ports.tcp} .*~${pid}/node `, 'g')) ?? [];
    assert.ok(cells.length >= 3, stdout);
  });

  it('has nobody without native code and of another /proc, and says why where one asked for it', () => {
    for (const [variables, reason] of [
      [{ NETSTAT_SYSTEM_CALLS: 'off' }, /^\(No likely owners for "--likely": .* native code, .*\)$/m],
      [{ PROC_ROOT: elsewhere }, /^\(No likely owners for "--likely": what is read are files, .*\)$/m],
    ] as const) {
      const { stdout, stderr } = run('-tln --likely', NOBODY, variables);
      assert.equal(cell(stdout, 'tcp', ports.tcp), '-');
      assert.match(stderr, reason);
      const data = run('-tlnp --json', NOBODY, variables);
      assert.equal(rowOf(parsedJson(data.stdout), ports.tcp)['likelyOwner'], null);
      assert.doesNotMatch(data.stderr, /likely/);
    }
  });

  it('tells the same in documents of the editor', () => {
    const { stdout, stderr } = spawnSync('node', ['-e', IN_THREAD, WORKER, '-tuan', '--likely'], {
      encoding: 'latin1',
      uid: NOBODY,
      gid: NOBODY,
    });
    assert.equal(stderr, '');
    assert.equal(cell(stdout, 'tcp', ports.tcp), `~${pid}/node`);
    assert.equal(cell(stdout, 'udp', ports.udp), `~${pid}/node`);
    assert.equal(cell(stdout, 'tcp', shared), `~${two.name}`.slice(0, 19));
  });

  it('is loaded by nobody else', () => {
    for (const [line, isLoaded] of [
      ['-tln', false],
      ['-anp', false],
      ['-tln --json', false],
      ['-xlp --likely', false],
      ['-tln --likely', true],
      ['-tlnp --json', true],
    ] as const)
      assert.match(
        run(line, NOBODY, {}, ['--require', HOOK]).stderr,
        isLoaded ? /loaded: .*netstatLikely\.js/ : /loaded: (?!.*netstatLikely)/,
        line,
      );
  });
});

/** What the command says to a user. */
function run(
  line: string,
  uid = NOBODY,
  variables: NodeJS.ProcessEnv = {},
  ofNode: readonly string[] = [],
): SpawnSyncReturns<string> {
  return spawnSync('node', [...ofNode, PROGRAM, ...line.split(' ')], {
    encoding: 'latin1',
    env: { PATH: process.env['PATH'], ...variables },
    ...(isRoot && { uid, gid: uid }),
  });
}

/** The column of programs of a socket with these ports; of a server without the other. */
function cell(stdout: string, protocol: string, port: number, foreign?: number): string {
  const wanted = `127.0.0.1:${port} `;
  const other = foreign === undefined ? '0.0.0.0:* ' : `127.0.0.1:${foreign} `;
  const isWanted = (line: string): boolean =>
    line.startsWith(`${protocol} `) && line.startsWith(wanted, 20) && line.startsWith(other, 44);
  return stdout.split('\n').find(isWanted)?.slice(80).trim() ?? '';
}

function rowOf({ rows }: Document, port: number): Row {
  const found = rows.find((each) => valueOf(each, 'local.port') === port);
  assert.ok(found);
  return found;
}
