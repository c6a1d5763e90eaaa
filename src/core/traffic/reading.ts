import type { ShownSockets } from '../query/page/shownSockets';
import type { Destroyed } from './destroyedSockets';
import type { NetworkCounters } from './trafficSample';

/** What a sample is made of. The sockets' snapshot has `traffic` where the kernel counts for who asks. */
export interface TrafficReading {
  readonly sockets: ShownSockets;
  readonly counters: NetworkCounters;
  /** Of each network namespace that is listened in, by its key; '' stands for the engine's own. */
  readonly destroyed: ReadonlyMap<string, Destroyed>;
  readonly takenAt: number;
  /** Milliseconds of a clock that does not jump and stands still while the machine sleeps. */
  readonly monotonic: number;
}
