import type {
  Engine,
  ProcessIdentity,
  ProcessState,
  SignalName,
  SignalOutcome,
} from '../../core/model/engine';
import { InodeMap } from '../../core/model/inodeMap';
import type { Ancestor } from '../../core/model/process';
import type { Scope, Snapshot } from '../../core/model/snapshot';
import { uniqueRows } from '../../core/procfs/uniqueRows';
import { isListening } from '../../core/query/socketState';
import type { ProcReader } from '../reader';
import { attribute } from './attribute';
import { Processes } from './processes';
import { type SendSignal, signalVerified, stateOf } from './signal';
import { SocketFiles } from './socketFiles';
import { type Surroundings, readSurroundings } from './surroundings';
import { Tables } from './tables';
import type { UserNames } from './userNames';

/** What the engine is told about the machine it runs on; tests tell something else. */
export interface LocalEngineOptions {
  /** Reads /proc. */
  readonly reader: ProcReader;
  readonly users: UserNames;
  readonly littleEndian: boolean;
  readonly effectiveUid: number;
  /** Node's `process.platform`. */
  readonly system: string;
  readonly send: SendSignal;
}

/** The engine in the calling thread: every call blocks while it reads. */
export class LocalEngine implements Engine {
  readonly #options: LocalEngineOptions;
  readonly #tables: Tables;
  readonly #files: SocketFiles;
  readonly #processes: Processes;
  #surroundings: Surroundings | undefined;
  #sequence = 0;

  constructor(options: LocalEngineOptions) {
    this.#options = options;
    this.#tables = new Tables(options.reader, options.littleEndian);
    this.#files = new SocketFiles(options.reader);
    this.#processes = new Processes(options.reader);
  }

  scan(scope: Scope, fresh: boolean): Promise<Snapshot> {
    return settle(() => this.#scan(scope, fresh));
  }

  signal(
    process: ProcessIdentity,
    signal: SignalName,
    inodes: readonly number[] | undefined,
  ): Promise<SignalOutcome> {
    const { reader, send } = this.#options;
    return settle(() =>
      signalVerified({ reader, processes: this.#processes, send }, process, signal, inodes),
    );
  }

  stateOf(process: ProcessIdentity): Promise<ProcessState> {
    return settle(() => stateOf(this.#processes, process));
  }

  ancestors(pid: number): Promise<readonly Ancestor[]> {
    return settle(() => this.#processes.ancestors(pid));
  }

  #scan(scope: Scope, fresh: boolean): Snapshot {
    const started = performance.now();
    const takenAt = Date.now();
    const tables = this.#tables;
    tables.read(scope);
    const all = tables.inet.columns;
    const unique = uniqueRows(tables.inet);
    const rows = scope === 'listening' ? unique.filter((row) => isListening(all, row)) : unique;
    const inet = tables.inet.slice(rows);
    const unix = tables.unix.slice();

    const wanted = new InodeMap(inet.inode.length + unix.inode.length);
    const wantedInodes: number[] = [];
    for (const column of [inet.inode, unix.inode]) {
      for (const inode of column) {
        if (inode === 0 || wanted.has(inode)) continue;
        wanted.set(inode, wantedInodes.length);
        wantedInodes.push(inode);
      }
    }
    this.#files.refresh(wanted, wantedInodes, fresh);
    const owners = attribute(this.#files, wanted, wantedInodes.length, [inet.inode, unix.inode]);
    const processes = this.#processes.describe(new Set(owners.pids));
    const surroundings = (this.#surroundings ??= readSurroundings(
      this.#options.reader,
      this.#options.system,
    ));
    const uids = new Set([...processes.values()].map((owner) => owner.uid));
    for (const uid of inet.uid) uids.add(uid);
    return {
      takenAt,
      sequence: ++this.#sequence,
      scope,
      platform: surroundings.platform,
      sources: tables.sources,
      issues: tables.issues,
      inet,
      unix,
      ownerStart: owners.starts[0] ?? new Uint32Array(1),
      unixOwnerStart: owners.starts[1] ?? new Uint32Array(1),
      ownerPids: owners.pids,
      processes,
      ownerScan: {
        processes: this.#files.processes,
        denied: this.#files.denied,
        vanished: this.#files.vanished,
        hidepid: surroundings.hidepid,
        nestedPidNamespace: surroundings.nestedPidNamespace,
        viewerUid: this.#options.effectiveUid,
      },
      users: this.#options.users.namesOf(uids),
      bootTime: surroundings.bootTime,
      ticksPerSecond: 100,
      duration: performance.now() - started,
    };
  }
}

function settle<T>(action: () => T): Promise<T> {
  return new Promise((resolve) => resolve(action()));
}
