import assert from 'node:assert/strict';
import type { LikelyOwner } from '../../../../src/core/model/likelyOwner';
import type { SocketRow } from '../../../../src/core/model/page';
import type { PageSelection, PrintRequest } from '../../../../src/core/model/print';
import { runNetstat } from '../../../../src/core/netstat/run';
import { selectedRows } from '../../../../src/core/query/page/selectedRows';
import type { LocalEngine } from '../../../../src/node/engine/localEngine';
import { visibleText } from '../../../../src/node/netstat/visibleText';
import { KeptOutput } from '../netstat/fixtureEnvironment';
import { engineOn, fakeEtc } from '../../node/engineOn';
import { environmentOn } from '../../node/environmentOn';
import { type FakeReader, tcpTable } from '../../node/fakeReader';
import { rareMachine } from '../../rareMachine';

const UNIX_TABLE = `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01  7101 /run/d\u00c3\u00a9mon.sock
0000000000000000: 00000003 00000000 00000000 0001 03  7102
`;

const CONNECTIONS: PageSelection = {
  kind: 'page',
  view: 'connections',
  filter: '',
  groupBy: 'process',
  sortBy: 'foreignAddress',
  showsListening: true,
};

function machine(): FakeReader {
  const reader = rareMachine();
  reader.files.set(
    'self/net/tcp',
    tcpTable([
      { port: 80, inode: 3001 },
      { port: 8080, inode: 3002, uid: 4711 },
    ]),
  );
  reader.files.set('self/net/unix', UNIX_TABLE);
  reader.processes.set(70, {
    startTime: 200,
    comm: 'web',
    commandLine: ['/usr/sbin/a-program-with-a-long-name', '--secret=x'],
    sockets: [3001, 7101],
  });
  reader.processes.set(71, { startTime: 201, comm: 'worker', sockets: [3001] });
  return reader;
}

async function engine(): Promise<LocalEngine> {
  const made = engineOn(machine());
  await made.scan('all', true, 'listening');
  return made;
}

async function printed(request: Partial<PrintRequest> = {}): Promise<string> {
  return (await engine()).print({ format: 'text', numeric: true, rows: [CONNECTIONS], ...request });
}

/** What netstat itself prints of the machine. */
async function netstat(...args: string[]): Promise<string> {
  const output = new KeptOutput();
  await runNetstat(args, environmentOn(machine(), fakeEtc()), output);
  return visibleText(output.out);
}

/** The rows of Connections that the filter lets through, as a view has them. */
async function rows(filter: string): Promise<readonly SocketRow[]> {
  const snapshot = await engineOn(machine()).scan('all', true);
  return selectedRows(snapshot, { ...CONNECTIONS, filter });
}

