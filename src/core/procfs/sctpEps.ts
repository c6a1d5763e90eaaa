import type { Parsed } from '../model/issue';
import type { SctpEndpoint } from '../model/sctp';
import { readRows } from './lineFields';
import { sctpAddresses } from '../netstat/families/sctp/sctpFiles';

/** Reads /proc/net/sctp/eps; the format is net/sctp/proc.c:sctp_eps_seq_show() in the kernel. */
export function parseSctpEps(bytes: Uint8Array): Parsed<SctpEndpoint> {
  return readRows(bytes, 1, (fields) => {
    fields.word('ENDPT');
    fields.word('SOCK');
    const style = fields.int32('STY');
    const socketState = fields.int32('SST');
    fields.int32('HBKT');
    return {
      style,
      socketState,
      localPort: fields.int32('LPORT'),
      uid: fields.uint32('UID'),
      inode: fields.uint32('INODE'),
      localAddresses: sctpAddresses(fields.rest),
    };
  });
}
