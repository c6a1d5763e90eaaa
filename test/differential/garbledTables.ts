/** A file with a line as the kernel or a user writes it, whose garbled forms are held against the real netstat. */
export interface GarbledTable {
  /** "proc/net/tcp". */
  readonly file: string;
  readonly header: readonly string[];
  readonly line: string;
  /** Stand before the garbled line, so that what netstat has in memory can be told, and after it. */
  readonly before: readonly string[];
  readonly after?: readonly string[];
  readonly args: readonly string[];
  /** Files that must be there as well. */
  readonly others?: Readonly<Record<string, string>>;
}

/** The files of /etc, where it is not these that are garbled. */
export const FILES_OF_ETC: Readonly<Record<string, string>> = {
  'etc/nsswitch.conf': 'passwd: files\nhosts: files\nnetworks: files\nservices: files\nprotocols: files\n',
  'etc/passwd': 'root:x:0:0::/:/bin/sh\nwww-data:x:33:33::/:/bin/sh\nalice:x:1000:1000::/:/bin/sh\n',
  'etc/hosts': '127.0.0.1 localhost\n192.0.2.10 ten.example.org\n2001:db8::1 six.example.org\n',
  'etc/networks': 'default 0.0.0.0\nloopback 127.0.0.0\nlink-local 169.254.0.0\n',
  'etc/services': 'smtp 25/tcp\nhttps 443/tcp\nbootps 67/udp\n',
  'etc/protocols': 'ip 0 IP\nicmp 1 ICMP\ntcp 6 TCP\n',
};

const INET_HEADER = [
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
];
const NUMBERS = '00000003:00000004 02:00000005 00000006  1000        7 12345';
const ENDS = '0100007F:0019 0A0200C0:01BB';
const ENDS6 = '00000000000000000000000001000000:0019 B80D0120000000000000000001000000:01BB';
const STREAM = '1 0000000000000000 20 4 30 10 -1';
const DATAGRAM = '2 0000000000000000 0';

function inet(name: string, option: string, ends: string, tail: string): GarbledTable {
  const isIPv6 = name.endsWith('6');
  const nowhere = '0'.repeat(isIPv6 ? 32 : 8);
  const start = `   5: ${ends.slice(0, isIPv6 ? 32 : 8)}:0099 ${nowhere}:0000 0A`;
  return {
    file: `proc/net/${name}`,
    header: INET_HEADER,
    line: `   0: ${ends} 01 ${NUMBERS} ${tail}`,
    before: [`${start} 00000000:00000009 03:00000077 00000002    33        4 777 ${tail}`],
    args: [option, '-aneo'],
    ...(isIPv6 ? { others: { [`proc/net/${name.slice(0, -1)}`]: `${INET_HEADER.join('')}\n` } } : {}),
  };
}

const ROUTE_HEADER = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';

/** A table of sockets that names are shown of. */
const NAMED_SOCKETS: Readonly<Record<string, string>> = {
  'proc/net/tcp': [
    INET_HEADER,
    ...[0, 33, 1000, 7].map(
      (uid, row) =>
        `   ${row}: 0100007F:0019 0A0200C0:01BB 01 00000000:00000000 00:00000000 00000000  ${uid}        0 12345`,
    ),
    '   9: 0502000A:0007 05000000:0043 01 00000000:00000000 00:00000000 00000000  5        0 12345',
    '',
  ].join('\n'),
  'proc/net/raw': `${INET_HEADER.join('')}\n   1: 0100007F:0001 00000000:0000 07 00000000:00000000 00:00000000 00000000  33 0 1\n   2: 0502000A:0006 00000000:0000 07 00000000:00000000 00:00000000 00000000  33 0 1\n`,
  'proc/net/route': `${ROUTE_HEADER}\neth0\t0000FEA9\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\neth0\t0000000A\t0502000A\t0003\t0\t0\t0\t000000FF\t0\t0\t0\neth0\t00000001\t0A0200C0\t0007\t0\t0\t0\tFFFFFFFF\t0\t0\t0\n`,
};

/**
 * The tables. Others are left out: of those the parsers keep to what kernels write, and netstat shows for the rest what it
 * has in memory.
 */
export const GARBLED_TABLES: readonly GarbledTable[] = [
  inet('tcp', '-t', ENDS, STREAM),
  inet('tcp6', '-t', ENDS6, STREAM),
  inet('udp', '-u', ENDS, DATAGRAM),
  inet('udp6', '-u', ENDS6, DATAGRAM),
  inet('udplite', '-U', ENDS, DATAGRAM),
  inet('raw', '-w', ENDS, DATAGRAM),
  inet('raw6', '-w', ENDS6, DATAGRAM),
  {
    file: 'proc/net/unix',
    header: ['Num       RefCount Protocol Flags    Type St Inode Path'],
    before: ['0000000000000000: 00000002 00000000 00010000 0001 01 12345 /run/a.sock'],
    line: '0000000000000000: 00000003 00000000 00000000 0002 03 54321 @/tmp/.X11-unix/X0 and more',
    args: ['-xa'],
  },
  {
    file: 'proc/net/ipx/socket',
    header: ['Local_Address               Remote_Address              Tx_Queue  Rx_Queue  State  Uid'],
    line: '12345678:0000C0A80101:4003  ABCDEF01:0000C0A80102:0451  00000012  00000034  01     33',
    before: ['00000001:000000000001:4003  0000000F:000000000FF1:0022  00000005  00000006  07     1000'],
    args: ['--ipx', '-en'],
  },
  {
    file: 'proc/net/snmp',
    header: [],
    before: ['Ip: Forwarding DefaultTTL InReceives', 'Ip: 1 64 2', 'Icmp: InMsgs InErrors InEchos Other'],
    line: 'Icmp: 11 12 13 14',
    after: ['Udp: InDatagrams NoPorts', 'Udp: 5 6'],
    args: ['-s'],
  },
  {
    file: 'etc/passwd',
    header: [],
    before: ['root:x:0:0::/:/bin/sh'],
    line: ' carol:x:33:33:Carol:/home/carol:/bin/sh',
    after: ['bob:x:1000:1000::/:/bin/sh'],
    args: ['-tnae', '--numeric-hosts'],
    others: NAMED_SOCKETS,
  },
  {
    file: 'etc/services',
    header: [],
    before: ['echo 7/tcp'],
    line: 'smtp\t\t25/tcp\t\tmail # Simple',
    after: ['https 443/tcp'],
    args: ['-ta', '--numeric-hosts'],
    others: NAMED_SOCKETS,
  },
  {
    file: 'etc/protocols',
    header: [],
    before: ['ip 0 IP'],
    line: 'icmp\t1\tICMP # control',
    after: ['tcp 6 TCP'],
    args: ['-wa', '--numeric-hosts'],
    others: NAMED_SOCKETS,
  },
  {
    file: 'etc/networks',
    header: [],
    before: ['default 0.0.0.0'],
    line: 'link-local\t169.254.0.0 alias # comment',
    after: ['ten 10'],
    args: ['-r'],
    others: NAMED_SOCKETS,
  },
  {
    file: 'etc/hosts',
    header: [],
    before: ['127.0.0.1 localhost'],
    line: '192.0.2.10\tten.example.org ten # comment',
    after: ['10.0.2.5 five.example.org'],
    args: ['-ta', '--numeric-ports'],
    others: NAMED_SOCKETS,
  },
];
