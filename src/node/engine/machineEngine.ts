import { endianness } from 'node:os';
import { gatherInterfaces } from '../../core/netstat/interfaces/gatherInterfaces';
import { NodeEnvironment } from '../cli/machineEnvironment';
import { thisMachine } from '../cli/machine';
import { socketSurroundings } from '../containers/socketSurroundings';
import { FileReader } from '../reader';
import { ProcessDescriptors } from '../system/processDescriptors';
import type { SystemCalls } from '../system/systemCalls';
import { bindByNode } from './answers/bindTrial';
import { DescriptorLinks } from './owners/descriptorLinks';
import { readSocketUnits } from './groups/socketUnitFiles';
import { MountedGroups } from './groups/groupTree';
import { HostNames } from './answers/hostNames';
import { machineHistory } from './history/machineHistory';
import { LocalEngine } from './localEngine';
import type { LocalEngineOptions } from './localEngineOptions';
import { NAMES_FOLDER, NamedNamespaces } from './namespaces/namedNamespaces';
import { ProjectFolders } from '../programs/projectFolder';
import { Netlink } from './sockets/netlink';
import { systemBind } from './answers/systemBind';
import { UserNames } from './owners/userNames';

/**
 * An engine of this machine, in the calling thread.
 * @param calls where they cannot be had, everything is read as files
 * @param instead what it is told instead of what holds of the machine
 */
export function machineEngine(
  calls: SystemCalls | Error,
  instead: Partial<LocalEngineOptions> = {},
): LocalEngine {
  const environment = new NodeEnvironment(thisMachine({}));
  const littleEndian = endianness() === 'LE';
  const users = new UserNames(new FileReader('/etc'));
  const projects = new ProjectFolders((uid) => users.homeOf(uid));
  return new LocalEngine({
    reader: new FileReader('/proc'),
    ...(!(calls instanceof Error) && {
      links: new DescriptorLinks(calls),
      netlink: new Netlink(calls, littleEndian),
      routes: new Netlink(calls, littleEndian, 'route'),
      descriptors: new ProcessDescriptors(calls),
    }),
    namespaceNames: new NamedNamespaces(
      new FileReader('/proc'),
      new FileReader(NAMES_FOLDER),
      calls instanceof Error ? undefined : calls,
      littleEndian,
    ),
    groupsAt: (mountPoint) => new MountedGroups(mountPoint),
    readSocketUnits,
    users,
    projectOf: (process, found) => projects.nameOf(process, found),
    hostNames: new HostNames(new FileReader('/etc')),
    socketSurroundings,
    littleEndian,
    effectiveUid: process.geteuid?.() ?? 0,
    system: process.platform,
    ownPid: process.pid,
    send: (pid, signal) => process.kill(pid, signal),
    bind: calls instanceof Error ? bindByNode : systemBind(calls, littleEndian),
    gatherInterfaces: () => gatherInterfaces(environment),
    networkDevices: new FileReader('/sys/class/net'),
    netstat: environment,
    history: machineHistory({ calls }),
    ...instead,
  });
}
