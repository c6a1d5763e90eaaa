import type { Options } from '../commandLine/options';
import type { ByteText } from '../context/environment';
import type { ExitStatus } from '../context/output';
import type { DataWriter } from '../data/dataSink';
import { type InterfaceData, interfaceMetrics, type StatisticsData, statisticsMetrics } from './counters';
import { type Metric, Sums } from './metric';
import type { MetricsRun } from './metricsRun';
import { programNames } from './programNames';
import { SocketMetrics } from './socketMetrics';

/** How many connections may wait at each TCP listener, by its inode; as far as that is known. */
export type AcceptLimits = ReadonlyMap<number, number>;

/** What came of reading everything once. */
export interface ReadMetrics {
  readonly metrics: readonly Metric[];
  /** That of the first table that failed. */
  readonly status: ExitStatus;
}

/**
 * Reads what the command's modes tell: all sockets with their owners, interfaces, and the counters of IPv4 and IPv6.
 * @param tell takes netstat's messages
 */
export async function readMetrics(
  { options, environment, round }: Pick<MetricsRun, 'options' | 'environment' | 'round'>,
  limits: AcceptLimits,
  tell: (message: ByteText) => void,
): Promise<ReadMetrics> {
  const sockets = new SocketMetrics(programNames(environment), (inode) => limits.get(inode));
  const statistics: StatisticsData[] = [];
  const interfaces: InterfaceData[] = [];
  const files = new Sums();
  const writer: DataWriter = {
    begin: () => undefined,
    row: (table, row) => {
      if (table === 'statistics') statistics.push(row as unknown as StatisticsData);
      else if (table === 'interfaces') interfaces.push(row as unknown as InterfaceData);
      else sockets.add(table, row);
    },
    issues: () => undefined,
    message: tell,
    error: tell,
    end: (sources) => {
      for (const { file, status } of sources) {
        if (status !== 'absent') files.add({ file: file as ByteText }, status === 'ok' ? 1 : 0);
      }
    },
  };
  let failed: ExitStatus = 0;
  for (const asked of allOf(options)) failed ||= await round(asked, writer);
  const help = 'Whether the file could be read: what it would have told is missing where not.';
  const readable: Metric = {
    name: 'netstat_file_readable',
    help,
    samples: files.samples.map(([labels, sum]) => [labels, Math.min(1, Number(sum))]),
  };
  return {
    metrics: [
      ...sockets.metrics(),
      readable,
      ...interfaceMetrics(interfaces),
      ...statisticsMetrics(statistics),
    ],
    status: failed,
  };
}

/** What netstat is asked for: `-anp`, `-ia`, `-s` and `-s -6`. */
function allOf(options: Options): Options[] {
  const all: Options = {
    ...options,
    format: 'json',
    which: 'all',
    ...{ numericHosts: true, numericPorts: true, numericUsers: true },
  };
  const statistics: Options = {
    ...all,
    mode: 'statistics',
    ...{ tcp: true, udp: true, raw: true, sctp: true },
  };
  return [
    { ...all, programs: true },
    { ...all, mode: 'interfaces' },
    statistics,
    { ...statistics, families: ['inet6'] },
  ];
}
