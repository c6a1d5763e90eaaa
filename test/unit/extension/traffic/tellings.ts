/** What the Traffic page tells of a made-up machine, place by place. Import it behind what stands in for `vscode`. */
import type { Snapshot } from '../../../../src/core/model/snapshot';
import {
  TRAFFIC_COLUMNS,
  TRAFFIC_KINDS,
  TRAFFIC_PLOTS,
  type TrafficKind,
  type TrafficRow,
  type TrafficRowsQuestion,
} from '../../../../src/core/model/traffic';
import { uncounted } from '../../../../src/core/model/trafficTable';
import { isTextColumn } from '../../../../src/core/traffic/trafficColumns';
import type { Names } from '../../../../src/extension/names';
import { nodesOfTraffic } from '../../../../src/extension/traffic/rowNodes';
import { trafficDetails } from '../../../../src/extension/traffic/trafficDetails';
import type { KnownNames } from '../../../../src/node/engine/traffic/knownNames';
import { NO_COUNTERS } from '../../../../src/node/engine/traffic/networkCounters';
import { Traffic } from '../../../../src/node/engine/traffic/traffic';
import type { FakeEngine } from '../fakeEngine';

const NOW = Date.now();

/** All that the page is told of a machine, by the place that shows it. */
export interface Told {
  readonly rows: readonly TrafficRow[];
  /** Cells of the table. */
  readonly cells: readonly string[];
  /** Names of series. */
  readonly plots: readonly string[];
  readonly csv: readonly string[];
  readonly json: readonly string[];
  /** What is copied, line by line. */
  readonly copy: readonly string[];
  readonly samples: readonly string[];
  /** Title, labels and values. */
  readonly details: readonly string[];
  /** The same rows as commands have them. */
  readonly nodes: readonly string[];
}

function questionOf(kind: TrafficKind): TrafficRowsQuestion {
  return {
    ...({
      place: 'editor',
      kind,
      filter: '',
      sort: [],
      columns: TRAFFIC_COLUMNS,
      first: 0,
      count: 400,
    } as const),
    ...({ isHeld: false, strings: 0, names: 'numbers' } as const),
  };
}

/** Asks for everything. @param kinds of rows that are asked for */
export async function tell(
  machine: Snapshot,
  { engine, names }: { readonly engine: FakeEngine; readonly names: Names },
  kinds: readonly TrafficKind[] = TRAFFIC_KINDS,
): Promise<Told> {
  let now = 0;
  const traffic = new Traffic({
    counters: () => NO_COUNTERS,
    placeOf: () => undefined,
    names: { service: () => undefined, host: () => undefined } as unknown as KnownNames,
    monotonic: () => (now += 1_000),
  });
  const { length } = machine.inet.inode;
  for (const step of [0, 1, 2]) {
    const counted = uncounted(length);
    for (let row = 0; row < length; row++) {
      counted.cookie[row] = row + 1;
      counted.sent[row] = counted.received[row] = step * 1_000;
    }
    traffic.take({ ...machine, traffic: counted, takenAt: NOW - 2_000 + step * 1_000 });
  }
  const told = { cells: [], csv: [], json: [], copy: [] } as Record<
    'cells' | 'csv' | 'json' | 'copy',
    string[]
  >;
  const rows: TrafficRow[] = [];
  for (const kind of kinds) {
    const question = questionOf(kind);
    const { cells, strings, ids } = traffic.rows(question);
    for (const column of TRAFFIC_COLUMNS.filter(isTextColumn))
      for (const at of cells[column] ?? []) told.cells.push(strings.texts[at] ?? '');
    rows.push(...traffic.row([...ids]).filter((row) => row !== undefined));
    const text = (format: 'csv' | 'json' | 'tsv'): string[] =>
      traffic.text({ of: 'rows', format, rows: question, window: 1 }).split('\n');
    told.csv.push(...text('csv'));
    told.json.push(...text('json'));
    told.copy.push(...text('tsv').flatMap((line) => line.split('\t')));
  }
  const { plots } = traffic.series({ place: 'editor', window: 1, processes: 5 });
  const samples = traffic
    .text({ of: 'samples', format: 'csv', rows: questionOf('hosts'), window: 1 })
    .split('\n');
  const sources = { engine, names, roots: { of: () => [] }, snapshot: () => machine };
  const { containers = [] } = machine;
  const details = await Promise.all(rows.map(trafficDetails({ ...sources, containers: () => containers })));
  return {
    ...told,
    rows,
    plots: TRAFFIC_PLOTS.flatMap((plot) => plots[plot].map(({ label, id }) => label || id)),
    samples,
    details: details.flatMap(({ title, lines }) => [
      title,
      ...lines.flatMap((line) => ('heading' in line ? line.heading : [line.label, line.value])),
    ]),
    nodes: nodesOfTraffic(rows, sources, containers).flatMap(({ row }) => [row.label, row.description ?? '']),
  };
}
