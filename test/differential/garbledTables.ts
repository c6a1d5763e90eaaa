/** A table of /proc/net with a line as the kernel writes it, whose garbled forms are held against the real netstat. */
export interface GarbledTable {
  /** Below /proc/net. */
  readonly file: string;
  readonly header: string;
  readonly line: string;
  /** Stands before the garbled line, so that what netstat has in memory can be told. */
  readonly before: string;
  readonly args: readonly string[];
  /** Files that must be there as well. */
  readonly others?: Readonly<Record<string, string>>;
}

const INET_HEADER =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const NUMBERS = '00000003:00000004 02:00000005 00000006  1000        7 12345';
const ENDS = '0100007F:0019 0A0200C0:01BB';
const ENDS6 = '00000000000000000000000001000000:0019 B80D0120000000000000000001000000:01BB';
const STREAM = '1 0000000000000000 20 4 30 10 -1';
const DATAGRAM = '2 0000000000000000 0';

function inet(file: string, option: string, ends: string, tail: string): GarbledTable {
  const isIPv6 = file.endsWith('6');
  const nowhere = '0'.repeat(isIPv6 ? 32 : 8);
  return {
    file,
    header: INET_HEADER,
    line: `   0: ${ends} 01 ${NUMBERS} ${tail}`,
    before: `   5: ${ends.slice(0, isIPv6 ? 32 : 8)}:0099 ${nowhere}:0000 0A 00000000:00000009 03:00000077 00000002    33        4 777 ${tail}`,
    args: [option, '-aneo'],
    ...(isIPv6 ? { others: { [file.slice(0, -1)]: `${INET_HEADER}\n` } } : {}),
  };
}

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
    file: 'ipx/socket',
    header: 'Local_Address               Remote_Address              Tx_Queue  Rx_Queue  State  Uid',
    line: '12345678:0000C0A80101:4003  ABCDEF01:0000C0A80102:0451  00000012  00000034  01     33',
    before: '00000001:000000000001:4003  0000000F:000000000FF1:0022  00000005  00000006  07     1000',
    args: ['--ipx', '-en'],
  },
];
