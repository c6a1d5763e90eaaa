import { type EngineAnswer, joinContainers } from '../../core/containers/join';
import type {
  Answer,
  ContainerFacts,
  ContainerName,
  ContainerNow,
  Containers,
  EngineRuntime,
  EngineSettings,
  EngineStatus,
  StopOutcome,
} from '../../core/model/container';
import type { ProcReader } from '../reader';
import { ContainersHere, type Seen } from './containersHere';
import { EngineClient } from './engineClient';
import { type EngineSocket, engineSockets, evidenceFor, type SocketSurroundings } from './engineSockets';

/** Milliseconds for which an answer stands where nothing tells of changes. */
export const KEPT_FOR = 5_000;

/** What containers of a machine are read with. */
export interface MachineContainersOptions {
  /** Reads /proc. */
  readonly reader: ProcReader;
  readonly surroundings: SocketSurroundings;
  readonly settings: () => EngineSettings;
  readonly now: () => number;
  /** Makes a client; tests have one with other limits. */
  readonly clientOf?: (socket: string) => EngineClient;
}

/** An engine that may be asked, by what its process says it is. */
export interface OpenEngine {
  readonly socket: string;
  readonly runtime: EngineRuntime;
  readonly uid: number;
  readonly isSeen: boolean;
  readonly hasOtherPids?: true;
}

/**
 * The containers of this machine and of the engines whose sockets are here. Nothing is read or opened before the first
 * question; several at a time are one look; and nothing is started by it.
 */
export class MachineContainers {
  readonly #options: MachineContainersOptions;
  readonly #here: ContainersHere;
  #last: Containers | undefined;
  #running: Promise<Containers> | undefined;

  constructor(options: MachineContainersOptions) {
    this.#options = options;
    this.#here = new ContainersHere(options.reader);
  }

  /** What is known, not older than 5 s. One `GET` an engine, and one reading of /proc. It never rejects. */
  async containers(): Promise<Containers> {
    const kept = this.#last;
    const age = kept === undefined ? Number.NaN : this.#options.now() - kept.takenAt;
    return kept !== undefined && age >= 0 && age < KEPT_FOR
      ? kept
      : (this.#running ?? this.#shared(this.#look()));
  }

  /**
   * The same as it is now: a look that has begun already may have asked before what has happened since.
   * @param prepare is given the engines that are going to be asked, before they are
   */
  async fresh(prepare?: (open: readonly OpenEngine[]) => Promise<void>): Promise<Containers> {
    const before = this.#running;
    const look = (async () => {
      await before;
      return this.#look(prepare);
    })();
    return this.#shared(look);
  }

  /** What /proc alone tells, without a question to anybody. */
  here(): readonly ContainerFacts[] {
    return joinContainers(this.#here.look(), []);
  }

  /** Whether a socket of an engine is there at all, which costs next to nothing to know. */
  hasSockets(): boolean {
    const { surroundings, settings } = this.#options;
    return engineSockets(settings().engines, surroundings).length > 0;
  }

  /** The engines that a look would ask now. */
  openEngines(): readonly OpenEngine[] {
    return this.#openable(this.#here.look()).open;
  }

  /** What the engine of a container says of it now, and whether its first process is in it, here. */
  async details(container: ContainerName): Promise<Answer<ContainerNow>> {
    const client = this.#clientFor(container);
    if (client === undefined) return { outcome: 'absent' };
    const answer = await client.details(container.id);
    if (answer.outcome !== 'ok') return answer;
    const details = answer.value;
    const { containers, own } = this.#here.look();
    const here = containers.find(({ id }) => id === details.id && id !== own);
    return {
      outcome: 'ok',
      value: { details, isHere: details.pid !== undefined && here?.pids.has(details.pid) === true },
    };
  }

  /** Has the engine of a container stop it: see {@link EngineClient.stop}. What is known is asked anew afterwards. */
  async stop(container: ContainerName, signal?: AbortSignal): Promise<Answer<StopOutcome>> {
    const client = this.#clientFor(container);
    if (client === undefined) return { outcome: 'absent' };
    const answer = await client.stop(container.id, signal);
    this.#last = undefined;
    return answer;
  }

  /** All who ask while it runs get this look. */
  #shared(look: Promise<Containers>): Promise<Containers> {
    const running = look.finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    this.#running = running;
    return running;
  }

  async #look(prepare?: (open: readonly OpenEngine[]) => Promise<void>): Promise<Containers> {
    const before = this.#here.look();
    const { open, closed } = this.#openable(before);
    await prepare?.(open);
    const asked = await Promise.all(open.map((engine) => this.#ask(engine)));
    // Of what began meanwhile an engine may have told already.
    const seen = open.length === 0 ? before : this.#here.look();
    const answers = asked.map(({ answer }) => answer).filter((answer) => answer !== undefined);
    this.#last = {
      takenAt: this.#options.now(),
      containers: joinContainers(seen, answers),
      engines: [...asked.map(({ status }) => status), ...closed],
    };
    return this.#last;
  }

  async #ask(engine: OpenEngine): Promise<{ status: EngineStatus; answer?: EngineAnswer }> {
    const { socket, runtime } = engine;
    const answer = await this.#client(socket).containers(runtime);
    if (answer.outcome === 'ok') {
      const detail = engine.hasOtherPids && { detail: 'otherPids' };
      const status = { socket, runtime, outcome: answer.outcome, ...detail };
      return { status, answer: { ...engine, containers: answer.value } };
    }
    return { status: statusOf(engine, answer) };
  }

