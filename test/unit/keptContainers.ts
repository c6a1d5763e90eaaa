import type {
  Answer,
  ContainerDetails,
  ContainerFacts,
  ContainerNow,
  Containers,
  EngineStatus,
  PublishedPort,
} from '../../src/core/model/container';

/** Containers that have the port 3000 of a made-up machine. */
export const DB = 'db'.repeat(32);
export const OTHER = 'e0'.repeat(32);
export const SOCKET = '/var/run/docker.sock';
export const PORT: PublishedPort = {
  transport: 'tcp',
  hostAddress: '0.0.0.0',
  hostPort: 3000,
  containerPort: 5432,
};

/** A container of Docker's that publishes the port 3000 on all addresses, and so on where nothing else is said. */
export function container(facts: Partial<ContainerFacts> = {}): ContainerFacts {
  return {
    runtime: 'docker',
    id: DB,
    name: 'db',
    image: 'postgres:16',
    project: 'shop',
    networks: [],
    ports: [PORT],
    state: 'running',
    pid: 4242,
    engine: SOCKET,
    isHere: true,
    publishesOn: 'here',
    ...facts,
  };
}

/** The same without what its engine would have to tell. */
export function fromProcAlone(facts: Partial<ContainerFacts> = {}): ContainerFacts {
  const { runtime, id, networks, ports, pid, isHere } = container();
  return { runtime, id, networks, ports, ...(pid && { pid }), isHere, ...facts };
}

/** All containers, of an engine that answers. */
export function containersOf(
  containers: readonly ContainerFacts[],
  engines: readonly EngineStatus[] = [{ socket: SOCKET, runtime: 'docker', outcome: 'ok' }],
): Containers {
  return { takenAt: 0, containers, engines };
}

/** What the engine says of it now. */
export function now(details: Partial<ContainerDetails> = {}, isHere = true): Answer<ContainerNow> {
  const usual: ContainerDetails = {
    id: DB,
    name: 'db',
    image: 'postgres:16',
    isRunning: true,
    pid: 4242,
    startedAt: '2026-01-02T03:04:05.6Z',
    autoRemove: false,
    ports: [PORT],
  };
  return { outcome: 'ok', value: { details: { ...usual, ...details }, isHere } };
}

/** What the engine says of one that is gone. */
export const GONE: Answer<ContainerNow> = {
  outcome: 'refused',
  status: 404,
  detail: 'No such container',
};
