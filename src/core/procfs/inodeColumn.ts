import { latin1 } from './scan';

/**
 * The inodes of a table whose last column they are: /proc/net/netlink (net/netlink/af_netlink.c:netlink_native_seq_show()
 * in the kernel) and /proc/net/packet (net/packet/af_packet.c:packet_seq_show()). Lines without one are left out.
 */
export function parseInodeColumn(bytes: Uint8Array): number[] {
  const inodes: number[] = [];
  for (const line of latin1(bytes, 0, bytes.length).split('\n').slice(1)) {
    const [, inode] = /(?:^|\s)(\d+)\s*$/.exec(line) ?? [];
    if (inode !== undefined) inodes.push(Number(inode));
  }
  return inodes;
}
