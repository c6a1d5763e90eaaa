import assert from 'node:assert/strict';
import type { Environment } from '../../../../../src/core/netstat/context/environment';
import type { Output } from '../../../../../src/core/netstat/context/output';
import { runNetstat } from '../../../../../src/core/netstat/run';
import { fixtureEnvironment, KeptOutput } from '../fixtureEnvironment';
import { inputOf } from '../recordedCases';
import { type Document, parsedJson, readCsv, type Row, valueOf } from './readCsv';

const HEADER =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

function tcpRow(local: string, state: string, inode: number): string {
  return `   0: ${local} 00000000:0000 ${state} 00000002:00000001 00:00000000 00000000  1000        0 ${inode} 1\n`;
}

const FILES: Readonly<Record<string, string>> = {
  '/proc/net/tcp':
    HEADER + tcpRow('0100007F:0016', '0A', 501) + 'bogus\n' + tcpRow('00000000:1F90', '0A', 502),
  '/proc/net/unix':
    'Num RefCount Protocol Flags Type St Inode Path\n' +
    '0000000000000000: 00000002 00000000 00010000 0001 01 503 /run/a long path with blanks/\xff\n',
  '/etc/services': 'ssh 22/tcp\n',
  '/etc/passwd': 'alice:x:1000:1000::/:/bin/sh\n',
  '/etc/hosts': '127.0.0.1 localhost\n',
  '/etc/nsswitch.conf': 'hosts: files\n',
  '/proc/10/cmdline': '/usr/sbin/a-server-with-a-long-name\0--password=secret\0',
  '/proc/10/stat': `10 (server) S 1 ${'0 '.repeat(17)}4711 0\n`,
  '/proc/11/cmdline': '=cmd\0',
};

/** A machine of these files, with processes 10 and 11 that share socket 501. */
function machine(changes: Partial<Environment> = {}): Environment {
  const files = new Map(Object.entries(FILES));
  return {
    ...fixtureEnvironment({ input: inputOf('cli'), files }),
    readDirectory: () => ({ ok: true, names: ['10', '11', '12'] }),
    socketsOf: (pid) =>
      pid === 12 ? { ok: false, code: 'EACCES' } : { ok: true, inodes: Float64Array.of(501) },
    ...changes,
  };
}

async function run(
  args: readonly string[],
  environment = machine(),
): Promise<KeptOutput & { status: number }> {
  const output = Object.assign(new KeptOutput(), { status: 0 });
  output.status = await runNetstat(args, environment, output);
  return output;
}

async function json(...args: readonly string[]): Promise<Document> {
  return parsedJson((await run(['--json', ...args])).out);
}

