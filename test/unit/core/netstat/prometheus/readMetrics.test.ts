/** What `netstat --prometheus` tells: all that the command's modes know. */
import assert from 'node:assert/strict';
import type { Environment } from '../../../../../src/core/netstat/context/environment';
import { runNetstat } from '../../../../../src/core/netstat/run';
import { parsedJson } from '../data/readCsv';
import { fixtureEnvironment, KeptOutput } from '../fixtureEnvironment';
import { inputOf } from '../recordedCases';
import { metricsOf, samplesOf } from './metricsOf';

const HEADER =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

/** A row of /proc/net/tcp: addresses as the kernel writes them, both queues in hexadecimal. */
function tcpRow(local: string, foreign: string, state: string, queues: string, inode: number): string {
  return `   0: ${local} ${foreign} ${state} ${queues} 00:00000000 00000000  1000        0 ${inode} 1\n`;
}

interface Process {
  readonly pid: number;
  readonly comm: string;
  readonly argument?: string;
  readonly inodes: readonly number[];
}

/** A machine of these tables of TCP and these processes. */
function machine(tables: Readonly<Record<string, string>>, processes: readonly Process[]): Environment {
  const files = new Map(Object.entries(tables).map(([name, rows]) => [`/proc/net/${name}`, HEADER + rows]));
  for (const { pid, comm, argument = comm } of processes) {
    files.set(`/proc/${pid}/stat`, `${pid} (${comm}) S 1 ${'0 '.repeat(17)}4711 0\n`);
    files.set(`/proc/${pid}/cmdline`, `${argument}\0--password=secret\0`);
  }
  return {
    ...fixtureEnvironment({ input: inputOf('cli'), files }),
    readDirectory: (path) =>
      path === '/proc'
        ? { ok: true, names: processes.map(({ pid }) => String(pid)) }
        : { ok: false, code: 'ENOENT' },
    socketsOf: (of) => ({
      ok: true,
      inodes: Float64Array.from(processes.find(({ pid }) => pid === of)?.inodes ?? []),
    }),
  };
}

const [ANY, LOCAL, PEER] = ['00000000:0016', '0100007F:0016', '0200000A:C350'];
const NOBODY_THERE = '00000000:0000';
const IDLE = '00000000:00000000';

/** A document with its values as text: they have 64 bits. */
function exact(json: string): string {
  return json.replaceAll(/"value":(\d+)/g, '"value":"$1"');
}

describe('metrics of the counters', () => {
  for (const set of ['real-sockets', 'snmp-all-keys']) {
    it(`are every one that -s has, with its value (${set})`, async () => {
      const environment = fixtureEnvironment({ input: inputOf(set) });
      const { text, status } = await metricsOf(environment);
      assert.equal(status, 0);
      let count = 0;
      for (const args of [['-s'], ['-s', '-6']]) {
        const output = new KeptOutput();
        await runNetstat([...args, '--json'], environment, output);
        for (const { section, key, value } of parsedJson(exact(output.out)).rows) {
          const told = new RegExp(`^# HELP (\\S+) ${String(section)} ${String(key)} of netstat -s`, 'm').exec(
            text,
          );
          assert.ok(told?.[1], `${String(section)} ${String(key)}`);
          // Prometheus wants seconds; and MaxConn is -1 in the file.
          const inSeconds = /_seconds(_total)?$/.test(told[1]);
          const signed = key === 'MaxConn' ? BigInt.asIntN(64, BigInt(String(value))) : value;
          const expected = inSeconds ? Number(value) / 1000 : signed;
          assert.deepEqual(samplesOf(text, told[1]), [` ${String(expected)}`], told[1]);
          count++;
        }
      }
      assert.ok(count > 150, `${count} counters`);
    });
  }

  it('are every one that -i has, of every interface', async () => {
    const environment = fixtureEnvironment({ input: inputOf('real-interfaces') });
    const { text } = await metricsOf(environment);
    const output = new KeptOutput();
    await runNetstat(['-ia', '--json'], environment, output);
    const rows = parsedJson(output.out).rows.filter(({ counters }) => counters !== null);
    assert.ok(rows.length > 0);
    for (const { name, counters } of rows) {
      for (const [key, value] of Object.entries(counters as object)) {
        const told = new RegExp(`^# HELP (\\S+_total) ${key} of netstat -i`, 'm').exec(text)?.[1] ?? '';
        const line = `{interface="${String(name)}"} ${String(value)}`;
        assert.ok(samplesOf(text, told).includes(line), `${key} of ${String(name)}`);
      }
    }
  });

  it('begin with netstat_ and hold to Prometheus’ rules', async () => {
    const { text } = await metricsOf(fixtureEnvironment({ input: inputOf('real-sockets') }));
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(
      ([, name = '', type]) => [name, type] as const,
    );
    assert.equal(new Set(types.map(([name]) => name)).size, types.length);
    for (const [name, type] of types) {
      assert.match(name, /^netstat(_[a-z\d]{2,})+$/);
      assert.equal(type, name.endsWith('_total') ? 'counter' : 'gauge', name);
      assert.match(text, new RegExp(`^# HELP ${name} \\S.*\\.$`, 'm'));
    }
    const words = [
      'tcp_ext_tcp_hp_hits_total',
      'ip_ext_in_ect1_pkts_total',
      'ip_ext_in_bytes_total',
      'tcp_rto_min_seconds',
    ];
    for (const name of words)
      assert.ok(
        types.some(([each]) => each === `netstat_${name}`),
        name,
      );
  });
});

