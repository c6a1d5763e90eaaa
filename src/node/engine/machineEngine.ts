import { endianness } from 'node:os';
import { gatherInterfaces } from '../../core/netstat/gatherInterfaces';
import { NodeEnvironment } from '../cli/environment';
import { thisMachine } from '../cli/machine';
import { FileReader } from '../reader';
import { bindForReal } from './bindTrial';
import { HostNames } from './hostNames';
import { LocalEngine } from './localEngine';
import { UserNames } from './userNames';

/** An engine of this machine, in the calling thread. */
export function machineEngine(): LocalEngine {
  const environment = new NodeEnvironment(thisMachine({}));
  return new LocalEngine({
    reader: new FileReader('/proc'),
    users: new UserNames(new FileReader('/etc')),
    hostNames: new HostNames(new FileReader('/etc')),
    littleEndian: endianness() === 'LE',
    effectiveUid: process.geteuid?.() ?? 0,
    system: process.platform,
    send: (pid, signal) => process.kill(pid, signal),
    bind: bindForReal,
    gatherInterfaces: () => gatherInterfaces(environment),
    netstat: environment,
  });
}
