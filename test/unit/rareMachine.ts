import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FakeReader } from './node/fakeReader';

/**
 * A machine whose kernel has SCTP and all old families; files as they were recorded, but for X.25's.
 * @param fixtures where the recordings are
 */
export function rareMachine(fixtures = resolve(__dirname, '../fixtures/netstat')): FakeReader {
  const reader = new FakeReader();
  const tables = {
    'sctp/eps': 'sctp',
    'sctp/assocs': 'sctp',
    'ipx/socket': 'exotic-families',
    ax25: 'exotic-families',
    nr: 'exotic-families',
    appletalk: 'exotic-families',
    rose: 'exotic-families',
  };
  for (const [name, fixture] of Object.entries(tables)) {
    const path = resolve(fixtures, fixture, 'input/proc/net', name);
    reader.files.set(`self/net/${name}`, readFileSync(path, 'latin1'));
  }
  reader.files.set(
    'self/net/x25/socket',
    [
      'dest_addr  src_addr   dev   lci st vs vr va   t  t2 t21 t22 t23 Snd-Q Rcv-Q inode\n',
      '12345678   87654321   lapb0 001  3  2  1  0   0   3 200 180 180    10    20 8001\n',
      '*          87654321   ???   000  0  0  0  0   0   3 200 180 180     0     0 8002\n',
    ].join(''),
  );
  reader.processes.set(50, { startTime: 100, comm: 'sipd', sockets: [9001, 9101] });
  reader.processes.set(51, { startTime: 100, comm: 'node-s1', sockets: [9002] });
  reader.processes.set(60, { startTime: 100, comm: 'axspawn', sockets: [5001, 6001] });
  return reader;
}
