import type { ConnectionColumns } from './connectionStore';

/**
 * Takes over what is counted of a connection since it was made. None of it ever goes back: a lower figure than before is
 * no traffic, and the next higher one counts from the highest.
 * @param sent bytes of payload; NaN where they are not told, which leaves the totals as they are
 * @param isWatched whether the difference counts for the step
 * @param step its milliseconds, for rates; undefined where they are not known
 */
export function advance(
  columns: ConnectionColumns,
  slot: number,
  sent: number,
  received: number,
  retransmitted: number,
  isWatched: boolean,
  step: number | undefined,
): void {
  const { sentRate, receivedRate } = columns;
  const sentBefore = columns.sent[slot] ?? 0;
  // NaN alone is not itself.
  const isKnown = sentBefore === sentBefore;
  if (sent !== sent || received !== received || !isKnown) {
    sentRate[slot] = receivedRate[slot] = Number.NaN;
    if (sent === sent && received === received) {
      columns.sent[slot] = sent;
      columns.received[slot] = received;
      columns.retransmitted[slot] = retransmitted;
    }
    return;
  }
  const receivedBefore = columns.received[slot] ?? 0;
  const retransmittedBefore = columns.retransmitted[slot] ?? 0;
  const { stepSent, stepReceived } = columns;
  const moreSent = sent > sentBefore ? sent - sentBefore : 0;
  const moreReceived = received > receivedBefore ? received - receivedBefore : 0;
  const moreRetransmitted = retransmitted > retransmittedBefore ? retransmitted - retransmittedBefore : 0;
  if (moreSent + moreReceived + moreRetransmitted > 0) {
    columns.sent[slot] = sentBefore + moreSent;
    columns.received[slot] = receivedBefore + moreReceived;
    columns.retransmitted[slot] = retransmittedBefore + moreRetransmitted;
    if (isWatched) {
      stepSent[slot] = (stepSent[slot] ?? 0) + moreSent;
      stepReceived[slot] = (stepReceived[slot] ?? 0) + moreReceived;
      columns.stepRetransmitted[slot] = (columns.stepRetransmitted[slot] ?? 0) + moreRetransmitted;
      columns.did[slot] = 1;
    }
  } else if (columns.did[slot] === 0 && step !== undefined && isWatched) {
    // Most connections do nothing in a step, and of those nothing else is looked at.
    sentRate[slot] = receivedRate[slot] = 0;
    return;
  }
  if (step === undefined || !isWatched) sentRate[slot] = receivedRate[slot] = Number.NaN;
  else {
    sentRate[slot] = ((stepSent[slot] ?? 0) * 1000) / step;
    receivedRate[slot] = ((stepReceived[slot] ?? 0) * 1000) / step;
  }
}
