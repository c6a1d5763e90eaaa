import type { InterfaceCounters } from '../model/interface';
import type { Parsed } from '../model/issue';
import { readRows } from './fields';
import { latin1 } from './scan';

/** A device name ends at the first colon, but an alias of old kernels ("eth0:1:") at the second. */
const NAME = /\s*([^\s:]+(?::\d+(?=:))?):/y;

const FIRST_LINES = 400;

/**
 * Reads /proc/net/dev; the format is net/core/net-procfs.c:dev_seq_printf_stats() in the kernel. The header tells
 * which columns there are: kernels before 2.1 have no bytes, those before 2.2 no compressed and multicast.
 */
export function parseDev(bytes: Uint8Array): Parsed<InterfaceCounters> {
  const header = latin1(bytes, 0, Math.min(bytes.length, FIRST_LINES));
  const hasBytes = header.includes('bytes');
  const hasCompressed = header.includes('compressed');
  return readRows(bytes, 2, (fields) => {
    const newer = (name: string): bigint => (hasCompressed ? fields.uint64(name) : 0n);
    const counted = (name: string): bigint => (hasBytes ? fields.uint64(name) : 0n);
    return {
      name: fields.match(NAME, 'face', 'has no name before a colon'),
      rxBytes: counted('receive bytes'),
      rxPackets: fields.uint64('receive packets'),
      rxErrors: fields.uint64('receive errs'),
      rxDropped: fields.uint64('receive drop'),
      rxFifo: fields.uint64('receive fifo'),
      rxFrame: fields.uint64('receive frame'),
      rxCompressed: newer('receive compressed'),
      rxMulticast: newer('receive multicast'),
      txBytes: counted('transmit bytes'),
      txPackets: fields.uint64('transmit packets'),
      txErrors: fields.uint64('transmit errs'),
      txDropped: fields.uint64('transmit drop'),
      txFifo: fields.uint64('transmit fifo'),
      collisions: fields.uint64('transmit colls'),
      txCarrier: fields.uint64('transmit carrier'),
      txCompressed: newer('transmit compressed'),
    };
  });
}
