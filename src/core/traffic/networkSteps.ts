import { counterIncrease } from '../query/rates';
import type { NetworkCounters, TrafficSample } from './trafficSample';

/** What the counters of a network did in a step. */
export type NetworkStep = Pick<
  TrafficSample,
  'interfaces' | 'uplinks' | 'retransmitted' | 'segmentsSent' | 'listenOverflows' | 'listenDrops'
>;

type InterfaceBytes = NetworkCounters['interfaces'][number];

const TOTALS = ['retransmitted', 'segmentsSent', 'listenOverflows', 'listenDrops'] as const;

/** Of each reading of counters, what they did since the one before. */
export class NetworkSteps {
  #last: { readonly network: string; readonly counters: NetworkCounters } | undefined;

  /** @param network whose counters they are @param isMeasured whether it is known how long the step took */
  next(network: string, counters: NetworkCounters, isMeasured: boolean): NetworkStep {
    const before = this.#last;
    this.#last = { network, counters };
    if (!isMeasured || before?.network !== network) return { interfaces: [] };
    const known = new Map(before.counters.interfaces.map((each) => [each.name, each]));
    const step: { -readonly [K in keyof NetworkStep]: NetworkStep[K] } = {
      interfaces: counters.interfaces.flatMap((each) => interfaceStep(known.get(each.name), each) ?? []),
      ...(counters.uplinks && { uplinks: counters.uplinks }),
    };
    for (const name of TOTALS) {
      const moved = increase(before.counters[name], counters[name]);
      if (moved !== undefined) step[name] = Number(moved);
    }
    return step;
  }
}

/**
 * Bytes of an interface in a step. One that was removed and made again has the same name: where more than one of its
 * counters is lower than before it began anew, though one alone may have wrapped.
 */
function interfaceStep(
  before: InterfaceBytes | undefined,
  now: InterfaceBytes,
): NetworkStep['interfaces'][number] | undefined {
  if (before === undefined) return undefined;
  const back = [now.received < before.received, now.sent < before.sent, now.lost < before.lost];
  if (back.filter((each) => each).length > 1) return undefined;
  const received = increase(before.received, now.received);
  const sent = increase(before.sent, now.sent);
  const lost = increase(before.lost, now.lost);
  if (received === undefined || sent === undefined || lost === undefined) return undefined;
  return { name: now.name, received: Number(received), sent: Number(sent), lost: Number(lost) };
}

function increase(before: bigint | undefined, now: bigint | undefined): bigint | undefined {
  return before === undefined || now === undefined ? undefined : counterIncrease(before, now);
}
