import { gatherInterfaces } from '../../../src/core/netstat/interfaces/gatherInterfaces';
import type { Environment, ReadResult } from '../../../src/core/netstat/context/environment';
import { NetworkTables, type NetworkTablesOptions } from '../../../src/node/engine/answers/networkTables';
import type { FakeReader } from './fakeReader';

/** The tables of a made-up little-endian machine: files below /proc by their path, those of /sys with "/sys/" before. */
export function tablesOf(reader: FakeReader, routes?: NetworkTablesOptions['routes']): NetworkTables {
  const readFile = (path: string): ReadResult => {
    const result = reader.read(path.replace(/^\/proc\/net\//, 'self/net/'));
    return result.status === 'ok' ? { ok: true, bytes: result.value } : { ok: false, code: result.code };
  };
  const environment = {
    readFile,
    fileKind: () => undefined,
    interfaceAddresses: () => [{ name: 'eth0', address: '192.0.2.2', netmask: '255.255.255.0' }],
    littleEndian: true,
  } as Partial<Environment> as Environment;
  return new NetworkTables({
    reader,
    littleEndian: true,
    gatherInterfaces: () => gatherInterfaces(environment),
    ...(routes && { routes }),
  });
}

export const ROUTE_HEADER =
  'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';

export const DEV_HEADER = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
`;
