import type { TrafficSummary } from '../../model/traffic';
import type { TrafficSample } from '../trafficSample';

/** TCP_ESTABLISHED of include/net/tcp_states.h. */
const ESTABLISHED = 1;

/** What goes over it never leaves the machine. */
const LOOPBACK = 'lo';

/** The figures of a sample. Rates are unknown where nothing says how long its step was. */
export function summaryOf(sample: TrafficSample | undefined): TrafficSummary {
  if (sample === undefined) return { established: 0, lost: 0 };
  const { step, interfaces, states, lost } = sample;
  const known: { -readonly [Key in keyof TrafficSummary]: TrafficSummary[Key] } = {
    established: states[ESTABLISHED] ?? 0,
    lost,
    ...(sample.isPartial && { isPartial: true }),
  };
  if (step === undefined || !(step > 0)) return known;
  const perSecond = (count: number): number => (count * 1000) / step;
  const outside = interfaces.filter(({ name }) => name !== LOOPBACK);
  if (interfaces.length > 0) {
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
