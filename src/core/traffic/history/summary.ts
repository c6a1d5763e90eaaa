import type { TrafficSummary } from '../../model/traffic';
import type { TrafficSample } from '../trafficSample';
import { LOOPBACK } from '../uplinks';

/** TCP_ESTABLISHED of include/net/tcp_states.h. */
const ESTABLISHED = 1;

/** The figures of a sample. Rates are unknown where nothing says how long its step was. */
export function summaryOf(sample: TrafficSample | undefined): TrafficSummary {
  if (sample === undefined) return { established: 0, lost: 0 };
  const { step, interfaces, uplinks, states, lost } = sample;
  const known: { -readonly [Key in keyof TrafficSummary]: TrafficSummary[Key] } = {
    established: states[ESTABLISHED] ?? 0,
    lost,
    ...(sample.isPartial && { isPartial: true }),
  };
  if (step === undefined || !(step > 0)) return known;
  const perSecond = (count: number): number => (count * 1000) / step;
  const outside = interfaces.filter(({ name }) => uplinks?.includes(name) ?? name !== LOOPBACK);
  // One that began anew is missing: then it is not known what went over it.
  if (outside.length === 0) {
    if (uplinks === undefined && interfaces.length > 0) known.isLoopbackOnly = true;
  } else {
    known.received = perSecond(outside.reduce((sum, each) => sum + each.received, 0));
    known.sent = perSecond(outside.reduce((sum, each) => sum + each.sent, 0));
  }
  if (sample.opened !== undefined) known.opened = perSecond(sample.opened);
  if (sample.closed !== undefined) known.closed = perSecond(sample.closed);
  const { retransmitted, segmentsSent } = sample;
  if (retransmitted !== undefined && segmentsSent !== undefined) {
    // OutSegs has no segments that were sent again (RFC 4022, tcpOutSegs).
    const all = segmentsSent + retransmitted;
    known.retransmitted = all > 0 ? retransmitted / all : 0;
  }
  return known;
}
