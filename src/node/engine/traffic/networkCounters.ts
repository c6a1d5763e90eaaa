import type { StatisticsSection } from '../../../core/model/statistics';
import { parseDev } from '../../../core/procfs/dev';
import { parseSnmp } from '../../../core/procfs/snmp';
import type { NetworkCounters } from '../../../core/traffic/trafficSample';
import type { ProcReader } from '../../reader';

/** What no file tells of. */
export const NO_COUNTERS: NetworkCounters = { interfaces: [] };

/**
 * Reads the counters of a network namespace: /proc/net/dev, snmp and netstat. What a file that cannot be read would tell is left
 * out.
 * @param reader to whom `self/net` is that of the namespace
 */
export function readNetworkCounters(reader: Pick<ProcReader, 'read'>): NetworkCounters {
  const dev = reader.read('self/net/dev');
  const devices = dev.status === 'ok' ? parseDev(dev.value).rows : [];
  const tcp = sectionOf(reader, 'snmp', 'Tcp');
  const more = sectionOf(reader, 'netstat', 'TcpExt');
  return {
    interfaces: devices.map((each) => ({
      name: each.name,
      received: each.rxBytes,
      sent: each.txBytes,
      lost: each.rxErrors + each.rxDropped + each.txErrors + each.txDropped,
    })),
    ...present('retransmitted', tcp, 'RetransSegs'),
    ...present('segmentsSent', tcp, 'OutSegs'),
    ...present('listenOverflows', more, 'ListenOverflows'),
    ...present('listenDrops', more, 'ListenDrops'),
  };
}

type Counters = StatisticsSection['counters'];

function sectionOf(reader: Pick<ProcReader, 'read'>, file: string, name: string): Counters {
  const read = reader.read(`self/net/${file}`);
  if (read.status !== 'ok') return [];
  return parseSnmp(read.value).rows.find((section) => section.name === name)?.counters ?? [];
}

function present<Name extends string>(
  name: Name,
  counters: Counters,
  key: string,
): { [Key in Name]?: bigint } {
  const value = counters.find((counter) => counter.key === key)?.value;
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: bigint });
}