describe('metrics of sockets', () => {
  it('count them by protocol, state and the name of the first process that holds them', async () => {
    const rows =
      tcpRow(ANY, NOBODY_THERE, '0A', '00000000:00000003', 501) +
      tcpRow(LOCAL, PEER, '01', '00000010:00000001', 502) +
      tcpRow(LOCAL, PEER, '01', '00000000:00000004', 503) +
      tcpRow(LOCAL, PEER, '06', IDLE, 0);
    const processes = [
      { pid: 10, comm: 'sshd', inodes: [501, 502] },
      { pid: 11, comm: 'bash', inodes: [502, 503] },
    ];
    const { text } = await metricsOf(machine({ tcp: rows }, processes), new Map([[501, 128]]));
    assert.deepEqual(samplesOf(text, 'netstat_sockets').toSorted(), [
      '{protocol="tcp",state="ESTABLISHED",owner="bash"} 1',
      '{protocol="tcp",state="ESTABLISHED",owner="sshd"} 1',
      '{protocol="tcp",state="LISTEN",owner="sshd"} 1',
      '{protocol="tcp",state="TIME_WAIT",owner="-"} 1',
    ]);
    assert.deepEqual(samplesOf(text, 'netstat_receive_queue_bytes'), [
      '{protocol="tcp",owner="sshd"} 1',
      '{protocol="tcp",owner="bash"} 4',
      '{protocol="tcp",owner="-"} 0',
    ]);
    assert.equal(samplesOf(text, 'netstat_send_queue_bytes')[0], '{protocol="tcp",owner="sshd"} 16');
    const listener = 'protocol="tcp",address="0.0.0.0",port="22",owner="sshd"';
    assert.deepEqual(samplesOf(text, 'netstat_listener_accept_queue'), [`{${listener}} 3`]);
    assert.deepEqual(samplesOf(text, 'netstat_listener_accept_queue_limit'), [`{${listener}} 128`]);
    assert.deepEqual(samplesOf(text, 'netstat_listener_sockets'), [
      `{${listener},state="LISTEN"} 1`,
      `{${listener},state="ESTABLISHED"} 2`,
      `{${listener},state="TIME_WAIT"} 1`,
    ]);
  });

  it('have connections with the listener of their address before that of all', async () => {
    const mapped = `0000000000000000FFFF0000${LOCAL}`;
    const any6 = `${'0'.repeat(32)}:0016`;
    const tables = {
      tcp:
        tcpRow(LOCAL, PEER, '01', IDLE, 1) +
        tcpRow('0200007F:0016', PEER, '01', IDLE, 2) +
        tcpRow('0200007F:0017', PEER, '01', IDLE, 3) +
        tcpRow(ANY, NOBODY_THERE, '0A', IDLE, 4) +
        tcpRow(LOCAL, NOBODY_THERE, '0A', IDLE, 5),
      tcp6:
        tcpRow(mapped, `0000000000000000FFFF0000${PEER}`, '01', IDLE, 6) +
        tcpRow(any6, `${'0'.repeat(32)}:0000`, '0A', IDLE, 7),
    };
    const { text } = await metricsOf(machine(tables, []));
    const connections = samplesOf(text, 'netstat_listener_sockets').filter((line) => line.includes('ESTAB'));
    assert.deepEqual(
      connections.map((line) => /protocol="(\w+)",address="([^"]+)",.* (\d+)$/.exec(line)?.slice(1)),
      [
        ['tcp', '127.0.0.1', '1'],
        ['tcp', '0.0.0.0', '1'],
        ['tcp6', '::', '1'],
      ],
    );
  });

  it('name programs by what they call themselves, and never by arguments, users or peers', async () => {
    const processes = [
      { pid: 10, comm: 'postgres', argument: 'postgres: alice shop 10.0.0.2(50000) idle', inodes: [1] },
      { pid: 11, comm: 'MainThread', argument: '/usr/bin/node', inodes: [2] },
    ];
    const rows = tcpRow(LOCAL, PEER, '01', IDLE, 1) + tcpRow(LOCAL, PEER, '01', IDLE, 2);
    const { text } = await metricsOf(machine({ tcp: rows }, processes));
    assert.deepEqual(samplesOf(text, 'netstat_sockets'), [
      '{protocol="tcp",state="ESTABLISHED",owner="postgres"} 1',
      '{protocol="tcp",state="ESTABLISHED",owner="node"} 1',
    ]);
    for (const secret of ['alice', '10.0.0.2', 'secret', '1000"']) assert.ok(!text.includes(secret), secret);
  });

  it('keep a hostile name within its label', async () => {
    const comm = 'a"} 1\n\\\xff\x1b[2J\xe2\x80\xae';
    const { text } = await metricsOf(
      machine({ tcp: tcpRow(LOCAL, PEER, '01', IDLE, 1) }, [{ pid: 10, comm, inodes: [1] }]),
    );
    const shown = Buffer.from(samplesOf(text, 'netstat_sockets').join('\n'), 'latin1').toString();
    assert.equal(shown, '{protocol="tcp",state="ESTABLISHED",owner="a\\"} 1 \\\\ÿ<U+001B>[2Jâ<U+0080>®"} 1');
  });

  it('name the 200 owners that have most, and sum the others', async () => {
    const processes = Array.from({ length: 250 }, (_, i) => ({
      pid: 10 + i,
      comm: `program${i}`,
      inodes: i < 30 ? [1000 + i, 2000 + i] : [1000 + i],
    }));
    const inodes = [...processes.flatMap(({ inodes }) => inodes), 0];
    const rows = inodes.map((inode) => tcpRow(LOCAL, PEER, '01', '00000000:00000001', inode)).join('');
    const { text } = await metricsOf(machine({ tcp: rows }, processes));
    for (const name of ['netstat_sockets', 'netstat_receive_queue_bytes']) {
      const samples = samplesOf(text, name);
      assert.equal(samples.length, 202);
      assert.equal(samples.filter((line) => /"program\d+"/.test(line)).length, 200);
      assert.match(samples.find((line) => line.includes('"other"')) ?? '', / 50$/);
      assert.match(samples.find((line) => line.includes('owner="-"')) ?? '', / 1$/);
      for (let i = 0; i < 30; i++) assert.ok(samples.some((line) => line.includes(`"program${i}"} 2`)));
    }
  });

  it('name 1,000 listeners, and sum the others', async () => {
    const rows = Array.from({ length: 1100 }, (_, i) => {
      const port = (1000 + i).toString(16).toUpperCase().padStart(4, '0');
      return tcpRow(`0100007F:${port}`, NOBODY_THERE, '0A', '00000000:00000001', 5000 + i);
    });
    const { text } = await metricsOf(machine({ tcp: rows.join('') }, []));
    const samples = samplesOf(text, 'netstat_listener_accept_queue');
    assert.equal(samples.length, 1001);
    assert.match(samples.find((line) => line.includes('port="other"')) ?? '', / 100$/);
  });

  it('say which files could not be read, and pass on what netstat says', async () => {
    const all = machine({ tcp: '' }, []);
    const environment: Environment = {
      ...all,
      openFile: (path) => (path === '/proc/net/udp' ? { ok: false, code: 'EACCES' } : all.openFile(path)),
      readDirectory: () => ({ ok: false, code: 'EACCES' }),
    };
    const { text, messages } = await metricsOf(environment);
    const files = samplesOf(text, 'netstat_file_readable');
    assert.ok(files.includes('{file="/proc/net/tcp"} 1'));
    assert.ok(files.includes('{file="/proc/net/udp"} 0'));
    assert.match(messages.join(''), /No info could be read for "-p"/);
  });
});
