import type { TrafficSample } from '../../../../../src/core/traffic/trafficSample';
import { type MadeRow, rowFigures } from './madeRows';

/** What of a sample matters to a test. */
export interface MadeSample {
  readonly at: number;
  /** Undefined for a first one, and behind a gap. */
  readonly step?: number | undefined;
  readonly interfaces?: Readonly<Record<string, readonly [received: number, sent: number, lost?: number]>>;
  readonly processes?: readonly MadeRow[];
  readonly connections?: readonly MadeRow[];
  readonly states?: Readonly<Record<number, number>>;
  readonly rest?: Partial<TrafficSample>;
}

export function madeSample(made: MadeSample): TrafficSample {
  const states = new Uint32Array(13);
  for (const [state, count] of Object.entries(made.states ?? {})) states[Number(state)] = count;
  return {
    sequence: 1,
    takenAt: made.at,
    ...(made.step !== undefined && { step: made.step }),
    interfaces: Object.entries(made.interfaces ?? {}).map(([name, [received, sent, lost = 0]]) => ({
      name,
      received,
      sent,
      lost,
    })),
    processes: rowFigures(made.processes ?? []),
    connections: rowFigures(made.connections ?? []),
    states,
    lost: 0,
    ...made.rest,
  };
}
