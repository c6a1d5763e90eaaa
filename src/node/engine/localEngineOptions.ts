import type { Environment } from '../../core/netstat/context/environment';
import type { GatheredInterfaces } from '../../core/netstat/interfaces/gatherInterfaces';
import type { SocketUnit } from '../../core/units/socketUnits';
import type { SocketSurroundings } from '../containers/engineSockets';
import type { ProcReader } from '../reader';
import type { ProcessDescriptors } from '../system/processDescriptors';
import type { Bind } from './answers/bindTrial';
import type { GroupTree } from './groups/groupTree';
import type { Netlink } from './sockets/netlink';
import type { NamespaceEntry } from './namespaces/namespaceEntry';
import type { NamedNamespaces } from './namespaces/namedNamespaces';
import type { DescriptionTools } from './owners/processDescriptions';
import type { SocketLinks } from './owners/socketLinks';
import type { HostNames } from './answers/hostNames';
import type { UserNames } from './owners/userNames';
import type { SendSignal } from './answers/signal';
import type { HistoryTools } from './history/historyTools';
import type { Traffic, TrafficReads } from './traffic/traffic';

/** What the engine is told about the machine it runs on; tests tell something else. */
export interface LocalEngineOptions {
  /** Reads /proc. */
  readonly reader: ProcReader;
  /** How the links of /proc/PID/fd are read; by the reader where left out. */
  readonly links?: SocketLinks;
  /** Tells sockets beside the reader's tables, where this machine's kernel can be asked. */
  readonly netlink?: Netlink;
  /** Tells what /proc/net has no file of, over rtnetlink(7). */
  readonly routes?: Netlink;
  /** Names of network namespaces. */
  readonly namespaceNames?: NamedNamespaces;
  /** Where the thread is the engine's own: it may go to another network namespace for a moment. */
  readonly namespaceEntry?: NamespaceEntry;
  /** The mounted tree of control groups. */
  readonly groupsAt?: ((mountPoint: string) => GroupTree) | undefined;
  /** Reads what unit files say of .socket units. */
  readonly readSocketUnits?: () => readonly SocketUnit[];
  readonly users: UserNames;
  readonly hostNames: HostNames;
  /** The project that a process runs in; nobody's is told where left out. */
  readonly projectOf?: DescriptionTools['projectOf'];
  /** What keeps samples of traffic, where the engine is asked for them: whoever is not need not load it. */
  readonly newTraffic?: (reads: TrafficReads) => Traffic;
  /** What the history is recorded with; there is none where left out. */
  readonly history?: HistoryTools | undefined;
  /** Where sockets of container engines are looked for. */
  readonly socketSurroundings: () => SocketSurroundings;
  readonly littleEndian: boolean;
  readonly effectiveUid: number;
  /** Node's `process.platform`. */
  readonly system: string;
  /** The calling process, as getpid(2) has it. */
  readonly ownPid: number;
  readonly send: SendSignal;
  /** What keeps hold of a process while it is verified, where the kernel has that. */
  readonly descriptors?: ProcessDescriptors;
  readonly bind: Bind;
  /** All interfaces, from /proc/net/dev and what the system tells beside it. */
  gatherInterfaces(): GatheredInterfaces;
  /** Reads /sys/class/net. */
  readonly networkDevices?: Pick<ProcReader, 'stat' | 'readLink'>;
  /** Where netstat finds names. */
  readonly netstat: Environment;
}
