import { ENGINE_NAMES, type EngineProcess, engineProcess } from '../../core/containers/engineProcess';
import type { ContainerHere, Here, ProxyHere } from '../../core/containers/join';
import {
  GATEWAY_NAMES,
  proxiedPort,
  TELLING_NAMES,
  type WatchedContainer,
  watchedContainer,
} from '../../core/containers/watchers';
import type { Container } from '../../core/model/membership';
import type { ProcessOwner } from '../../core/model/process';
import { parseCgroup } from '../../core/procfs/cgroup';
import { commandLineOf } from '../../core/procfs/commandLine';
import { latin1 } from '../../core/procfs/scan';
import { listPids, readProcessStat } from '../engine/owners/processList';
import { hasOtherPids } from '../engine/owners/procPids';
import type { ProcReader } from '../reader';
import { decode } from '../text';
import { networkOf } from '../engine/namespaces/networkOf';
import { localAddresses } from './namespaceAddresses';

/** An engine's process, and whose it is. */
export interface SeenEngine extends EngineProcess {
  readonly uid: number;
  /** Whether it is in another pid namespace than this /proc. */
  readonly hasOtherPids: boolean;
  /** What tells its network namespace from others. */
  readonly network?: number;
}

/** What /proc tells of containers. */
export interface Seen extends Here {
  readonly engines: readonly SeenEngine[];
  /** The users whose containers conmon watches: Podman has no process of its own that stays. */
  readonly podmanUsers: ReadonlySet<number>;
}

interface Member {
  readonly pid: number;
  readonly parentPid: number;
  readonly startTime: number;
}

interface Watcher extends WatchedContainer {
  readonly uid: number;
}

interface Found {
  readonly container: Container;
  readonly members: Member[];
}

/** Kinds of /proc/PID/cgroup whose meaning is kept. */
const MOST_GROUPS = 1_024;

/** More containers are not told of. */
const MOST_CONTAINERS = 10_000;

/**
 * Reads which processes are in containers: by their control groups, which the kernel writes, and by the command lines of those
 * who watch containers. All of it may be read by anyone, unless /proc hides processes (hidepid).
 */
export class ContainersHere {
  readonly #reader: ProcReader;
  /** Most processes have the groups of others. */
  readonly #groups = new Map<string, Container | undefined>();

  constructor(reader: ProcReader) {
    this.#reader = reader;
  }

