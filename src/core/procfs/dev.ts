import type { InterfaceCounters } from '../model/interface';
import type { Parsed } from '../model/issue';
import { counterReader } from './counterReader';
import { readRows } from './lineFields';
import { latin1 } from './scan';

/** A device's name ends at the first colon, that of an alias of old kernels ("eth0:1:") at the second. */
const NAME = /\s*([^\s:]+(?::\d+(?=:))?):/y;

/** The header's two lines fit in this. */
const HEADER_LIMIT = 400;

/**
 * Reads /proc/net/dev; the format is net/core/net-procfs.c:dev_seq_printf_stats() in the kernel. The header tells
 * which columns there are: kernels before 2.1 have no bytes, those before 2.2 no compressed and multicast. An
 * unreadable number and those after it count as 0.
 */
export function parseDev(bytes: Uint8Array): Parsed<InterfaceCounters> {
  const header = latin1(bytes, 0, Math.min(bytes.length, HEADER_LIMIT));
  const hasBytes = header.includes('bytes');
  const hasCompressed = header.includes('compressed');
  return readRows(bytes, 2, (fields) => {
    const name = fields.match(NAME, 'face', 'has no name before a colon');
    const counter = counterReader(fields, 'is missing');
    const newer = (field: string): bigint => (hasCompressed ? counter(field) : 0n);
    const counted = (field: string): bigint => (hasBytes ? counter(field) : 0n);
    return {
      name,
      rxBytes: counted('receive bytes'),
      rxPackets: counter('receive packets'),
      rxErrors: counter('receive errs'),
      rxDropped: counter('receive drop'),
      rxFifo: counter('receive fifo'),
      rxFrame: counter('receive frame'),
      rxCompressed: newer('receive compressed'),
      rxMulticast: newer('receive multicast'),
      txBytes: counted('transmit bytes'),
      txPackets: counter('transmit packets'),
      txErrors: counter('transmit errs'),
      txDropped: counter('transmit drop'),
      txFifo: counter('transmit fifo'),
      collisions: counter('transmit colls'),
      txCarrier: counter('transmit carrier'),
      txCompressed: newer('transmit compressed'),
    };
  });
}
