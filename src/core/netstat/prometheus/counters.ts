import { clean } from '../../text/clean';
import { decodeByteText } from '../../text/utf8';
import type { ByteText } from '../context/environment';
import { type Metric, Sums } from './metric';

/** What -s has among its counters that goes down, too. */
const GAUGE = /^(?:Forwarding|DefaultTTL|Rto(?:Algorithm|Min|Max)|MaxConn|(?:Sctp|MP)?CurrEstab)$/;

/** What it has in milliseconds: Prometheus wants seconds. */
const MILLISECONDS = /^(?:Rto(?:Min|Max)|TCPMemoryPressuresChrono)$/;

/** What stands in a row of data of a counter of -s. */
export interface StatisticsData {
  readonly section: ByteText;
  readonly key: ByteText;
  readonly value: bigint;
  /** netstat's for it, with the value. */
  readonly words: ByteText | null;
}

/** What stands in that of an interface. */
export interface InterfaceData {
  readonly name: ByteText;
  readonly counters: Readonly<Record<string, bigint>> | null;
}

/** The counters of -s as metrics, each once: IPv6 has TCP's, too. All that they have comes from their rows. */
export function statisticsMetrics(rows: readonly StatisticsData[]): Metric[] {
  const metrics = new Map<string, Metric>();
  const names = new Set<string>();
  for (const row of rows) {
    const key = `${row.section} ${row.key}`;
    if (metrics.has(key)) continue;
    const metric = statisticsMetric(row);
    let { name } = metric;
    // Names that differ in capitals alone.
    for (let i = 2; names.has(name); i++) name = metric.name.replace(/(_total)?$/, `_${i}$1`);
    names.add(name);
    metrics.set(key, { ...metric, name });
  }
  return [...metrics.values()];
}

function statisticsMetric({ section: of, key: counter, value, words }: StatisticsData): Metric {
  const isGauge = GAUGE.test(counter);
  const inSeconds = MILLISECONDS.test(counter);
  // The section stands before it already where the kernel has it in the name, as in "Ip6InReceives".
  const own = counter.startsWith(of) ? counter.slice(of.length) : counter;
  const name = snakeCase(own)
    .replace(/_chrono$/, '')
    .replace(/_octets$/, '_bytes');
  const unit = inSeconds ? '_seconds' : '';
  // What was below 0 in the file is so again, of a counter that has all its 64 bits.
  const exact = isGauge ? BigInt.asIntN(64, value) : value;
  const said = words === null ? '' : `: "${words.replace(String(value), '#')}"`;
  return {
    name: `netstat_${snakeCase(of)}_${name}${unit}${isGauge ? '' : '_total'}`,
    help: `${of} ${counter} of netstat -s${said}.`,
    samples: [[{}, inSeconds ? Number(exact) / 1000 : exact]],
  };
}

/** The counters of interfaces as metrics: all that are in the rows. */
export function interfaceMetrics(rows: readonly InterfaceData[]): Metric[] {
  const sums = new Map<string, Sums>();
  for (const { name, counters } of rows) {
    for (const [key, value] of Object.entries(counters ?? {})) {
      const sum = sums.get(key) ?? new Sums();
      sum.add({ interface: clean(decodeByteText(name)) }, value);
      sums.set(key, sum);
    }
  }
  return [...sums].map(([key, { samples }]) => {
    const name = snakeCase(key).replace(/^rx_/, 'receive_').replace(/^tx_/, 'transmit_');
    return { name: `netstat_interface_${name}_total`, help: `${key} of netstat -i --json.`, samples };
  });
}

/**
 * A name of the kernel's as Prometheus wants it: "TCPHPHits" is `tcp_hp_hits`, "InECT1Pkts" `in_ect1_pkts`. No word has one
 * letter alone: that would be a unit.
 */
function snakeCase(name: string): string {
  return name
    .replace(/^TCP(?=[A-Z])/, 'TCP_')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]{2,})([A-Z](?!s(?:[A-Z]|$))[a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_');
}