  /** The engines that may be asked, and why others are not, where that is worth saying. */
  #openable({ engines, podmanUsers }: Seen): { open: OpenEngine[]; closed: EngineStatus[] } {
    const { surroundings, settings } = this.#options;
    const { engines: setting, startsPodman } = settings();
    const open: OpenEngine[] = [];
    const closed: EngineStatus[] = [];
    const identify = (path: string): ReturnType<typeof surroundings.identify> => surroundings.identify(path);
    for (const socket of engineSockets(setting, surroundings)) {
      const evidence = evidenceFor(socket, engines, podmanUsers, startsPodman, identify);
      const { path, identity } = socket;
      const runtime = evidence?.engine?.runtime ?? socket.runtime;
      if (identity === undefined || evidence === undefined) {
        if (isWorthSaying(socket)) closed.push(statusOfClosed(socket, evidence === undefined));
      } else if (identity === 'denied') {
        closed.push({ socket: path, runtime, outcome: 'denied', detail: 'EACCES' });
      } else {
        const isSeen = evidence.engine?.isElsewhere === false;
        const hasOtherPids = evidence.engine?.hasOtherPids === true;
        open.push({
          ...{ socket: path, runtime, uid: identity.uid, isSeen },
          ...(hasOtherPids && { hasOtherPids }),
        });
      }
    }
    return { open, closed };
  }

  /** Only an engine that may be asked now is asked: what told of the container may have ended since. */
  #clientFor({ engine }: Pick<ContainerFacts, 'engine'>): EngineClient | undefined {
    const isOpen = engine !== undefined && this.openEngines().some(({ socket }) => socket === engine);
    return isOpen ? this.#client(engine) : undefined;
  }

  #client(socket: string): EngineClient {
    return this.#options.clientOf?.(socket) ?? new EngineClient(socket);
  }
}

/** A socket that lies in a usual place, as those of systemd's do, says nothing of an engine that does not run. */
function isWorthSaying({ chosenBy }: EngineSocket): boolean {
  return chosenBy !== 'usual';
}

function statusOfClosed({ path, runtime, identity }: EngineSocket, isNotRunning: boolean): EngineStatus {
  const detail = identity === undefined ? 'ENOENT' : isNotRunning && 'notRunning';
  return { socket: path, runtime, outcome: 'absent', ...(detail && { detail }) };
}

/** What the lists of others call an engine that says it cannot: for a list it has no reason. */
function statusOf(
  { socket, runtime }: OpenEngine,
  answer: Exclude<Answer<unknown>, { outcome: 'ok' }>,
): EngineStatus {
  const { outcome, detail } = answer;
  const told = outcome === 'refused' || outcome === 'cancelled' ? 'rubbish' : outcome;
  return { socket, runtime, outcome: told, ...(detail !== undefined && { detail }) };
}
