import type { ContainerFacts, PublishedPort } from '../../src/core/model/container';
import { MachineContainers } from '../../src/node/containers/machineContainers';
import type { SocketSurroundings } from '../../src/node/containers/engineSockets';
import { socketSurroundings } from '../../src/node/containers/socketSurroundings';
import { FileReader } from '../../src/node/reader';
import { NOBODY } from '../host/users';

/** What is known of this machine's containers, where no engines are known of but those below a folder. */
export function machineOf(folder: string, environment: SocketSurroundings['environment']): MachineContainers {
  const surroundings = { ...socketSurroundings(environment), home: folder };
  return new MachineContainers({
    reader: new FileReader('/proc'),
    surroundings: {
      ...surroundings,
      identify: (path) => (path.startsWith(`${folder}/`) ? surroundings.identify(path) : undefined),
    },
    settings: () => ({ engines: 'auto', startsPodman: false }),
    now: () => Date.now(),
  });
}

/** Does something as an ordinary user, who may open no engine's socket. */
export async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  const groups = process.getgroups?.() ?? [];
  process.setgroups?.([NOBODY]);
  process.setegid?.(NOBODY);
  process.seteuid?.(NOBODY);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
    process.setgroups?.(groups);
  }
}

export function portTexts(ports: readonly PublishedPort[] = []): string[] {
  return ports.map(
    ({ transport, hostAddress = '*', hostPort, containerPort }) =>
      `${hostAddress}:${hostPort} > ${containerPort}/${transport}`,
  );
}

export function addressesOf({ networks }: ContainerFacts): string[] {
  return networks.flatMap(({ addresses }) => addresses);
}
