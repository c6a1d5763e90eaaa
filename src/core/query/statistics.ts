import type { StatisticsSection } from '../model/statistics';
import { KNOWN_SECTIONS } from '../netstat/statistics/statisticsText';
import { type CounterChange, counterChange, counterIncrease } from './rates';
import { type Trouble, troubleOf } from './troubles';

/** One counter as a view shows it. */
export interface CounterRow {
  /** The kernel's name. */
  readonly key: string;
  /** netstat's words without the number; undefined where netstat has none. */
  readonly words: string | undefined;
  /** Below which of netstat's histograms of ICMP messages it stands. */
  readonly histogram: 'input' | 'output' | undefined;
  readonly value: bigint;
  /** Whether it is a level, how many there are now, or a setting: neither counts. */
  readonly isLevel: boolean;
  /** Since the reading before; undefined where there is none, for a gauge, and where the counter began anew. */
  readonly change: CounterChange | undefined;
  /** How far it moved since the view was opened; undefined where that is not known, or it does not count. */
  readonly sinceOpened: bigint | undefined;
  /** What it speaks of where it moves. */
  readonly meaning: Trouble | undefined;
  /** The same where it moved since the reading before. */
  readonly trouble: Trouble | undefined;
}

/** A protocol's counters. */
export interface SectionRows {
  /** The kernel's name: "TcpExt". */
  readonly name: string;
  readonly rows: readonly CounterRow[];
  /** Counters that are 0, or that netstat never prints, and so are not among the rows. */
  readonly hidden: number;
}

/** Sections and when they were read, in milliseconds. */
export interface StatisticsReading {
  readonly takenAt: number;
  readonly sections: readonly StatisticsSection[];
}

/** How many there are now, not how many there have been. */
const GAUGES: ReadonlySet<string> = new Set(['Tcp.CurrEstab', 'Sctp.SctpCurrEstab', 'Mptcp.MPCurrEstab']);

/** Settings of the protocol, which the kernel tells among its counters. */
const SETTINGS: ReadonlySet<string> = new Set([
  'Ip.Forwarding',
  'Ip.DefaultTTL',
  'Tcp.RtoAlgorithm',
  'Tcp.RtoMin',
  'Tcp.RtoMax',
  'Tcp.MaxConn',
]);

/**
 * The counters of every protocol with what they did since the reading before.
 * @param showAll also those that are 0 and those that are settings; sections without rows are left out otherwise
 * @param opened the first reading since the view was opened
 */
export function statisticsRows(
  now: StatisticsReading,
  before: StatisticsReading | undefined,
  showAll: boolean,
  opened?: StatisticsReading,
): SectionRows[] {
  const milliseconds = now.takenAt - (before?.takenAt ?? now.takenAt);
  const [earlier, first] = [valuesIn(before), valuesIn(opened)];
  return now.sections
    .map(({ name, counters }) => {
      const [values, begun] = [earlier.get(name), first.get(name)];
      const shown = counters.filter(({ key, value }) => showAll || isCounting(name, key, value));
      const rows = shown.map(({ key, value }) =>
        row({ section: name, key, value, before: values?.get(key), opened: begun?.get(key), milliseconds }),
      );
      return { name, rows, hidden: counters.length - rows.length };
    })
    .filter(({ rows }) => rows.length > 0);
}

function valuesIn(reading: StatisticsReading | undefined): ReadonlyMap<string, ReadonlyMap<string, bigint>> {
  return new Map(reading?.sections.map(({ name, counters }) => [name, valuesOf(counters)]));
}

function valuesOf(counters: StatisticsSection['counters']): ReadonlyMap<string, bigint> {
  return new Map(counters.map(({ key, value }) => [key, value]));
}

function isCounting(section: string, key: string, value: bigint): boolean {
  return value !== 0n && !SETTINGS.has(`${section}.${key}`);
}

/** A counter's values, and the milliseconds between this and the one before. */
interface Values {
  readonly section: string;
  readonly key: string;
  readonly value: bigint;
  readonly before: bigint | undefined;
  readonly opened: bigint | undefined;
  readonly milliseconds: number;
}

function row({ section, key, value, before, opened, milliseconds }: Values): CounterRow {
  const [kind] = KNOWN_SECTIONS.get(section)?.texts[key] ?? [];
  const name = `${section}.${key}`;
  const isCounter = !GAUGES.has(name) && !SETTINGS.has(name);
  const meaning = troubleOf(section, key);
  const change = isCounter ? counterChange(before, value, milliseconds) : undefined;
  return {
    key,
    words: counterWords(section, key),
    histogram: kind === 'input' || kind === 'output' ? kind : undefined,
    value: SETTINGS.has(name) ? BigInt.asIntN(64, value) : value,
    isLevel: !isCounter,
    change,
    sinceOpened: isCounter && opened !== undefined ? counterIncrease(opened, value) : undefined,
    meaning,
    trouble: change !== undefined && change.increase > 0n ? meaning : undefined,
  };
}

/** netstat's sentence around the number: `segments received` of `# segments received`; undefined where it has none. */
export function counterWords(section: string, key: string): string | undefined {
  const [, text = ''] = KNOWN_SECTIONS.get(section)?.texts[key] ?? [];
  const words = text
    .replace(/^# (?:Number of )?/, '')
    .replace(/: #$/, '')
    .replace('#', '…')
    .trim();
  return words === '' ? undefined : words;
}
