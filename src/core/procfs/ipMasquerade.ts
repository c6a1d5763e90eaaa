import type { Parsed } from '../model/issue';
import type { MasqueradeEntry } from '../model/masquerade';
import { readRows } from './lineFields';
import { latin1, lineEnd } from './scan';

/**
 * Reads /proc/net/ip_masquerade; the format is net/ipv4/ip_masq.c:ip_msqhst_procinfo() of kernels 2.0 and 2.2, whose
 * header tells whether there is a column PDelta. Addresses are in network order.
 */
export function parseIpMasquerade(bytes: Uint8Array): Parsed<MasqueradeEntry> {
  const hasPreviousDelta = latin1(bytes, 0, lineEnd(bytes, 0, bytes.length)).includes('PDelta');
  return readRows(bytes, 1, (fields) => {
    const protocol = fields.word('Prc');
    const source = fields.hex32('FromIP');
    fields.skip(':', 'FPrt');
    const sourcePort = fields.hex32('FPrt');
    const destination = fields.hex32('ToIP');
    fields.skip(':', 'TPrt');
    return {
      protocol,
      source,
      sourcePort,
      destination,
      destinationPort: fields.hex32('TPrt'),
      masqueradePort: fields.hex32('Masq'),
      initialSequence: fields.hex32('Init-seq'),
      delta: fields.int32('Delta'),
      previousDelta: hasPreviousDelta ? fields.int32('PDelta') : undefined,
      expires: fields.uint32('Expires'),
    };
  });
}