describe('printing rows', () => {
  it('says of all sockets what netstat says, letter by letter', async () => {
    // netstat does not know today's place of X.25's file, and tells all addresses of an SCTP endpoint in one row.
    const x25 = /(?<=\n)Active X.25 sockets\n.*\n.*\n.*\n/;
    const isElsewhere = (line: string): boolean => line.includes('9003') || line.includes(':7   ');
    const ours = (await printed({ rows: [{ kind: 'snapshot' }] })).replace(x25, '');
    assert.match(ours, /70\/a-program-with-a/);
    const [actual, expected] = [ours, await netstat('-anepoW')].map((text) =>
      text
        .split('\n')
        .filter((line) => !isElsewhere(line))
        .toSorted(),
    );
    assert.deepEqual(actual, expected);
  });

  it('has names of services and users where numbers are not asked for', async () => {
    const ours = await printed({ numeric: false, rows: await rows('port:80') });
    assert.match(ours, /^tcp .* 127\.0\.0\.1:http .* ada +3001 /);
    assert.ok((await netstat('-aepoW', '--numeric-hosts')).includes(ours));
  });

  it('gives a single row without a title', async () => {
    const row = await printed({ rows: await rows('port:80') });
    assert.match(row, /^tcp .*70\/a-program-with-a\S* +off \(0\.00\/0\/0\)\n$/);
  });

  it('says so where they are servers alone', async () => {
    const text = await printed({ rows: await rows('proto:tcp'), areServers: true });
    assert.match(text, /^Active Internet connections \(only servers\)\nProto Recv-Q/);
    assert.equal(text.trimEnd().split('\n').length, 4);
  });

  it('selects groups of a view, and all that its filter lets through', async () => {
    const lines = async (selection: Partial<PageSelection>): Promise<number> =>
      (await printed({ format: 'csv', rows: [{ ...CONNECTIONS, ...selection }] })).trimEnd().split('\n')
        .length - 1;
    assert.equal(await lines({ groups: ['70 200'] }), 1);
    assert.equal(await lines({ groups: ['70 200', 'others others'] }), 15);
    assert.equal(await lines({ groups: ['no such group'] }), 0);
    assert.equal(await lines({}), 24);
    assert.equal(await lines({ filter: 'proto:ax25' }), 4);
    assert.equal(await lines({ view: 'unixSockets', groupBy: 'path' }), 2);
  });

  it('gives a JSON object for a row, and a list for several, with all owners', async () => {
    const one = JSON.parse(await printed({ format: 'json', rows: await rows('port:80') }));
    assert.equal(one.table, 'internet');
    assert.deepEqual(one.local, { address: '127.0.0.1', port: 80, host: null, service: null });
    assert.deepEqual(one.owners, [
      { pid: 70, startTime: 200, program: 'a-program-with-a-long-name' },
      { pid: 71, startTime: 201, program: 'worker' },
    ]);
    const { rows: all } = JSON.parse(await printed({ format: 'json', rows: [{ kind: 'snapshot' }] }));
    const tables = new Set(all.map(({ table }: { table: string }) => table));
    assert.deepEqual(
      tables,
      new Set(['internet', 'sctp', 'unix', 'ipx', 'ax25', 'netrom', 'appletalk', 'x25', 'rose']),
    );
    assert.equal(all.find(({ path }: { path?: string }) => path)?.path, '/run/démon.sock');
    const orphan = all.find(({ inode }: { inode?: number }) => inode === 3002);
    assert.deepEqual([orphan.owners, orphan.noOwner], [[], ['kernel', 'gone']]);
  });

  it('tells arguments where they are asked for', async () => {
    const rows = [{ kind: 'snapshot' }] as const;
    const text = await printed({ rows, commandLines: true });
    assert.match(
      text,
      /\nProcesses\nPID +Command line\n(.*\n)*70 +\/usr\/sbin\/a-program-with-a-long-name --secret=x\n/,
    );
    const { rows: told } = JSON.parse(await printed({ format: 'json', rows, commandLines: true }));
    const web = told.find(({ path }: { path?: string }) => path === '/run/démon.sock');
    assert.deepEqual(web.owners[0].commandLine, ['/usr/sbin/a-program-with-a-long-name', '--secret=x']);
  });

  it('tells the likely owner of a socket that has none, in text and data, as --likely does', async () => {
    const likelyOwner: LikelyOwner = {
      unit: 'ssh.service',
      unitOf: 'system',
      processes: [{ pid: 812, startTime: 9, program: 'sshd' }],
      count: 1,
      evidence: ['madeInGroup', 'onlyProcess'],
    };
    const found = (await rows('port:8080')).map((row) => ({ ...row, likelyOwner }));
    assert.match(await printed({ rows: found }), / 3002 {7}~812\/sshd {12}off /);
    const told = JSON.parse(await printed({ format: 'json', rows: found }));
    assert.deepEqual([told.owners, told.noOwner], [[], ['kernel', 'gone']]);
    assert.deepEqual(told.likelyOwner, { ...likelyOwner, uid: null, container: null, service: null });
    const [header, row] = (await printed({ format: 'csv', rows: found })).split('\n');
    assert.match(header ?? '', /,noOwner,likelyOwner\.unit,likelyOwner\.unitOf,/);
    assert.match(row ?? '', /,ssh\.service,system,/);
    assert.equal(
      JSON.parse(await printed({ format: 'json', rows: await rows('port:80') })).likelyOwner,
      null,
    );
  });

  it('gives a document of a whole snapshot, as --json does', async () => {
    const ours = JSON.parse(await printed({ format: 'json', rows: [{ kind: 'snapshot' }] }));
    const theirs = JSON.parse(await netstat('-anep', '--json'));
    assert.deepEqual(Object.keys(ours), Object.keys(theirs));
    assert.deepEqual([ours.schema, ours.mode, ours.exitStatus], [theirs.schema, theirs.mode, 0]);
    const tcp = ({ file }: { file: string }): boolean => file === '/proc/net/tcp';
    assert.deepEqual(ours.sources.find(tcp), theirs.sources.find(tcp));
  });

  it('has names and arguments of programs in every script', async () => {
    const reader = machine();
    const commandLine = ['/usr/bin/größe-世界', '--ort=Köln'];
    const bytes = commandLine.map((word) => Buffer.from(word).toString('latin1'));
    reader.processes.set(70, { startTime: 200, comm: 'web', commandLine: bytes, sockets: [3001] });
    reader.processes.delete(71);
    const made = engineOn(reader);
    const rows = [{ kind: 'snapshot' }] as const;
    await made.scan('all', true, 'listening');
    const text = await made.print({ format: 'text', numeric: true, rows, commandLines: true });
    assert.match(text, / 70\/größe-世界 +off /);
    assert.match(text, /^70 +\/usr\/bin\/größe-世界 --ort=Köln$/m);
    const { rows: told } = JSON.parse(
      await made.print({ format: 'json', numeric: true, rows, commandLines: true }),
    );
    const owned = told.find(({ inode }: { inode?: number }) => inode === 3001);
    assert.deepEqual(owned.owners, [{ pid: 70, startTime: 200, program: 'größe-世界', commandLine }]);
  });

  it('never tells arguments unasked', async () => {
    for (const format of ['text', 'json', 'csv'] as const) {
      assert.doesNotMatch(await printed({ format, rows: [{ kind: 'snapshot' }] }), /secret/);
    }
  });

  it('prints rows that an engine never read', async () => {
    const row = await rows('port:80');
    const fresh = engineOn(machine());
    assert.match(await fresh.print({ format: 'text', numeric: true, rows: row }), /^tcp /);
    assert.equal(await fresh.print({ format: 'text', numeric: true, rows: [CONNECTIONS] }), '');
  });
});
