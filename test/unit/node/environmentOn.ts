import type { Environment, ReadResult } from '../../../src/core/netstat/context/environment';
import { Descriptors } from '../../../src/node/engine/owners/descriptors';
import type { FakeReader } from './fakeReader';

/** netstat's questions answered by the fake machine whose /proc and /etc these are. */
export function environmentOn(reader: FakeReader, etc: FakeReader): Environment {
  const descriptors = new Descriptors(reader);
  const readFile = (path: string): ReadResult => {
    const inEtc = path.startsWith('/etc/');
    const result = inEtc
      ? etc.read(path.slice('/etc/'.length))
      : reader.read(path.replace('/proc/net/', 'self/net/').replace('/proc/', ''));
    return result.status === 'ok' ? { ok: true, bytes: result.value } : { ok: false, code: result.code };
  };
  return {
    readFile,
    openFile: (path) => {
      const file = readFile(path);
      return file.ok ? { ok: true, pieces: [file.bytes] } : file;
    },
    readDirectory: () => ({ ok: true, names: [...reader.processes.keys()].map(String) }),
    socketsOf: (pid) => {
      const sockets = descriptors.read(pid, 0);
      return sockets.status === 'ok'
        ? { ok: true, inodes: sockets.inodes.slice() }
        : { ok: false, code: 'EACCES' };
    },
    fileKind: () => undefined,
    interfaceAddresses: () => [],
    reverseLookup: () => Promise.resolve(undefined),
    pidVisibility: () => ({ hidepid: false, nestedPidNamespace: false }),
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 678),
    sleep: () => Promise.resolve(false),
    effectiveUid: 1000,
    littleEndian: true,
    programName: 'netstat',
    posixlyCorrect: false,
    selinuxEnabled: false,
  };
}
