import type { FileIssue, Parsed } from '../../../core/model/issue';
import type { TrackingCount } from '../../../core/model/networkContents';
import type { NetworkTable, TableContents, TableName } from '../../../core/model/networkTable';
import type { Source } from '../../../core/model/snapshot';
import type { GatheredInterfaces } from '../../../core/netstat/interfaces/gatherInterfaces';
import { parseCounterList } from '../../../core/procfs/counterList';
import { parseDev } from '../../../core/procfs/dev';
import { parseIfInet6 } from '../../../core/procfs/ifInet6';
import { parseIgmp } from '../../../core/procfs/igmp';
import { parseIgmp6 } from '../../../core/procfs/igmp6';
import { parseIpMasquerade } from '../../../core/procfs/ipMasquerade';
import { parseIpv6Route } from '../../../core/procfs/ipv6Route';
import { parseNfConntrack } from '../../../core/procfs/nfConntrack';
import { parseRoute } from '../../../core/procfs/route';
import { parseRtCache } from '../../../core/procfs/rtCache';
import { parseSnmp } from '../../../core/procfs/snmp';
import { parseSnmp6 } from '../../../core/procfs/snmp6';
import type { Filter } from '../../../core/query/filter/filter';
import { readFilter } from '../../../core/query/filter/parse';
import { natContents } from '../../../core/query/nat';
import { MOST_ROWS } from '../../../core/query/parts';
import { routeContents } from '../../../core/query/routeOrder';
import type { ProcReader } from '../../reader';
import { decode } from '../../text';

/** Issues a file may report. */
const ISSUES_PER_FILE = 100;

/** What reading the tables needs of the machine. */
export interface NetworkTablesOptions {
  /** Reads /proc. */
  readonly reader: ProcReader;
  readonly littleEndian: boolean;
  /** All interfaces, from /proc/net/dev and what the system tells beside it. */
  gatherInterfaces(): GatheredInterfaces;
}

/** Which rows are selected of tables that may be very long. */
interface RowSelection {
  readonly filter: Filter;
  readonly most: number;
}

/** Collects the rows of files, and what could not be read of them. */
class Collector {
  readonly sources: Source[] = [];
  readonly issues: FileIssue[] = [];
  readonly #reader: ProcReader;

  constructor(reader: ProcReader) {
    this.#reader = reader;
  }

  /** The rows of one file below /proc/net; none where it cannot be read. */
  rows<Row>(name: string, parse: (bytes: Uint8Array) => Parsed<Row>): readonly Row[] {
    const file = `self/net/${name}`;
    const result = this.#reader.read(file);
    if (result.status !== 'ok') {
      this.sources.push({ file, status: result.status, code: result.code, rows: 0 });
      return [];
    }
    const { rows, issues } = parse(result.value);
    this.sources.push({ file, status: 'ok', rows: rows.length });
    for (const issue of issues.slice(0, ISSUES_PER_FILE)) this.issues.push({ ...issue, file });
    return rows;
  }
}

/** Reads the machine's tables beside those of sockets, each whenever it is asked for. */
export class NetworkTables {
  readonly #options: NetworkTablesOptions;

  constructor(options: NetworkTablesOptions) {
    this.#options = options;
  }

  /**
   * @param most rows that are kept of a list that may be very long
   * @throws where the filter expression is wrong; the views take only right ones from their users
   */
  read<Name extends TableName>(name: Name, filter = '', most = MOST_ROWS): NetworkTable<Name> {
    const collector = new Collector(this.#options.reader);
    const takenAt = Date.now();
    const began = performance.now();
    const contents = this.#contents[name](collector, { filter: readFilter(filter), most });
    const { sources, issues } = collector;
    return { takenAt, duration: performance.now() - began, filter, sources, issues, contents };
  }

  readonly #contents: {
    [Name in TableName]: (collector: Collector, selection: RowSelection) => TableContents[Name];
  } = {
    routes: (collector, { most }) =>
      routeContents(
        collector.rows('route', (bytes) => parseRoute(bytes, this.#options.littleEndian)),
        collector.rows('ipv6_route', parseIpv6Route),
        collector.rows('rt_cache', (bytes) => parseRtCache(bytes, this.#options.littleEndian)),
        most,
      ),
    interfaces: (collector) => {
      // Both are read again with all else that is told of an interface: here they tell what is wrong with them.
      collector.rows('dev', parseDev);
      collector.rows('if_inet6', parseIfInet6);
      return { interfaces: this.#options.gatherInterfaces().interfaces };
    },
    multicastGroups: (collector) => ({
      ipv4: collector.rows('igmp', (bytes) => parseIgmp(bytes, this.#options.littleEndian)),
      ipv6: collector.rows('igmp6', parseIgmp6),
    }),
    statistics: (collector) => {
      const sections = [
        ...collector.rows('snmp', parseSnmp),
        ...collector.rows('netstat', parseSnmp),
        ...collector.rows('snmp6', parseSnmp6),
      ];
      const sctp = collector.rows('sctp/snmp', parseCounterList);
      return { sections: sctp.length === 0 ? sections : [...sections, { name: 'Sctp', counters: sctp }] };
    },
    nat: (collector, { filter, most }) =>
      natContents(
        collector.rows('nf_conntrack', parseNfConntrack),
        collector.rows('ip_masquerade', parseIpMasquerade),
        this.#trackingCount(),
        filter,
        most,
      ),
  };

  #trackingCount(): TrackingCount | undefined {
    const number = (name: string): number | undefined => {
      const file = this.#options.reader.read(`sys/net/netfilter/${name}`);
      return file.status === 'ok' ? Number.parseInt(decode(file.value), 10) : undefined;
    };
    const count = number('nf_conntrack_count');
    return count === undefined ? undefined : { count, most: number('nf_conntrack_max') };
  }
}
