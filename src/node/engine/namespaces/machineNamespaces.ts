import { isDeepStrictEqual } from 'node:util';
import type { Container } from '../../../core/model/membership';
import type { NamespaceFacts, OneNamespace } from '../../../core/model/namespace';
import { hasEnded } from '../../../core/procfs/processStat';
import type { ProcReader } from '../../reader';
import { decode } from '../../text';
import type { Processes } from '../owners/processes';
import type { Holder } from '../owners/socketFiles';
import type { ForeignPlace } from './foreignNetwork';
import { NAMES_FOLDER, type NamedNamespaces } from './namedNamespaces';
import { NamespaceNames } from './namespaceNames';
import { networkOf, networkOfProcess } from './networkOf';
import { type KnownProcess, type ProcessNamespace, ProcessNamespaces } from './processNamespaces';
import { ProcessRoll } from './processRoll';

/** Each look asks one process in so many again for its container and its name. */
const ROUND = 30;

/** Of so many looks one asks for names though no process came or went. */
const NAMES_EVERY = 10;

/** After so many passes in which nobody asked for namespaces, all processes are looked at again. */
const MOST_UNLOOKED = 30;

/** What namespaces are found with. */
export interface NamespaceTools {
  readonly reader: ProcReader;
  readonly processes: Processes;
  readonly namespaceNames?: NamedNamespaces;
}

/** What the engine knows of processes. */
export interface Roll {
  /** Who held what by the last pass, which tells other processes with the same pid apart. */
  readonly holders: readonly Holder[];
  /** As {@link ProcessRoll.list} has it. */
  readonly listing?: number;
}

/** A network namespace. The object stands for it, as that of its processes does. */
export interface SeenNamespace {
  /** As it is now; the same object while it says the same. */
  facts: NamespaceFacts;
  /** Those that are known to be in it; none where it has a name alone. */
  readonly processes: ReadonlySet<KnownProcess>;
}

/** What is remembered of a process: where it belongs. */
interface Belonging {
  readonly since: number;
  container: Container | undefined;
}

const NOBODY: ReadonlySet<KnownProcess> = new Set();

/** The network namespaces of this machine, kept between passes while somebody asks for them. */
export class MachineNamespaces {
  /** As they were found last: the own one first, then by their lowest pids, then those that have a name alone. */
  all: readonly SeenNamespace[] = [];
  readonly #tools: NamespaceTools;
  readonly #roll: ProcessRoll;
  readonly #ofProcesses: ProcessNamespaces;
  readonly #names: NamespaceNames | undefined;
  readonly #seen = new WeakMap<ProcessNamespace, SeenNamespace>();
  #named = new Map<string, SeenNamespace>();
  readonly #belongings = new WeakMap<KnownProcess, Belonging>();
  readonly #examples = new WeakMap<KnownProcess, NonNullable<NamespaceFacts['example']>>();
  #own: number | undefined;
  #namesOf: ReturnType<NamespaceNames['of']> | undefined;
  #listing: number | undefined;
  #looks = 0;
  #keys = 0;
  #lastPass = Number.NEGATIVE_INFINITY;

  constructor(tools: NamespaceTools) {
    this.#tools = tools;
    this.#roll = new ProcessRoll(tools.reader);
    this.#ofProcesses = new ProcessNamespaces(tools.reader);
    this.#names = tools.namespaceNames && new NamespaceNames(tools.namespaceNames);
  }

  get own(): SeenNamespace | undefined {
    return this.all.find(({ facts }) => facts.isOwn);
  }

  /** Whether new processes may be elsewhere by the next pass. */
  get isWaiting(): boolean {
    return this.#ofProcesses.isWaiting;
  }

