import type { Snapshot } from '../../src/core/model/snapshot';
import type { TrafficRowsQuestion } from '../../src/core/model/traffic';
import { FileReader } from '../../src/node/reader';
import { Netlink } from '../../src/node/engine/sockets/netlink';
import { Tables } from '../../src/node/engine/sockets/tables';
import { KnownNames } from '../../src/node/engine/traffic/knownNames';
import { readNetworkCounters } from '../../src/node/engine/traffic/networkCounters';
import { Traffic, type TrafficTools } from '../../src/node/engine/traffic/traffic';
import { loadSystemCalls } from '../../src/node/system/systemCalls';
import { newEngine } from './engine';

/** What the page asks for after each sample: the rows in sight, filtered, those with most traffic first. */
export const ROWS: TrafficRowsQuestion = {
  ...({ place: 'panel', kind: 'connections', filter: 'state:established', isHeld: false } as const),
  sort: [
    { column: 'receivedRate', isDescending: true },
    { column: 'process', isDescending: false },
  ],
  columns: [
    'process',
    'pid',
    'protocol',
    'localAddress',
    'foreignAddress',
    'state',
    'receivedRate',
    'sentRate',
  ],
  ...({ first: 0, count: 60, strings: 0, names: 'services' } as const),
};

const SERIES = { place: 'panel', window: 5, processes: 8 } as const;

/** Of so many connections one does something in a step. */
export const ACTIVE = 5;

/** Samples without an engine. @param more what is told beside the machine's own counters */
export function newTraffic(more: Partial<TrafficTools> = {}): Traffic {
  const reader = new FileReader('/proc');
  const hosts = { known: () => undefined, namesOf: () => Promise.resolve([]) };
  return new Traffic({
    counters: () => readNetworkCounters(reader),
    placeOf: () => undefined,
    names: new KnownNames(hosts, () => Promise.resolve({ nameOf: () => undefined })),
    ...more,
  });
}

/** A pass for traffic, whole and part by part. */
export class TrafficParts {
  readonly #tables: Tables;
  readonly #engine = newEngine(true);
  readonly #traffic = newTraffic();
  #samples = 0;

  constructor() {
    const calls = loadSystemCalls();
    if (calls instanceof Error) throw calls;
    this.#tables = new Tables(new FileReader('/proc'), true, new Netlink(calls, true));
  }

  /** The sockets and what the kernel counts of them. */
  read(): void {
    this.#tables.read('inet', false, true);
  }

  /** @returns what a pass of the engine read */
  scan(traffic: boolean): Snapshot {
    return this.#engine.scanForChanges('inet', false, undefined, traffic).snapshot;
  }

  /** Has some connections have done something meanwhile, as far as the samples are told. */
  move({ traffic }: Snapshot): void {
    const bytes = ++this.#samples * 10_000;
    for (let row = 0; row < (traffic?.sent.length ?? 0); row += ACTIVE) {
      if (traffic === undefined) return;
      traffic.sent[row] = (traffic.sent[row] ?? 0) + bytes;
      traffic.received[row] = (traffic.received[row] ?? 0) + bytes;
    }
  }

  /** Rates and sums. */
  take(snapshot: Snapshot): void {
    this.#traffic.take(snapshot);
  }

  /** @returns rows in sight */
  rows(): number {
    return this.#traffic.rows(ROWS).ids.length;
  }

  series(): void {
    this.#traffic.series(SERIES);
  }
}
