import type { FileIssue, Parsed } from '../../core/model/issue';
import type { NetworkTable, TableContents, TableName } from '../../core/model/networkTable';
import type { Source } from '../../core/model/snapshot';
import type { GatheredInterfaces } from '../../core/netstat/gatherInterfaces';
import { parseCounterList } from '../../core/procfs/counterList';
import { parseIgmp } from '../../core/procfs/igmp';
import { parseIgmp6 } from '../../core/procfs/igmp6';
import { parseIpMasquerade } from '../../core/procfs/ipMasquerade';
import { parseIpv6Route } from '../../core/procfs/ipv6Route';
import { parseNfConntrack } from '../../core/procfs/nfConntrack';
import { parseRoute } from '../../core/procfs/route';
import { parseRtCache } from '../../core/procfs/rtCache';
import { parseSnmp } from '../../core/procfs/snmp';
import { parseSnmp6 } from '../../core/procfs/snmp6';
import type { ProcReader } from '../reader';

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

  read<Name extends TableName>(name: Name): NetworkTable<Name> {
    const collector = new Collector(this.#options.reader);
    const takenAt = Date.now();
    const contents = this.#contents[name](collector);
    return { takenAt, sources: collector.sources, issues: collector.issues, contents };
  }

  readonly #contents: { [Name in TableName]: (collector: Collector) => TableContents[Name] } = {
    routes: (collector) => ({
      ipv4: collector.rows('route', (bytes) => parseRoute(bytes, this.#options.littleEndian)),
      ipv6: collector.rows('ipv6_route', parseIpv6Route),
      cached: collector.rows('rt_cache', (bytes) => parseRtCache(bytes, this.#options.littleEndian)),
    }),
    interfaces: (collector) => {
      const { interfaces, devFailure } = this.#options.gatherInterfaces();
      const file = 'self/net/dev';
      collector.sources.push(
        devFailure === undefined
          ? { file, status: 'ok', rows: interfaces.length }
          : { file, status: statusOf(devFailure), code: devFailure, rows: 0 },
      );
      return { interfaces };
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
    nat: (collector) => ({
      tracked: collector.rows('nf_conntrack', parseNfConntrack),
      masqueraded: collector.rows('ip_masquerade', parseIpMasquerade),
    }),
  };
}

function statusOf(code: string): Source['status'] {
  if (code === 'ENOENT') return 'absent';
  return code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed';
}
