import assert from 'node:assert/strict';
import { hardwareLine } from '../../../../src/core/netstat/interfaces/hardware';
import { runNetstat } from '../../../../src/core/netstat/run';
import { fixtureEnvironment, KeptOutput } from './fixtureEnvironment';
import { inputOf } from './recordedCases';

const DEV_HEADER =
  'Inter-|   Receive                                                |  Transmit\n' +
  ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n';

/** What netstat prints where /proc/net and /sys hold these files alone. */
async function run(argv: readonly string[], files: Readonly<Record<string, string>>): Promise<KeptOutput> {
  const output = new KeptOutput();
  const environment = fixtureEnvironment({ input: inputOf('cli'), files: new Map(Object.entries(files)) });
  await runNetstat(argv, environment, output);
  return output;
}

/** Each was seen in the real netstat, on files and devices made for it. */
describe('oddities of netstat', () => {
  it('gives the use of a reject route one column more where all columns are shown', async () => {
    const { out } = await run(['-rnee'], {
      '/proc/net/route':
        'Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n' +
        '* 097100CB 00000000 0205 0 452585889 45930 FFFFFFFF 0 0 0\n',
    });
    assert.match(
      out,
      /^203\.0\.113\.9 {5}- {15}255\.255\.255\.255 !H {4}45930 {2}- {2}452585889 - {8}- {5}- {6}-$/m,
    );
  });

  it('keeps three blanks behind long counts of the cache', async () => {
    const row = (refs: number): string =>
      `eth0 05000000 09000000 0000 0 0 0 05000000 1500 0 0 89 ${refs} 0 05000000\n`;
    const { out } = await run(['-rCnee'], {
      '/proc/net/rt_cache': `Iface Destination Gateway Flags RefCnt Use Metric Source MTU Window IRTT TOS HHRef HHUptod SpecDst\n${row(-1)}${row(761811110)}`,
    });
    assert.match(out, / 89 {2}-1 {4}0 {11}0\.0\.0\.5\n/);
    assert.match(out, / 89 {2}761811110 {3}0 {11}0\.0\.0\.5\n/);
  });

  it('names the column that a routing table lacks', async () => {
    const { out, err } = await run(['-r'], {
      '/proc/net/route': 'Iface Destination Gateway Flags RefCnt Use Metric Mask MTU IRTT\n',
    });
    assert.match(out, /^Kernel IP routing table\nDestination .*\n$/);
    assert.equal(err, 'warning: /proc/net/route does not contain required field Window\n');
  });

  it('shows 16 bits of a masquerading delta', async () => {
    const { out } = await run(['-Mne'], {
      '/proc/net/ip_masquerade':
        'Prc FromIP FPrt ToIP TPrt Masq Init-seq Delta PDelta Expires\n' +
        'UDP 0A010203:0050 7FFFFFFF:01BB 0001 00000000 -257118 -53 44805563\n',
    });
    assert.match(
      out,
      /^udp 7467:35\.63 {10}0 {2}5026 {3}-53 10\.1\.2\.3 {13}127\.255\.255\.255 {6}80 -> 443 \(1\)$/m,
    );
  });

  it('shows no IPX network that means all, nor a node in it', async () => {
    const { out } = await run(['--ipx'], {
      '/proc/net/ipx/socket':
        'Local_Address Remote_Address Tx_Queue Rx_Queue State Uid\n' +
        'FFFFFFFF:4001 FFFFFFFF:0000000000FF:0451 00000000 00000000 07 000\n',
    });
    assert.match(out, /^IPX {8}0 {6}0 :0140 {22}:5104 {27}$/m);
  });

  it('gives a row what it lacks from the row before, and numbers that are too large whole', async () => {
    const files = {
      '/proc/net/tcp':
        'header\n   0: 0100007F:0019 0A0200C0:01BB 01 00000003:00000004 02:00000005 00000006  1000        7 12345 1\n' +
        '   1: 0100007F:001A 0A0200C0:10000 01 -1:FFFFFFFFF 02:-1 -6\n' +
        '   2: 0100007F:001B 0A0200C0:01BB 01 0:0 00:0 0 33 1\n',
    };
    const { out } = await run(['-4tnaeo'], files);
    const start = (queues: string, port: number): string => `tcp   ${queues} 127.0.0.1:${port}            `;
    assert.deepEqual(out.split('\n').slice(2), [
      `${start('     4      3', 25)}192.0.2.10:443          ESTABLISHED 1000       12345      keepalive (0.05/6/7)`,
      `${start('68719476735     -1', 26)}192.0.2.10:*            ESTABLISHED 1000       12345      keepalive (184467440737095520.00/-6/7)`,
      `${start('     0      0', 27)}192.0.2.10:443          ESTABLISHED 33         12345      off (0.00/0/1)`,
      '',
    ]);
    // By its whole number, which is not 0, the foreign port makes it none of the servers.
    assert.equal((await run(['-4tnl'], files)).out.split('\n').length, 3);
    const { rows } = JSON.parse((await run(['-4tnae', '--json'], files)).out) as {
      rows: { inode: number }[];
    };
    assert.deepEqual(
      rows.map(({ inode }) => inode),
      [12345, 0, 0],
    );
  });

  it('gives an IPX row what it lacks from the row before, its ports with their bytes swapped once more', async () => {
    const header = 'Local_Address Remote_Address Tx_Queue Rx_Queue State Uid\n';
    const { out } = await run(['--ipx', '-en'], {
      '/proc/net/ipx/socket':
        `${header}12345678:0000C0A80101:4003 ABCDEF01:1:0451 12 34 01 33\n` +
        '12345678:0000C0A80101:4003 ABCDEF01:1:0451 5 x\n12345678:2.5:4003\n12345678:zz:4003 Not_Connected\n',
    });
    assert.deepEqual(out.split('\n').slice(2), [
      'IPX       18     52 12345678:0000C0A80101:0340 ABCDEF01:100000000000:5104 ESTAB 33        ',
      'IPX        5     52 12345678:0000C0A80101:0340 ABCDEF01:100000000000:5104 ESTAB 33        ',
      'IPX        5     52 12345678:200000000000:0340 ABCDEF01:100000000000:0451 ESTAB 33        ',
      'IPX        5     52 12345678:0340              -                          ESTAB 33        ',
      '',
    ]);
    const environment = fixtureEnvironment({
      input: inputOf('cli'),
      files: new Map([
        ['/proc/net/ipx/socket', `${header}1:2:3 Not_Connected 0 0 7 0\n1:2:3\n1:2:4 1:2:3 0 0 7 0\n`],
      ]),
    });
    const output = new KeptOutput();
    assert.equal(await runNetstat(['--ipx'], environment, output), 255);
    assert.equal(output.out.split('\n').length, 4);
    assert.equal(output.err, "netstat.c: Internal Error `ipx socket format error in destination port'.\n");
  });

  it('reads damaged rows of UNIX sockets field by field', async () => {
    const { out, err } = await run(['-xa'], {
      '/proc/net/unix':
        'Num RefCount Protocol Flags Type St Inode Path\n' +
        '0000000000000000: 00000002 00000000 00010000 0001 01 12345 /run/a.sock\n' +
        '-1: FFFFFFFFF 0x0 -1 +5 0X\n0: -2 1 0 101 101 18446744073709551615x y\n0: 1 0 0 1\n0:1 0 0 1 3 -7/b\n',
    });
    assert.equal(
      out.split('\n').slice(2).join('\n'),
      'unix  2      [ ACC ]     STREAM     LISTENING     12345    /run/a.sock\n' +
        'unix  68719476735 [ ACC W N ] SEQPACKET  FREE          12345    \n' +
        '??    -2     [ ]         UNKNOWN    UNKNOWN       18446744073709551615 x\n' +
        'unix  1      [ ]         STREAM     CONNECTED     18446744073709551609 /b\n',
    );
    assert.equal(err, 'warning, got bogus unix line.\n');
  });

  it('shows no masquerading where a row of it cannot be read', async () => {
    const header = 'Prc FromIP FPrt ToIP TPrt Masq Init-seq Delta PDelta Expires\n';
    const row = '0A010203:0050 7FFFFFFF:01BB 0001 00000000 -257118 -53 44805563\n';
    for (const [line, failure] of [
      [`UDPX ${row}`, 'unknown type'],
      [`udp ${row}`, 'unknown type'],
      ['UDP 0A010203\n', 'format error'],
    ] as const) {
      const { out, err } = await run(['-M'], { '/proc/net/ip_masquerade': `${header}UDP ${row}${line}` });
      assert.deepEqual([out, err], ['', `masq_info.c: Internal Error \`ip_masquerade ${failure}'.\n`]);
    }
    assert.match((await run(['-M'], { '/proc/net/ip_masquerade': `${header}ICMP ${row}` })).out, /^icmp/m);
  });

  it('takes no notice of a line of statistics that is the last and has no pair', async () => {
    const { err } = await run(['-s'], {
      '/proc/net/snmp': 'Tcp: InSegs\nTcp: 4\n\n',
      '/proc/net/netstat': '\n\n',
    });
    assert.equal(err, 'Problem while parsing /proc/net/netstat\n');
  });

  it('carries the indent of statistics from one file to the next', async () => {
    const { out, err } = await run(['-s'], {
      '/proc/net/snmp': 'Icmp: InMsgs InEchos\nIcmp: 1 2\nFoo: A\nFoo: 3\n',
      '/proc/net/netstat': 'FooExt: B\nFooExt: 4\nBad\nX: 1\n',
      '/proc/net/sctp/snmp': 'X 5\n',
    });
    assert.equal(
      out,
      'Icmp:\n    1 ICMP messages received\n    ICMP input histogram:\n        echo requests: 2\n' +
        'Foo:\n        A: 3\nFooExt:\n        B: 4\nSctp:\n    X: 5\n',
    );
    assert.equal(err, 'Problem while parsing /proc/net/netstat\n');
  });

  it('counts the lines of groups from 0', async () => {
    const { err } = await run(['-gn'], {
      '/proc/net/igmp':
        'Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n1\tlo        :\n\tx\n',
      '/proc/net/igmp6': 'bogus\n',
    });
    assert.equal(err, 'warning, got bogus igmp line 2.\nwarning, got bogus igmp6 line 0.\n');
  });

  it('writes the largest counters with a rounder division than the others', async () => {
    const { out } = await run(['-iae'], {
      '/proc/net/dev': `${DEV_HEADER} x: 2305843009213693951 1 0 0 0 0 0 0 1048576 0 0 0 0 0 0 0\n`,
    });
    assert.match(out, /RX packets 1 {2}bytes 2305843009213693951 \(2\.0 EiB\)$/m);
    assert.match(out, /TX packets 0 {2}bytes 1048576 \(1024\.0 KiB\)$/m);
    assert.match(out, /^x: flags=0< {2}mtu 0$/m);
  });

  it('names the scope of an IPv6 address by its bits, after "compat" too', async () => {
    const scopes = ['00', '01', '10', '20', '40', '80', '81', 'a0', 'b0', 'e0'];
    const lines = scopes.map((scope) => `${'0'.repeat(31)}1 01 80 ${scope} 80       lo\n`);
    const { out } = await run(['-iae'], {
      '/proc/net/dev': `${DEV_HEADER} lo: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n`,
      '/proc/net/if_inet6': lines.join(''),
    });
    assert.deepEqual(
      [...out.matchAll(/scopeid (.*)$/gm)].map((match) => match[1]),
      [
        '0x0<global>',
        '0x1',
        '0x10<host>',
        '0x20<link>',
        '0x40<site>',
        '0x80<compat,global>',
        '0x81<compat>',
        '0xa0<compat,link>',
        '0xb0<compat,link,host>',
        '0xe0<compat,link,site>',
      ],
    );
  });

  it('looks up hosts of routes in 0.0.0.0/8 as any others, and networks of that very number', async () => {
    const files = {
      '/etc/nsswitch.conf': 'hosts: files\n',
      '/etc/hosts': '0.0.0.5 five\n0.0.0.8 eight\n',
      '/etc/networks': 'zeronet 0.0.0.9\nother 0.0.0.5\n',
    };
    const { out } = await run(['-r'], {
      ...files,
      '/proc/net/route':
        'Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n' +
        'a 05000000 08000000 0007 0 0 0 FFFFFFFF 0 0 0\n' +
        'b 09000000 09000000 0007 0 0 0 FFFFFFFF 0 0 0\n' +
        'c 09000000 00000000 0001 0 0 0 FFFFFFFF 0 0 0\n',
    });
    assert.deepEqual(
      out
        .split('\n')
        .map((line) => line.split(/\s+/).slice(0, 2).join(' '))
        .slice(2, 5),
      ['five eight', '0.0.0.9 0.0.0.9', 'zeronet 0.0.0.0'],
    );
    // Of sockets, and in the cache, such an address is a network.
    const { out: sockets } = await run(['-4ta', '--numeric-ports'], {
      ...files,
      '/proc/net/tcp': 'h\n 0: 05000000:0001 09000000:0001 01 0:0 0:0 0 0 0 1 1\n',
    });
    assert.match(sockets, / other:1 +zeronet:1 /);
  });

  it('passes over a holder whose command line cannot be read', async () => {
    const output = new KeptOutput();
    const environment = fixtureEnvironment({
      input: inputOf('cli'),
      files: new Map([
        [
          '/proc/net/unix',
          'Num RefCount Protocol Flags Type St Inode Path\n0: 2 0 0 1 1 70\n0: 2 0 0 1 1 71\n0: 2 0 0 1 1 72\n',
        ],
        ['/proc/11/cmdline', '/bin/second\0'],
        ['/proc/12/cmdline', ''],
      ]),
    });
    const sockets = new Map([
      [10, [70, 71]],
      [11, [70]],
      [12, [72]],
    ]);
    environment.readDirectory = () => ({ ok: true, names: ['10', '11', '12', '13'] });
    environment.socketsOf = (pid) => {
      const inodes = sockets.get(pid);
      return inodes === undefined
        ? { ok: false, code: 'EACCES' }
        : { ok: true, inodes: Float64Array.from(inodes) };
    };
    await runNetstat(['-xap'], environment, output);
    assert.deepEqual(
      output.out
        .split('\n')
        .slice(2)
        .map((line) => line.slice(58).trim()),
      ['11/second', '-', '12/', ''],
    );
    assert.match(output.err, /^\(Not all processes could be identified/);
    sockets.delete(11);
    sockets.delete(12);
    await runNetstat(['-xap'], environment, output);
    assert.match(output.err, /\(No info could be read for "-p": geteuid\(\)=0/);
  });

  it('shows of a bridge’s port only what a user asked for', async () => {
    const files = {
      '/proc/net/dev': `${DEV_HEADER} veth1: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n`,
      '/sys/class/net/veth1/flags': '0x1303\n',
      '/sys/class/net/veth1/operstate': 'up\n',
      '/sys/class/net/veth1/mtu': '1500\n',
    };
    assert.match((await run(['-i'], files)).out, / ABMPRU$/m);
    const port = { ...files, '/sys/class/net/veth1/brport/state': '3\n' };
    assert.match((await run(['-i'], port)).out, / BMRU$/m);
  });
});

describe('hardwareLine', () => {
  const address = [0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8];
  const lines: readonly (readonly [type: number, line: string])[] = [
    [0, 'netrom PPQQRR-3  txqueuelen 9  (AMPR NET/ROM)'],
    [1, 'ether a0:a1:a2:a3:a4:a5  txqueuelen 9  (Ethernet)'],
    [2, 'unspec A0-A1-A2-A3-A4-A5-A6-A7-00-00-00-00-00-00-00-00  txqueuelen 9  (UNSPEC)'],
    [7, 'arcnet A0  txqueuelen 9  (ARCnet)'],
    [15, 'dlci -24160  txqueuelen 9  (Frame Relay DLCI)'],
    [27, 'eui64 A0:A1:A2:A3:A4:A5:A6:A7  txqueuelen 9  (Generic EUI-64)'],
    [270, 'rose a0a1a2a3a4  txqueuelen 9  (AMPR ROSE)'],
    [512, 'ppp  txqueuelen 9  (Point-to-Point Protocol)'],
    [768, 'tunnel   txqueuelen 9  (IPIP Tunnel)'],
    [774, 'fddi A0-A1-A2-A3-A4-A5  txqueuelen 9  (Fiber Distributed Data Interface)'],
    [776, 'sit  txqueuelen 9  (IPv6-in-IPv4)'],
  ];
  for (const [type, line] of lines) {
    it(`of type ${type}`, () => assert.equal(hardwareLine(type, address, 9), line));
  }
});