  /**
   * Looks where processes are, those that are new or due.
   * @param pass the engine's number of it, by which it is known how long nobody looked
   * @param fresh whether all are looked at
   */
  look(pass: number, fresh: boolean, { holders, listing }: Roll): void {
    this.#looks++;
    this.#roll.settle(holders);
    const all = fresh || pass - this.#lastPass > MOST_UNLOOKED;
    this.#lastPass = pass;
    this.#ofProcesses.look(this.#roll.list(listing), all);
    const found = this.#ofProcesses.all;
    // Whoever gives a name or goes elsewhere is a process that comes, nearly always.
    if (all || listing === undefined || listing !== this.#listing || this.#looks % NAMES_EVERY === 0) {
      this.#own = networkOf(this.#tools.reader, 'self');
      this.#namesOf = this.#names?.of(found);
    }
    this.#listing = listing;
    const seen = found.map((each) =>
      this.#seenAs(each, this.#namesOf?.get(each) ?? [], each.inode === this.#own, all),
    );
    seen.sort((a, b) => Number(b.facts.isOwn) - Number(a.facts.isOwn) || lowestOf(a) - lowestOf(b));
    this.all = [...seen, ...this.#withoutProcesses(new Set(seen.flatMap(({ facts }) => facts.names)))];
  }

  /** The containers of a namespace's processes by pid; undefined for those that are in none. */
  *membersOf({
    processes,
  }: SeenNamespace): Iterable<readonly [pid: number, container: Container | undefined]> {
    for (const process of processes) yield [process.pid, this.#containerOf(process, false)];
  }

  /** The one that is meant; nothing where there is none any more. */
  find(choice: OneNamespace): SeenNamespace | undefined {
    switch (choice.kind) {
      case 'name':
        return this.all.find(({ facts }) => facts.names.includes(choice.name));
      case 'process': {
        const { pid, startTime } = choice;
        if (this.#tools.processes.stat(pid)?.startTime !== startTime) return undefined;
        return this.all.find(({ processes }) => [...processes].some((process) => process.pid === pid));
      }
      case 'container': {
        const isIn = ({ facts }: SeenNamespace): boolean =>
          facts.containers.some(({ id }) => id === choice.id);
        const { own } = this;
        if (this.all.some(isIn) || own === undefined) return this.all.find(isIn);
        // One that shares this machine's network.
        return [...this.membersOf(own)].some(([, container]) => container?.id === choice.id)
          ? own
          : undefined;
      }
    }
  }

  /** Where it can be read; nothing where none of its processes is in it any more. */
  placeOf({ facts, processes }: SeenNamespace): ForeignPlace | undefined {
    for (const process of [...processes].slice(0, ROUND)) {
      const network = networkOfProcess(this.#tools.reader, process.pid);
      if (network?.inode !== facts.inode) {
        this.#ofProcesses.lookAgain(process);
        continue;
      }
      return { ...network, path: `/proc/${network.folder}/ns/net` };
    }
    const [name] = facts.names;
    return facts.processes > 0 || name === undefined ? undefined : { path: `${NAMES_FOLDER}/${name}` };
  }

  #seenAs(
    namespace: ProcessNamespace,
    names: readonly string[],
    isOwn: boolean,
    fresh: boolean,
  ): SeenNamespace {
    const { inode, processes } = namespace;
    const before = this.#seen.get(namespace);
    const containers = new Map<string, Container>();
    // The host's own namespace has processes of containers that share it: it is not theirs.
    for (const process of isOwn ? [] : processes) {
      const container = this.#containerOf(process, fresh);
      if (container !== undefined) containers.set(container.id, container);
    }
    const example = this.#exampleOf(processes, fresh);
    const facts: NamespaceFacts = {
      key: before?.facts.key ?? this.#newKey(),
      inode,
      isOwn,
      names,
      containers: [...containers.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      ...(example && { example }),
      processes: processes.size,
    };
    const seen = before ?? { facts, processes };
    if (!isDeepStrictEqual(seen.facts, facts)) seen.facts = facts;
    this.#seen.set(namespace, seen);
    return seen;
  }

  /** Those of names that no process is known to be in; several names may stand for one. */
  #withoutProcesses(joined: ReadonlySet<string>): SeenNamespace[] {
    const { namespaceNames } = this.#tools;
    const byInode = new Map<number | string, string[]>();
    for (const name of this.#names?.all ?? []) {
      if (joined.has(name)) continue;
      const inode = namespaceNames?.inodeOf(name) ?? name;
      byInode.set(inode, [...(byInode.get(inode) ?? []), name]);
    }
    const before = this.#named;
    this.#named = new Map();
    for (const [inode, names] of byInode) {
      const id = `${inode} ${names.join('/')}`;
      const made = (): SeenNamespace => ({
        facts: { key: this.#newKey(), inode: 0, isOwn: false, names, containers: [], processes: 0 },
        processes: NOBODY,
      });
      this.#named.set(id, before.get(id) ?? made());
    }
    return [...this.#named.values()];
  }

  #newKey(): string {
    return `net${++this.#keys}`;
  }

  /** runc puts a process into its group before it is what it will be; later a process hardly ever moves. */
  #containerOf(process: KnownProcess, fresh: boolean): Container | undefined {
    const known = this.#belongings.get(process);
    if (known === undefined) {
      const container = this.#tools.processes.container(process.pid);
      this.#belongings.set(process, { since: this.#looks, container });
      return container;
    }
    if (fresh || this.#looks === known.since + 1 || this.#isDue(process))
      known.container = this.#tools.processes.container(process.pid);
    return known.container;
  }

  /** The process with the lowest pid, and its name. */
  #exampleOf(processes: ReadonlySet<KnownProcess>, fresh: boolean): NamespaceFacts['example'] {
    let lowest: KnownProcess | undefined;
    for (const process of processes) if (lowest === undefined || process.pid < lowest.pid) lowest = process;
    if (lowest === undefined) return undefined;
    const known = this.#examples.get(lowest);
    if (known !== undefined && !fresh && !this.#isDue(lowest)) return known;
    const stat = this.#tools.processes.stat(lowest.pid);
    if (stat === undefined || hasEnded(stat)) return undefined;
    const example = { pid: lowest.pid, startTime: stat.startTime, comm: decode(stat.comm) };
    this.#examples.set(lowest, example);
    return example;
  }

  #isDue({ pid }: KnownProcess): boolean {
    return (pid + this.#looks) % ROUND === 0;
  }
}

function lowestOf({ facts }: SeenNamespace): number {
  return facts.example?.pid ?? 0;
}
