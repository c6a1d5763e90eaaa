import assert from 'node:assert/strict';
import { containerName } from '../../src/core/containers/containerNames';
import { containersOf, mayHaveContainers } from '../../src/core/containers/portContainer';
import type { ContainerFacts, Containers, PublishedPort } from '../../src/core/model/container';
import { keptBy } from '../../src/core/ports/keptBy';
import { listeningPorts, portKey, questionOn } from '../../src/core/ports/listeningPorts';
import { holdersOf } from '../../src/core/ports/portHolders';
import { rulePorts } from '../../src/core/ports/rulePorts';
import { MachineContainers } from '../../src/node/containers/machineContainers';
import type { SocketSurroundings } from '../../src/node/containers/engineSockets';
import { socketSurroundings } from '../../src/node/containers/socketSurroundings';
import type { LocalEngine } from '../../src/node/engine/localEngine';
import { machineEngine } from '../../src/node/engine/machineEngine';
import type { SystemCalls } from '../../src/node/system/systemCalls';
import { NOBODY } from '../host/users';
import type { Ground } from './ground';
import { NetworkReader } from './networkReader';

/** Binds to a port on an address, and says what came of it. */
export const BIND = `const [transport, port, address] = process.argv.slice(1);
const said = (word) => { console.log(word); process.exit(); };
const socket = transport === 'udp'
  ? require('node:dgram').createSocket(address.includes(':') ? { type: 'udp6', ipv6Only: true } : 'udp4')
  : require('node:net').createServer();
socket.on('error', ({ code }) => said(code)).on('listening', () => said('free'));
if (transport === 'udp') socket.bind(Number(port), address);
else socket.listen({ port: Number(port), host: address, ipv6Only: address === '::' });`;

/** Where the engines of a ground are found, and no others. */
function surroundingsOf(
  { folder }: Pick<Ground, 'folder'>,
  environment: SocketSurroundings['environment'],
): SocketSurroundings {
  const surroundings = { ...socketSurroundings(environment), home: folder };
  return {
    ...surroundings,
    identify: (path) => (path.startsWith(`${folder}/`) ? surroundings.identify(path) : undefined),
  };
}

/** What is known of this machine's containers by who is in the network of a ground. */
export function machineOf(ground: Ground, environment: SocketSurroundings['environment']): MachineContainers {
  return new MachineContainers({
    reader: new NetworkReader(ground.pid),
    surroundings: surroundingsOf(ground, environment),
    settings: () => ({ engines: 'auto', startsPodman: false }),
    now: () => Date.now(),
  });
}

/** The engine of views, in the network of a ground. */
export function engineOf(
  ground: Ground,
  environment: SocketSurroundings['environment'],
  calls: SystemCalls | Error = new Error('files alone'),
): LocalEngine {
  return machineEngine(calls, {
    reader: new NetworkReader(ground.pid),
    socketSurroundings: () => surroundingsOf(ground, environment),
    bind: async (transport, port, address) => {
      const code = await ground.run([process.execPath, '-e', BIND, transport, String(port), address]);
      if (code !== 'free') throw Object.assign(new Error(code), { code });
    },
  });
}

/** Does something as an ordinary user, who may open no engine's socket. */
export function asNobody<T>(act: () => Promise<T>): Promise<T> {
  return asUser(NOBODY, act);
}

/** Does something as another user, in his group alone. */
export async function asUser<T>(uid: number, act: () => Promise<T>): Promise<T> {
  const groups = process.getgroups?.() ?? [];
  process.setgroups?.([uid]);
  process.setegid?.(uid);
  process.seteuid?.(uid);
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

/** The ports that containers have by packet rules alone in the network of a process, and what leads to them there. */
export async function ruledPorts(pid: number, { containers }: Containers): Promise<string[]> {
  const engine = machineEngine(new Error('files alone'), { reader: new NetworkReader(pid) });
  const listening = listeningPorts(await engine.scan('inet', true));
  return rulePorts({ containers }, listening).map(({ port, transport, rules = [] }) => {
    const [rule] = rules;
    return `${port}/${transport} ${rule && containerName(rule.facts)} ${rule?.published.containerPort}`;
  });
}

/**
 * Which container would be stopped for each port of the network of a process, and the command of the line that does it. That
 * the port is named after none but that one is held, too.
 */
export async function stoppedPorts(pid: number, containers: Containers): Promise<Record<string, string>> {
  const engine = machineEngine(new Error('files alone'), { reader: new NetworkReader(pid) });
  const snapshot = { ...(await engine.scan('inet', true)), containers: containers.containers };
  const stopped: Record<string, string> = {};
  for (const port of listeningPorts(snapshot)) {
    const question = questionOn(port);
    if (question === undefined) continue;
    const kept = keptBy(await holdersOf(question, snapshot, engine, () => false), containers);
    const names = new Set(containersOf(port).map(({ facts }) => facts.id));
    if (kept !== undefined) assert.deepEqual([...names], [kept.container.id], portKey(port));
    const line = kept?.line?.replace(kept.container.id, 'ID') ?? '';
    stopped[portKey(port)] = kept === undefined ? '' : `${containerName(kept.container)}: ${line}`;
  }
  return stopped;
}

/**
 * What each port is named after in the network of a process: the container, and the port inside. That its snapshot looks as if
 * containers should be asked for is held, too.
 */
export async function namedPorts(pid: number, { containers }: Containers): Promise<Record<string, string>> {
  const engine = machineEngine(new Error('files alone'), { reader: new NetworkReader(pid) });
  const scanned = await engine.scan('inet', true);
  assert.ok(mayHaveContainers(scanned));
  return Object.fromEntries(
    listeningPorts({ ...scanned, containers }).map((port) => {
      const names = containersOf(port).map(({ facts, published }) =>
        `${containerName(facts)} ${published?.containerPort ?? ''}`.trim(),
      );
      return [`${port.port}/${port.transport}`, names.join()];
    }),
  );
}
