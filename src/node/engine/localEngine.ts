import type {
  Engine,
  ProcessIdentity,
  ProcessState,
  SignalName,
  SignalOutcome,
} from '../../core/model/engine';
import type { Ancestor } from '../../core/model/process';
import type { Scope, Snapshot } from '../../core/model/snapshot';
import type { ProcReader } from '../reader';
import { Processes } from './processes';
import { Scanner, type Unchanged, completed } from './scanner';
import { type SendSignal, signalVerified, stateOf } from './signal';
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
  readonly #processes: Processes;
  readonly #scanner: Scanner;
  #last: Snapshot | undefined;

  constructor(options: LocalEngineOptions) {
    this.#options = options;
    this.#processes = new Processes(options.reader);
    this.#scanner = new Scanner(options, new Tables(options.reader, options.littleEndian), this.#processes);
  }

  /** How often processes denied their descriptors since the start. */
  get denials(): number {
    return this.#scanner.denials;
  }

  scan(scope: Scope, fresh: boolean): Promise<Snapshot> {
    return settle(() => {
      const scanned = this.#scanner.scan(scope, fresh);
      return (this.#last = completed(scanned, this.#last));
    });
  }

  /** The same for who keeps the last snapshot himself and may take its arrays away: they are not used again. */
  scanForChanges(scope: Scope, fresh: boolean): Snapshot | Unchanged {
    return this.#scanner.scan(scope, fresh);
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
}

function settle<T>(action: () => T): Promise<T> {
  return new Promise((resolve) => resolve(action()));
}