  look(): Seen {
    const own = this.#container('self')?.id;
    const byGroup = new Map<string, Found>();
    const watchers = new Map<number, Watcher>();
    const proxied: ProxyHere[] = [];
    const gateways: Here['gateways'][number][] = [];
    const engines: SeenEngine[] = [];
    const processes: Member[] = [];
    const pids = listPids(this.#reader);
    for (const pid of pids.status === 'ok' ? pids.value : []) {
      const stat = readProcessStat(this.#reader, pid);
      if (stat === undefined || stat.isKernelThread) continue;
      const { parentPid, startTime } = stat;
      const comm = decode(stat.comm);
      const member = { pid, parentPid, startTime };
      processes.push(member);
      const container = this.#container(String(pid));
      if (container !== undefined && container.id !== own) {
        add(byGroup, container, member);
        continue;
      }
      if (GATEWAY_NAMES.test(comm)) {
        const network = networkOf(this.#reader, pid);
        if (network !== undefined) gateways.push({ pid, network });
      }
      if (!TELLING_NAMES.test(comm) && !ENGINE_NAMES.test(comm)) continue;
      const program = this.#program(pid, comm);
      const uid = this.#uid(pid);
      const watched = watchedContainer(program);
      if (watched !== undefined) watchers.set(pid, { ...watched, uid });
      const port = proxiedPort(program);
      if (port !== undefined) {
        const network = networkOf(this.#reader, pid);
        proxied.push({ ...port, pid, ...(network !== undefined && { network }) });
      }
      const engine = engineProcess(program);
      if (engine !== undefined) engines.push({ ...engine, uid, ...this.#placeOf(pid) });
    }
    const podmanUsers = new Set(
      [...watchers.values()].filter(({ runtime }) => runtime === 'podman').map(({ uid }) => uid),
    );
    const containers = this.#described(byGroup, watchers, processes);
    const ownNetwork = networkOf(this.#reader, 'self');
    return {
      ...{ containers, proxied, gateways, engines, podmanUsers },
      ...(own !== undefined && { own }),
      ...(ownNetwork !== undefined && { ownNetwork }),
    };
  }

  #placeOf(pid: number): Pick<SeenEngine, 'hasOtherPids' | 'network'> {
    const network = networkOf(this.#reader, pid);
    const has = hasOtherPids(this.#reader, pid) === true;
    return { hasOtherPids: has, ...(network !== undefined && { network }) };
  }

  #described(
    byGroup: ReadonlyMap<string, Found>,
    watchers: ReadonlyMap<number, Watcher>,
    processes: readonly Member[],
  ): ContainerHere[] {
    const told = new Map<string, Found & { readonly uid: number }>();
    for (const each of processes) {
      const watcher = watchers.get(each.parentPid);
      if (watcher === undefined || byGroup.has(watcher.id)) continue;
      // conmon that forks, and what it runs when the container has ended, are in no container.
      if (watchers.has(each.pid) || this.#isExitCommand(each.pid, watcher)) continue;
      const { runtime, id, uid } = watcher;
      const found = told.get(id) ?? { container: { runtime, id }, members: [], uid };
      // Another user's process may only call itself the watcher of that container.
      if (found.uid === uid) told.set(id, found);
      if (found.uid === uid) found.members.push(each);
    }
    const names = namesOf(watchers, byGroup);
    const addresses = new Map<number, readonly string[]>();
    return [...byGroup.values(), ...told.values()].slice(0, MOST_CONTAINERS).map((found) => {
      const { container, members } = found;
      const first = members.reduce((a, b) => (isBefore(b, a) ? b : a));
      const name = names.get(container.id);
      const watcher = watchers.get(first.parentPid);
      return {
        ...container,
        ...(name !== undefined && { name }),
        pid: first.pid,
        startTime: first.startTime,
        pids: new Set(members.map(({ pid }) => pid)),
        ...this.#network(first, addresses),
        ...(isConmon(watcher, container.id) && { conmon: first.parentPid }),
        ...(isRootless(watcher, container.id) && { isRootless: true }),
        ...('uid' in found && typeof found.uid === 'number' && { toldByUid: found.uid }),
      };
    });
  }

  /** @param known addresses of the namespaces that were read in this look */
  #network(
    { pid, parentPid }: Member,
    known: Map<number, readonly string[]>,
  ): Pick<ContainerHere, 'network' | 'hostNetwork' | 'addresses'> {
    const network = networkOf(this.#reader, pid);
    if (network === undefined) return { addresses: [] };
    const hostNetwork = networkOf(this.#reader, parentPid);
    const host = hostNetwork === undefined ? {} : { hostNetwork };
    const isHosts = [hostNetwork, networkOf(this.#reader, 'self')].includes(network);
    if (isHosts) return { ...host, network: 'host', addresses: [] };
    const addresses = known.get(network) ?? localAddresses(this.#reader, pid);
    known.set(network, addresses);
    return { ...host, network, addresses };
  }

  #container(process: string): Container | undefined {
    const file = this.#reader.readOnce(`${process}/cgroup`);
    if (file.status !== 'ok') return undefined;
    const text = latin1(file.value, 0, file.value.length);
    if (this.#groups.has(text)) return this.#groups.get(text);
    if (this.#groups.size >= MOST_GROUPS) this.#groups.clear();
    const { container } = parseCgroup(file.value);
    this.#groups.set(text, container);
    return container;
  }

  #isExitCommand(pid: number, { exitCommand }: Watcher): boolean {
    if (exitCommand === undefined) return false;
    const { commandLine } = this.#program(pid, '');
    return (
      commandLine.length === exitCommand.length && commandLine.every((word, at) => word === exitCommand[at])
    );
  }

  #program(pid: number, comm: string): Pick<ProcessOwner, 'executable' | 'comm' | 'commandLine'> {
    const file = this.#reader.readOnce(`${pid}/cmdline`);
    const commandLine = file.status === 'ok' ? commandLineOf(decode(file.value)) : [];
    const executable = this.#reader.readLink(`${pid}/exe`);
    return { comm, commandLine, ...(executable.status === 'ok' && { executable: executable.value }) };
  }

  #uid(pid: number): number {
    const stat = this.#reader.stat(String(pid));
    return stat.status === 'ok' ? stat.value.uid : -1;
  }
}

/** Shims of containerd's keep no ports. */
function isConmon(watcher: Watcher | undefined, id: string): boolean {
  return watcher?.id === id && (watcher.runtime === 'podman' || watcher.runtime === 'cri-o');
}

/** Docker's rootless engine has a network namespace of its own, which tells by itself; Podman has no engine that stays. */
function isRootless(watcher: Watcher | undefined, id: string): boolean {
  return watcher?.id === id && watcher.runtime === 'podman' && watcher.uid > 0;
}

function add(found: Map<string, Found>, container: Container, member: Member): void {
  const known = found.get(container.id);
  if (known === undefined) found.set(container.id, { container, members: [member] });
  else known.members.push(member);
}

/** Names by conmon's word: by the one that is the parent of a process in the container, where that is known. */
function namesOf(
  watchers: ReadonlyMap<number, Watcher>,
  byGroup: ReadonlyMap<string, Found>,
): Map<string, string> {
  const names = new Map<string, string>();
  for (const [pid, { id, name }] of watchers) {
    const found = byGroup.get(id);
    const isParent = found === undefined || found.members.some(({ parentPid }) => parentPid === pid);
    if (name !== undefined && isParent) names.set(id, name);
  }
  return names;
}

function isBefore(a: Member, b: Member): boolean {
  return a.startTime === b.startTime ? a.pid < b.pid : a.startTime < b.startTime;
}
