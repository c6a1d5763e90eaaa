import type { Container } from './membership';

/** A port of the host that leads to one of a container. */
export interface PublishedPort {
  readonly transport: 'tcp' | 'udp' | 'sctp';
  /** Absent: all addresses of the host. `0.0.0.0` and `::` are all of one family. */
  readonly hostAddress?: string;
  readonly hostPort: number;
  readonly containerPort: number;
}

/** A network that a container is in. */
export interface ContainerNetwork {
  /** Empty where /proc alone told of it. */
  readonly name: string;
  readonly addresses: readonly string[];
}

/**
 * What is known of a container: from /proc alone (runtime, id, a name by conmon's command line, ports by docker-proxy's,
 * addresses), and more from its engine. Names are cleaned and short; paths are as somebody wrote them, which any image may do.
 */
export interface ContainerFacts extends Container {
  readonly name?: string;
  readonly image?: string;
  /** Compose's project and the service of it. */
  readonly project?: string;
  readonly service?: string;
  /** The project's folder and its files, as labels say: hostile. */
  readonly folder?: string;
  readonly composeFiles?: readonly string[];
  readonly networks: readonly ContainerNetwork[];
  /** Those that are its own: what another container publishes whose network it shares is that one's. */
  readonly ports: readonly PublishedPort[];
  /** The engine's word: "running", "paused". */
  readonly state?: string;
  /** When it was started last, as the engine writes it; absent where only a list was asked for. */
  readonly startedAt?: string;
  /** Its first process, by the pids of /proc here. Set only where it is here. */
  readonly pid?: number;
  /**
   * Processes of this machine that have its ports for it, as /proc shows: docker-proxy's, conmon, rootlessport. They hold the
   * sockets, or keep them open.
   */
  readonly keepers?: readonly number[];
  /**
   * What tells the network namespace of its engine from others at this moment (the inode of /proc/PID/net/tcp): what it
   * publishes by packet rules alone is published there, which need not be this process' own.
   */
  readonly hostNetwork?: number;
  /** Whether that is the network namespace of who looked; absent where nobody tells. */
  readonly publishesOn?: 'here' | 'elsewhere';
  /**
   * Whether an ordinary user's Podman runs it: its addresses are of networks that nobody but containers of that user is in,
   * whatever the namespace of its watcher.
   */
  readonly isRootless?: true;
  /** As its engine says: "host", "bridge", "container:ID"; the last where it is seen to have no network of its own, too. */
  readonly networkMode?: string;
  /** The name of its pod. */
  readonly pod?: string;
  /** Whether it only keeps the network of its pod. */
  readonly isInfra?: true;
  /** The engine's socket that told it; absent from /proc alone. */
  readonly engine?: string;
  /** Why nobody can ask its engine about it here, whatever rights he has; absent where that is not known. */
  readonly engineIs?: EngineAway;
  /** Whether it runs on this machine: a process here is in it. Of others nothing is shown as this machine's, and nothing is done. */
  readonly isHere: boolean;
}

/** Whose a port of the host is, where it is a container's. */
export interface PortContainer {
  readonly facts: ContainerFacts;
  /** How it leads inside; absent where it is the container's own, as with the host's network, or nobody tells. */
  readonly published?: PublishedPort;
}

/** A port of a host, and the container that it leads to. */
export type Published = Required<PortContainer>;

/**
 * Why an engine cannot be asked about a container that is here:
 * - `down`: no process of it runs; its containers live on without it
 * - `otherPids`: it is in another pid namespace, so what it calls a pid is somebody else's here, and its word is not taken
 */
export type EngineAway = 'down' | 'otherPids';

/** What a container is called by, and what tells it from others of its name. */
export type ContainerLabel = Pick<
  ContainerFacts,
  'runtime' | 'id' | 'name' | 'image' | 'project' | 'service' | 'pod'
>;

/** The engines that have a socket of their own which is asked. */
export type EngineRuntime = 'docker' | 'podman';

/**
 * What came of asking an engine:
 * - `ok`
 * - `denied`: this user may not open its socket
 * - `absent`: there is no such socket, nobody answers there, or no such engine runs and none was started for it
 * - `slow`: it did not answer in time
 * - `gone`: it broke off in the middle
 * - `rubbish`: what it answers is no answer
 */
export type EngineOutcome = 'ok' | 'denied' | 'absent' | 'slow' | 'gone' | 'rubbish';

/**
 * Why there is no answer, beside what becomes of engines in general:
 * - `refused`: the engine says that it cannot, with its own words as `detail`
 * - `cancelled`: by who asked
 */
export type NoAnswer = Exclude<EngineOutcome, 'ok'> | 'refused' | 'cancelled';

/** What an engine answers, or why it does not. */
export type Answer<T> =
  | { readonly outcome: 'ok'; readonly value: T }
  | { readonly outcome: NoAnswer; readonly detail?: string; readonly status?: number };

/** What came of asking the engines. */
export interface EngineStatus {
  readonly socket: string;
  readonly runtime: EngineRuntime;
  readonly outcome: EngineOutcome;
  /** The system's code or the engine's own words, cleaned; `notRunning` where no process of it is seen, `otherPids` of {@link EngineAway}. */
  readonly detail?: string;
}

/** The containers that are known of at one moment. */
export interface Containers {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  readonly containers: readonly ContainerFacts[];
  readonly engines: readonly EngineStatus[];
}

/** What is asked of one container before it is stopped. */
export interface ContainerDetails {
  readonly id: string;
  readonly name?: string;
  readonly image?: string;
  readonly isRunning: boolean;
  /** By the pids of the engine's host. */
  readonly pid?: number;
  /** As the engine writes it; another text means another start. */
  readonly startedAt?: string;
  /** Whether it is deleted when it ends, with its anonymous volumes. */
  readonly autoRemove: boolean;
  /** "always", "unless-stopped", "on-failure"; absent where it is not started again. */
  readonly restartPolicy?: string;
  readonly networkMode?: string;
  /** The container whose network it uses. */
  readonly networkOf?: string;
  readonly pod?: string;
  readonly ports: readonly PublishedPort[];
}

/** What became of a stop: it ended by it, had ended before, or is no more. */
export type StopOutcome = 'stopped' | 'alreadyStopped' | 'noSuchContainer';

/** The only ids that get into a path or a command line. */
export function isContainerId(id: string): boolean {
  return /^[0-9a-f]{64}$/.test(id);
}

/** Which engines are asked: those that are found, none, or those behind the sockets named (paths, or `unix://` and a path). */
export type EnginesSetting = 'auto' | 'off' | readonly string[];

/** What the user allows. */
export interface EngineSettings {
  readonly engines: EnginesSetting;
  /** Whether connecting may have systemd start Podman's service, for users whose containers run. */
  readonly startsPodman: boolean;
}

/** Where the user said nothing: what is found is asked, and nothing is started. */
export const USUAL_ENGINES: EngineSettings = { engines: 'auto', startsPodman: false };

/** A container as its engine knows it; nothing but this is sent to one. */
export type ContainerName = Pick<ContainerFacts, 'id' | 'engine'>;

/** What an engine says of a container now, and whether its first process is in it, here. */
export interface ContainerNow {
  readonly details: ContainerDetails;
  readonly isHere: boolean;
}
