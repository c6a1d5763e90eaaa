import type { Counter, StatisticsSection } from '../model/statistics';
import { printRow } from '../netstat/context/printRow';
import { counterData } from '../netstat/data/counterData';
import { counterLine } from '../netstat/statistics/statisticsRows';
import { parseCounterList } from '../procfs/counterList';
import { parseSnmp } from '../procfs/snmp';
import { parseSnmp6 } from '../procfs/snmp6';
import { addressSubject } from '../query/filter/filterSubject';
import { counterWords } from '../query/statistics';
import { rowsOf, type Table } from './table';

/** A counter and the section that it is of. */
export interface SectionCounter {
  readonly section: string;
  readonly counter: Counter;
}

/** The kernel's counters by protocol: of snmp, netstat, snmp6 and sctp/snmp, in that order. */
export const statistics: Table<
  { readonly sections: readonly StatisticsSection[] },
  { counter: SectionCounter }
> = {
  facts: ['text'],
  kinds: {
    counter: {
      title: ({ section }) => `${section}:\n`,
      print: (context, { section, counter }) =>
        printRow(
          context,
          'statistics',
          () => counterLine(section, counter),
          () => counterData({ name: section, counters: [] }, counter),
        ),
    },
  },
  read: ({ rows }, { filtered }) => {
    const sections = [
      ...rows('snmp', parseSnmp),
      ...rows('netstat', parseSnmp),
      ...rows('snmp6', parseSnmp6),
      { name: 'Sctp', counters: rows('sctp/snmp', parseCounterList) },
    ].map(({ name, counters }) => ({
      name,
      counters: filtered(counters, ({ key }) =>
        addressSubject([], [name, key, counterWords(name, key) ?? '']),
      ),
    }));
    return { sections: sections.filter(({ counters }) => counters.length > 0) };
  },
  rows: ({ sections }) =>
    sections.flatMap(({ name: section, counters }) =>
      rowsOf(
        'counter',
        counters.map((counter) => ({ section, counter })),
      ),
    ),
};