describe('a document of netstat --json', () => {
  it('tells when and how it was made, and what each file said', async () => {
    const { schema, mode, time, sources, exitStatus } = await json('-tln');
    assert.deepEqual([schema, mode, time, exitStatus], [1, 'sockets', '2026-01-02T03:04:05.678Z', 0]);
    assert.deepEqual(sources, [
      { file: '/proc/net/tcp', status: 'ok', code: null },
      { file: '/proc/net/tcp6', status: 'absent', code: 'ENOENT' },
    ]);
  });

  it('has numbers and names of a socket, and no names under -n', async () => {
    const pick = (row: Row | undefined): unknown[] =>
      [
        'local.address',
        'local.port',
        'local.host',
        'local.service',
        'uid',
        'user',
        'state.code',
        'state.name',
      ].map((field) => valueOf(row ?? {}, field));
    const named = (await json('-tl')).rows[0];
    assert.deepEqual(pick(named), ['127.0.0.1', 22, 'localhost', 'ssh', 1000, 'alice', 10, 'LISTEN']);
    const numeric = (await json('-tln')).rows[0];
    assert.deepEqual(pick(numeric), ['127.0.0.1', 22, null, null, 1000, null, 10, 'LISTEN']);
    assert.deepEqual([numeric?.['recvQ'], numeric?.['sendQ']], [1, 2]);
  });

  it('tells what could not be parsed, and netstat’s message on it', async () => {
    const { issues, messages, rows } = await json('-tln');
    assert.equal(rows.length, 2);
    assert.deepEqual(
      issues.map(({ file, line, raw, rowKept }) => [file, line, raw, rowKept]),
      [['/proc/net/tcp', 3, 'bogus', false]],
    );
    assert.deepEqual(messages, ['warning, got bogus tcp line.']);
  });

  it('names every process that holds a socket in full, but not its arguments', async () => {
    const { out } = await run(['--json', '-tlnp']);
    assert.ok(!out.includes('secret'));
    const [shared, alone] = parsedJson(out).rows;
    assert.deepEqual(shared?.['owners'], [
      { pid: 10, startTime: 4711, program: 'a-server-with-a-long-name' },
      { pid: 11, startTime: null, program: '=cmd' },
    ]);
    assert.deepEqual([shared?.['noOwner'], alone?.['owners']], [null, []]);
    assert.deepEqual(alone?.['noOwner'], ['denied', 'kernel', 'gone']);
  });

  it('says nothing of owners without -p', async () => {
    const [row] = (await json('-tln')).rows;
    assert.deepEqual([row?.['owners'], row?.['noOwner']], [null, null]);
  });

  it('reads a process once, whatever the number of its sockets', async () => {
    const asked: string[] = [];
    const environment = machine();
    const sockets = Array.from({ length: 50 }, (_, index) =>
      tcpRow('00000000:0050', '0A', 501 + (index % 2)),
    );
    const counting = machine({
      socketsOf: () => ({ ok: true, inodes: Float64Array.of(501, 502) }),
      readFile: (file) => (asked.push(file), environment.readFile(file)),
      openFile: () => ({ ok: true, pieces: [Buffer.from(HEADER + sockets.join(''))] }),
    });
    await run(['--json', '-tlnp4'], counting);
    assert.deepEqual(
      asked.filter((file) => file === '/proc/10/cmdline' || file === '/proc/10/stat').length,
      2,
    );
  });

  it('keeps a path whole, and its bytes that are no UTF-8', async () => {
    const { rows } = await json('-xl');
    assert.equal(rows[0]?.['path'], '/run/a long path with blanks/\udcff');
    assert.deepEqual(rows[0]?.['flags'], { code: 0x10000, names: ['ACC'] });
  });

  it('is one line a round with -c, and one document a round where each is shown by itself', async () => {
    let rounds = 2;
    const environment = machine({ sleep: () => Promise.resolve(--rounds > 0) });
    const { out } = await run(['--json', '-tlnc'], environment);
    assert.deepEqual(
      out
        .trimEnd()
        .split('\n')
        .map((line) => parsedJson(line).rows.length),
      [2, 2],
    );
    const shown = Object.assign(new KeptOutput(), { showsOneRound: true });
    await runNetstat(['--json', '-tlnc'], machine(), shown);
    assert.equal(parsedJson(shown.out).rows.length, 2);
    assert.ok(shown.out.split('\n').length > 4);
    assert.equal(shown.err, '', 'its messages are in the document');
  });

  it('hands out rows before the table is read to its end', async () => {
    const order: string[] = [];
    const openFile = (): ReturnType<Environment['openFile']> => ({ ok: true, pieces: pieces(order) });
    const output: Output = {
      stdout: (text) => void order.push(text.includes('"table"') ? 'row' : 'text'),
      stderr: () => undefined,
      flush: () => undefined,
    };
    await runNetstat(['--json', '-tln4'], machine({ openFile }), output);
    assert.deepEqual(order, ['text', 'read', 'row', 'read', 'row', 'text']);
  });

  it('is whole, with the message and the status, where the kernel lacks a table', async () => {
    const { out, err, status } = await run(['--json', '-M']);
    const document = parsedJson(out);
    assert.deepEqual([document.rows, document.exitStatus, status], [[], 1, 1]);
    assert.equal(err, "netstat: no support for `ip_masquerade' on this system.\n");
    assert.deepEqual((await json('-r')).messages, [
      '/proc/net/route: No such file or directory',
      'INET (IPv4) not configured in this system.',
    ]);
  });

  it('has AppleTalk sockets, which the text never has', async () => {
    const environment = fixtureEnvironment({ input: inputOf('exotic-families') });
    const rows = parsedJson((await run(['--json', '--ddp'], environment)).out).rows;
    const [socket] = rows.filter(({ table }) => table === 'appletalk');
    assert.deepEqual(socket?.['local'], { network: 0xff00, node: 2, port: 0x80 });
    assert.deepEqual(socket?.['type'], { code: 2, name: 'DGRAM' });
  });

  it('has counters of 64 bits with all their digits', async () => {
    const environment = fixtureEnvironment({ input: inputOf('snmp-zeros') });
    assert.match((await run(['--json', '-s'], environment)).out, /"value":18446744073709551615,/);
  });

  it('keeps no more than a thousand issues and messages, and counts the others', async () => {
    const openFile: Environment['openFile'] = () => ({
      ok: true,
      pieces: [Buffer.from(HEADER + 'bogus\n'.repeat(1500))],
    });
    const { issues, messages, leftOut } = parsedJson(
      (await run(['--json', '-tn4'], machine({ openFile }))).out,
    );
    assert.deepEqual([issues.length, messages.length, leftOut], [1000, 1000, 1000]);
  });
});

describe('netstat --csv', () => {
  it('has one header for all tables that are asked for, and messages on stderr', async () => {
    const { out, err } = await run(['--csv', '-tlnp', '-x']);
    const [header = [], ...rows] = readCsv(out);
    assert.equal(header[0], 'table');
    assert.equal(new Set(header).size, header.length);
    assert.deepEqual(
      rows.map(([table]) => table),
      ['internet', 'internet', 'unix'],
    );
    for (const row of rows) assert.equal(row.length, header.length);
    assert.match(err, /^\(Not all processes/);
    assert.match(err, /got bogus tcp line/);
  });

  it('has a header where there is no row', async () => {
    const { out, err } = await run(['--csv', '-r']);
    assert.match(out, /^table,destination,.*\r\n$/);
    assert.match(err, /INET \(IPv4\) not configured in this system\.\n$/);
  });

  it('is one table with the times of its rounds with -c', async () => {
    let rounds = 2;
    const environment = machine({ sleep: () => Promise.resolve(--rounds > 0) });
    const [header = [], ...rows] = readCsv((await run(['--csv', '-tlnc'], environment)).out);
    assert.deepEqual(header.slice(0, 2), ['time', 'table']);
    assert.deepEqual(
      rows.map(([time]) => time),
      Array(4).fill('2026-01-02T03:04:05.678Z'),
    );
  });

  it('ends lines as a document or a terminal shows them, messages behind the table', async () => {
    const shown = Object.assign(new KeptOutput(), { showsOneRound: true });
    const both: string[] = [];
    shown.stdout = shown.stderr = (text) => void both.push(text);
    await runNetstat(['--csv', '-tln'], machine(), shown);
    assert.ok(!both.join('').includes('\r'));
    assert.match(both.join(''), /^table,.*\n(internet,.*\n){2}\nwarning, got bogus tcp line\.\n$/);
  });
});

function* pieces(order: string[]): Generator<Uint8Array> {
  for (const text of [HEADER + tcpRow('00000000:0050', '0A', 1), tcpRow('00000000:0051', '0A', 2)]) {
    order.push('read');
    yield Buffer.from(text);
  }
}
