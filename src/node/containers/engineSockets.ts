import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { objectOf, parseJson } from '../../core/containers/engineJson';
import { socketIn } from '../../core/containers/engineProcess';
import type { EngineRuntime, EnginesSetting } from '../../core/model/container';
import type { SeenEngine } from './containersHere';
import { decode } from '../text';

/** What stat(2) tells of a socket. */
export interface SocketIdentity {
  readonly device: number;
  readonly inode: number;
  readonly uid: number;
}

/** Where sockets are looked for; tests have a machine of their own. */
export interface SocketSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly uid: number;
  /** A file's bytes; nothing where there is no such regular file, or a longer one. */
  readFile(path: string, most: number): Uint8Array | undefined;
  /** Of a path, links followed: `denied` where a folder on the way may not be entered; nothing where no socket is there. */
  identify(path: string): SocketIdentity | 'denied' | undefined;
}

/** The socket of an engine, which may run or not. */
export interface EngineSocket {
  readonly path: string;
  readonly runtime: EngineRuntime;
  readonly identity: SocketIdentity | 'denied' | undefined;
  /** Who chose it: `usual` places are silent where nothing is there; the `setting` has it opened whatever /proc shows. */
  readonly chosenBy: 'usual' | 'environment' | 'setting';
}

/** Bytes of Docker's own configuration files. */
const LONGEST_FILE = 1_000_000;

/** A setting may name as many. */
const MOST_NAMED = 20;

/** The sockets of engines, each once, by the one that the user's own tools would take first. Nothing is opened. */
export function engineSockets(setting: EnginesSetting, surroundings: SocketSurroundings): EngineSocket[] {
  if (setting === 'off') return [];
  const candidates = setting === 'auto' ? found(surroundings) : named(setting);
  const sockets = new Map<string, EngineSocket>();
  for (const { path, chosenBy } of candidates) {
    const identity = surroundings.identify(path);
    if (identity === undefined && chosenBy === 'usual') continue;
    const key = typeof identity === 'object' ? `${identity.device}:${identity.inode}` : path;
    const runtime = /podman/.test(path) ? 'podman' : 'docker';
    if (!sockets.has(key)) sockets.set(key, { path, runtime, identity, chosenBy });
  }
  return [...sockets.values()];
}

/** Whether the socket of an engine is there, which may run or not: without one no engine is asked. Nothing is opened. */
export function hasEngineSocket(setting: EnginesSetting, surroundings: SocketSurroundings): boolean {
  return engineSockets(setting, surroundings).some(({ identity }) => identity !== undefined);
}

type Candidate = Pick<EngineSocket, 'path' | 'chosenBy'>;

function named(setting: readonly string[]): Candidate[] {
  return setting
    .slice(0, MOST_NAMED)
    .map((name) => socketIn(name) ?? name)
    .filter((path) => path.startsWith('/') && !path.includes('\0'))
    .map((path) => ({ path, chosenBy: 'setting' }));
}

function found(surroundings: SocketSurroundings): Candidate[] {
  const { environment, uid } = surroundings;
  const runtimeFolder = environment['XDG_RUNTIME_DIR'] || `/run/user/${uid}`;
  const chosen = [contextHost(surroundings), environment['DOCKER_HOST']].map((host) => socketIn(host ?? ''));
  const usual = [
    '/var/run/docker.sock',
    join(runtimeFolder, 'docker.sock'),
    join(runtimeFolder, 'podman/podman.sock'),
    '/run/podman/podman.sock',
  ];
  return [
    ...chosen
      .filter((path) => path !== undefined)
      .map((path) => ({ path, chosenBy: 'environment' as const })),
    ...usual.map((path) => ({ path, chosenBy: 'usual' as const })),
  ];
}

/**
 * The host of the Docker context in use (docs.docker.com/engine/manage-resources/contexts): DOCKER_CONTEXT, else
 * `currentContext` of config.json. The folder of a context is called after the SHA-256 of its name.
 */
function contextHost(surroundings: SocketSurroundings): string | undefined {
  const { environment, home } = surroundings;
  const folder = environment['DOCKER_CONFIG'] || join(home, '.docker');
  const read = (...path: string[]): unknown => {
    const file = surroundings.readFile(join(folder, ...path), LONGEST_FILE);
    return file && parseJson(decode(file));
  };
  const name = environment['DOCKER_CONTEXT'] || objectOf(read('config.json'))['currentContext'];
  if (typeof name !== 'string' || name === '' || name === 'default') return undefined;
  const id = createHash('sha256').update(name).digest('hex');
  const { Endpoints } = objectOf(read('contexts', 'meta', id, 'meta.json')) as Record<string, unknown>;
  const { Host } = objectOf(objectOf(Endpoints)['docker']) as Record<string, unknown>;
  return typeof Host === 'string' ? Host : undefined;
}

/** What says that a socket may be opened without starting anything. */
export interface Evidence {
  /** The engine's own process; absent where only the setting says that it may be opened. */
  readonly engine?: SeenEngine;
}

/**
 * Why a socket may be opened; nothing where it may not: connecting to one that systemd made starts the engine, and with
 * Docker all containers that restart always. A process counts of the user whose socket it is, and that names it or may serve
 * others than those it names; one of this pid namespace before one of another, which may mean a file of the same name.
 * @param startsPodman whether Podman's service may be started for a user whose containers run
 */
export function evidenceFor(
  { path, runtime, identity, chosenBy }: EngineSocket,
  engines: readonly SeenEngine[],
  podmanUsers: ReadonlySet<number>,
  startsPodman: boolean,
  identify: SocketSurroundings['identify'],
): Evidence | undefined {
  const isSame = (other: string): boolean => {
    if (other === path) return true;
    const seen = typeof identity === 'object' ? identify(other) : undefined;
    return typeof seen === 'object' && typeof identity === 'object' && isSameSocket(seen, identity);
  };
  const isOwners = (uid: number): boolean => typeof identity !== 'object' || identity.uid === uid;
  const owners = engines
    .filter(({ uid }) => isOwners(uid))
    .sort((a, b) => Number(a.hasOtherPids) - Number(b.hasOtherPids));
  const engine =
    owners.find(({ sockets }) => sockets.some(isSame)) ??
    owners.find((each) => each.takesOthers && each.runtime === runtime);
  if (engine !== undefined) return { engine };
  const mayStart = startsPodman && runtime === 'podman' && [...podmanUsers].some(isOwners);
  return mayStart || chosenBy === 'setting' ? {} : undefined;
}

function isSameSocket(a: SocketIdentity, b: SocketIdentity): boolean {
  return a.device === b.device && a.inode === b.inode;
}
