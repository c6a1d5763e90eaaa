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

/** The tables. */
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
    file: 'proc/net/ax25',
    header: [],
    before: ['000000005c8e9b1a ax0 N0CALL-1 N1ABC-2 3 1 2 0 0 10 0 3 0 300 0 0 0 10 5 2 128 12 34 5001'],
    line: '000000005c8e9b1c ax1 N0CALL-1 N2XYZ-0,DIGI-1*,DIGI-2 1 7 6 0 0 10 0 3 0 300 0 0 0 10 5 2 128 56 78 5002',
    args: ['--ax25'],
  },
  {
    file: 'proc/net/nr',
    header: [
      'user_addr dest_node src_node  dev    my  your  st  vs  vr  va    t1     t2     t4      idle   n2  wnd Snd-Q Rcv-Q inode',
    ],
    before: [
      'N0CALL-1  N1ABC-2   N0CALL-3  nr0    12/34 56/78  3   1   2   0   0/010  0/005   0/180   0/900  0/3   4     12     34 6001',
    ],
    line: '*         *         N0CALL-3  nr1    00/00 00/00  2   5   7   0   0/120  0/005   0/180   0/900  0/3   4     56     78 6002',
    args: ['--netrom'],
  },
  {
    file: 'proc/net/rose',
    header: [
      'dest_addr  dest_call src_addr   src_call  dev   lci neigh st vs vr va   t  t1  t2  t3  hb    idle Snd-Q Rcv-Q inode',
    ],
    before: [
      '2080123456 N1ABC-2   2080654321 N0CALL-1  rose0 001 00001  3  1  2  0   0 200   5  60   0   0/0     0     0 7001',
    ],
    line: '2080123457 N1ABC-3   2080654322 N0CALL-2  rose1 002 00003  2  1  2  0   0 200   5  60   0   0/0     0     0 7002',
    args: ['--rose'],
  },
  {
    file: 'proc/net/x25',
    header: ['dest_addr  src_addr   dev   lci st vs vr va   t  t2 t21 t22 t23 Snd-Q Rcv-Q inode'],
    before: ['2080123456 2080654321 x25ta 001  3  1  2  0   0   3 180 180 180    12    34 8001'],
    line: '2080123457 2080654322 x25tb 002  2  5  6  0   0   3 180 180 180    56    78 8001',
    args: ['--x25', '-a'],
  },
  {
    file: 'proc/net/igmp',
    header: [
      'Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter',
      '1\tlo        :     1      V3',
    ],
    before: ['\t\t\t\t010000E0     1 0:00000000\t\t0'],
    line: '\t\t\t\tFB0000E0     2 0:00000000\t\t0',
    args: ['-gn'],
  },
  {
    file: 'proc/net/igmp',
    header: [
      'Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter',
      '1\tlo        :     1      V3',
    ],
    before: ['\t\t\t\t010000E0     1 0:00000000\t\t0'],
    line: '2\teth0      :     3      V2',
    after: ['\t\t\t\tFB0000E0     2 0:00000000\t\t0'],
    args: ['-gn'],
  },
  {
    file: 'proc/net/igmp6',
    header: [],
    before: ['1    lo              ff020000000000000000000000000001     1 0000000C 0'],
    line: '2    eth0            ff0200000000000000000001ff345678     2 00000004 0',
    args: ['-gn'],
    others: { 'proc/net/igmp': 'Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n' },
  },
  ...['-rn', '-rnee'].map((option) => ({
    file: 'proc/net/route',
    header: [ROUTE_HEADER],
    before: ['eth1\t000200C0\t00000000\t0001\t1\t2\t3\t00FFFFFF\t4\t5\t6'],
    line: 'eth0\t00000A0A\t010200C0\t0003\t7\t8\t100\t0000FFFF\t40\t50\t60',
    args: [option],
  })),
  {
    file: 'proc/net/route',
    header: [],
    before: [],
    line: ROUTE_HEADER,
    after: ['eth0\t00000A0A\t010200C0\t0003\t7\t8\t100\t0000FFFF\t40\t50\t60'],
    args: ['-rne'],
  },
  {
    file: 'proc/net/rt_cache',
    header: [
      'Iface\tDestination\tGateway \tFlags\t\tRefCnt\tUse\tMetric\tSource\t\tMTU\tWindow\tIRTT\tTOS\tHHRef\tHHUptod\tSpecDst',
    ],
    before: ['lo\t0A0200C0\t0A0200C0\t80000000\t1\t9\t0\t076433C6\t16436\t0\t0\t0A\t-1\t0\t0A0200C0'],
    line: 'eth0\t076433C6\t010200C0\t       2\t0\t5\t0\t0A0200C0\t1500\t0\t0\t00\t1\t1\t0A0200C0',
    args: ['-rCne'],
  },
  {
    file: 'proc/net/ipv6_route',
    header: [],
    before: [
      '20010db8000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0',
    ],
    line: 'fe800000000000000000000000000000 0a 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000002 0012d687 00000003     eth1',
    args: ['-r6n'],
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
    file: 'proc/net/snmp',
    header: [],
    before: ['Ip: Forwarding DefaultTTL InReceives', 'Ip: 1 64 2'],
    line: 'Icmp: InMsgs InErrors InEchos Other',
    after: ['Icmp: 11 12 13 14', 'Udp: InDatagrams NoPorts', 'Udp: 5 6'],
    args: ['-s'],
  },
  {
    file: 'proc/net/snmp6',
    header: [],
    before: ['Ip6InReceives                   \t2'],
    line: 'Ip6InHdrErrors                  \t17',
    after: ['Icmp6InMsgs                     \t3', 'UdpLite6InErrors 4'],
    args: ['-s6'],
  },
  {
    file: 'proc/net/ip_masquerade',
    header: ['Prc FromIP   FPrt ToIP     TPrt Masq Init-seq  Delta PDelta Expires (free=40000,40000,40000)'],
    before: ['TCP 0A010203:8000 C6336407:01BB EA60 00000000      0      0   86391'],
    line: 'UDP 0A010204:0035 C6336408:0035 EA61 0000000A     -5     12     123',
    args: ['-Mne'],
  },
  {
    file: 'proc/net/sctp/eps',
    header: [' ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS'],
    before: ['ffff8800 ffff8801 2   10  29   5060   1000 9001 127.0.0.1 '],
    line: 'ffff8804 ffff8805 2   10  31   7        33 9003 192.0.2.10 2001:0DB8:0000:0000:0000:0000:0000:0001 ',
    args: ['-Slne'],
  },
  {
    file: 'proc/net/sctp/assocs',
    header: [
      ' ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS <-> RADDRS HBINT INS OUTS MAXRT T1X T2X RTXC wmema wmemq sndbuf rcvbuf',
    ],
    before: [
      'ffff8810 ffff8811 2   1   3  0    12   0        0    1000 9101 40000  5060  *127.0.0.1 <-> *127.0.0.1 \t    7500    10    10   10    0    0        0        1        0   212992   212992',
    ],
    line: 'ffff8812 ffff8813 2   1   3  0    13   10     20       0 9102 5060  40000  *192.0.2.10 10.1.2.3 <-> *198.51.100.7 198.51.100.8 \t    7500    10    10   10    0    0        0        1        0   212992   212992',
    args: ['-Sne'],
  },
  {
    file: 'proc/net/ipx/route',
    header: ['Network    Router_Net   Router_Node'],
    before: ['12345678   Directly     Connected'],
    line: '12345679   12345678     0080C7ABCDEF',
    args: ['-r', '-A', 'ipx'],
  },
  {
    file: 'proc/net/ax25_route',
    header: ['callsign  dev  mode digipeaters'],
    before: ['N1ABC-2   ax0    *'],
    line: 'default   ax1    7 DIGI-1',
    args: ['-r', '-A', 'ax25'],
  },
  {
    file: 'proc/net/x25/route',
    header: ['address          digits  device'],
    before: ['000000000000000  0       x25tap1'],
    line: '2080123456       10      x25tap0',
    args: ['-r', '-A', 'x25'],
  },
  {
    file: 'proc/net/atalk_route',
    header: ['Target        Router  Flags Dev'],
    before: ['0000:00      65280:2   3     eth0'],
    line: '65280:0     0:0     5    eth1',
    args: ['-r', '-A', 'ddp'],
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
