import { parseDev } from '../../../core/procfs/dev';
import { snmpCounters } from '../../../core/procfs/snmpCounters';
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
  const snmp = reader.read('self/net/snmp');
  const netstat = reader.read('self/net/netstat');
  return {
    interfaces: devices.map((each) => ({
      name: each.name,
      received: each.rxBytes,
      sent: each.txBytes,
      lost: each.rxErrors + each.rxDropped + each.txErrors + each.txDropped,
    })),
    ...(snmp.status === 'ok' &&
      named(snmp.value, 'Tcp', { retransmitted: 'RetransSegs', segmentsSent: 'OutSegs' })),
    ...(netstat.status === 'ok' &&
      named(netstat.value, 'TcpExt', { listenOverflows: 'ListenOverflows', listenDrops: 'ListenDrops' })),
  };
}

/** The counters of a section that are there, by what they are called here. @param keys what the file calls them */
function named<Name extends string>(
  bytes: Uint8Array,
  section: string,
  keys: Readonly<Record<Name, string>>,
): { [Key in Name]?: bigint } {
  const names = Object.keys(keys) as Name[];
  const values = snmpCounters(
    bytes,
    section,
    names.map((name) => keys[name]),
  );
  const found: { [Key in Name]?: bigint } = {};
  for (const [i, name] of names.entries()) if (values[i] !== undefined) found[name] = values[i];
  return found;
}
