import type {
  Elsewhere,
  ElsewhereQuestion,
  NetworkNamespace,
  PidState,
  ProcessElsewhere,
} from '../../../core/model/elsewhere';
import { type InetSocket, inetSocketAt } from '../../../core/model/inetTable';
import { hasEnded, hasLostMainThread } from '../../../core/procfs/processStat';
import { isNamed } from '../../../core/ports/findPorts';
import { isListening } from '../../../core/query/socketState';
import type { ProcReader } from '../../reader';
import type { NamedNamespaces } from '../namespaces/namedNamespaces';
import { networkOf, networkOfProcess } from '../namespaces/networkOf';
import { type NamespaceSockets, readOtherNamespace } from '../namespaces/otherNamespace';
import { namespacesOfAll, type ProcessNamespace } from '../namespaces/processNamespaces';
import { Descriptors } from '../owners/descriptors';
import type { Processes } from '../owners/processes';
import type { SocketLinks } from '../owners/socketLinks';
import { livingThread } from '../owners/threads';

/** Processes that an answer has, and namespaces whose tables are read for it, at most. */
const MOST_PROCESSES = 20;
const MOST_NAMESPACES = 5;

/** Sockets of each kind that are told of a process. */
const MOST_SOCKETS = 50;

/** What looking elsewhere needs. */
export interface ElsewhereOptions {
  readonly reader: ProcReader;
  /** How the links of /proc/PID/fd are read; by the reader where left out. */
  readonly links?: SocketLinks;
  readonly littleEndian: boolean;
  readonly processes: Processes;
  readonly namespaceNames?: NamedNamespaces;
  /** Whether /proc hides processes. */
  readonly hidepid: boolean;
}

/** Looks for processes of other network namespaces than this one, and reads which sockets they have there. */
export function findElsewhere(question: ElsewhereQuestion, options: ElsewhereOptions): Elsewhere {
  const { reader, processes } = options;
  const own = networkOf(reader, 'self');
  const isAskedFor = (pid: number): boolean => {
    if ('pid' in question) return pid === question.pid;
    const owner = processes.owner(pid);
    return owner !== undefined && isNamed(owner, question.words) !== undefined;
  };
  const others = own === undefined ? [] : namespacesOfAll(reader).filter(({ inode }) => inode !== own);
  const found = others
    .flatMap((namespace) => [...namespace.processes].map(({ pid }) => ({ pid, namespace })))
    .filter(({ pid }) => isAskedFor(pid))
    .sort((a, b) => a.pid - b.pid);
  const answer = new Answer(options);
  const told = found
    .slice(0, MOST_PROCESSES)
    .flatMap(({ pid, namespace }) => answer.describe(pid, namespace) ?? []);
  const state = told.length > 0 ? 'elsewhere' : 'pid' in question && answer.stateOf(question.pid);
  return {
    processes: told,
    omitted: found.length - told.length,
    ...('pid' in question && state !== false && { state }),
  };
}

/** An answer in the making: each namespace is read once for it. */
class Answer {
  readonly #options: ElsewhereOptions;
  readonly #descriptors: Descriptors;
  readonly #sockets = new Map<ProcessNamespace, NamespaceSockets | undefined>();
  readonly #facts = new Map<ProcessNamespace, NetworkNamespace>();

  constructor(options: ElsewhereOptions) {
    this.#options = options;
    this.#descriptors = new Descriptors(options.reader, options.links);
  }

  /** What is to be said of a pid that is in no other namespace. */
  stateOf(pid: number): PidState {
    const { processes, hidepid } = this.#options;
    const stat = processes.stat(pid);
    if (stat === undefined) return hidepid ? 'endedOrHidden' : 'ended';
    if (hasEnded(stat)) return 'ended';
    return this.#inodesOf(pid) === undefined ? 'denied' : 'noSocket';
  }

  /** Undefined where the process has ended meanwhile, or its namespace is one too many. */
  describe(pid: number, namespace: ProcessNamespace): ProcessElsewhere | undefined {
    const process = this.#options.processes.owner(pid);
    const sockets = this.#socketsOf(pid, namespace);
    if (process === undefined || sockets === undefined) return undefined;
    const { inet, unix } = sockets;
    const inodes = this.#inodesOf(pid);
    const listening: InetSocket[] = [];
    const others: InetSocket[] = [];
    const counts = { listening: 0, others: 0, unix: 0 };
    for (let row = 0; row < inet.length; row++) {
      const kind = isListening(inet.columns, row) ? 'listening' : 'others';
      if (inodes === undefined ? kind === 'others' : !inodes.has(inet.columns.inode[row] ?? 0)) continue;
      const list = kind === 'listening' ? listening : others;
      if (counts[kind]++ < MOST_SOCKETS) list.push(inetSocketAt(inet.columns, row));
    }
    for (let row = 0; row < unix.length; row++)
      if (inodes?.has(unix.columns.inode[row] ?? 0) === true) counts.unix++;
    return {
      process,
      namespace: this.#factsOf(namespace, pid),
      socketsOf: inodes === undefined ? 'namespace' : 'process',
      listening,
      others,
      counts,
    };
  }

  /** The sockets that a process holds; undefined where that may not be read. */
  #inodesOf(pid: number): ReadonlySet<number> | undefined {
    const { reader, processes } = this.#options;
    const stat = processes.stat(pid);
    const thread = stat && hasLostMainThread(stat) ? livingThread(reader, pid) : undefined;
    const read = this.#descriptors.read(pid, 0, thread);
    return read.status === 'denied' ? undefined : new Set(read.status === 'ok' ? read.inodes : []);
  }

  #socketsOf(pid: number, namespace: ProcessNamespace): NamespaceSockets | undefined {
    const { reader, littleEndian } = this.#options;
    if (this.#sockets.has(namespace)) return this.#sockets.get(namespace);
    const network = networkOfProcess(reader, pid);
    if (this.#sockets.size >= MOST_NAMESPACES || network?.inode !== namespace.inode) return undefined;
    const sockets = readOtherNamespace(reader, network.folder, namespace.inode, littleEndian);
    this.#sockets.set(namespace, sockets);
    return sockets;
  }

  #factsOf(namespace: ProcessNamespace, pid: number): NetworkNamespace {
    const known = this.#facts.get(namespace);
    if (known !== undefined) return known;
    const { processes, namespaceNames } = this.#options;
    const lowest = Math.min(...[...namespace.processes].map((each) => each.pid));
    const { comm = '', commandLine = [] } = processes.owner(lowest) ?? {};
    const name = namespaceNames?.namesOf([pid]).get(pid)?.[0];
    const facts: NetworkNamespace = {
      ...(name !== undefined && { name }),
      example: { pid: lowest, comm, commandLine },
      processes: namespace.processes.size,
    };
    this.#facts.set(namespace, facts);
    return facts;
  }
}
