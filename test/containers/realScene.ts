import { QUESTION, Scene } from '../unit/extension/ports/portScene';
import type { Ancestor } from '../../src/core/model/process';
import { USUAL_ENGINES } from '../../src/core/model/container';
import { listenersOn } from '../../src/core/ports/listeningPorts';
import type { SocketSurroundings } from '../../src/node/containers/engineSockets';
import type { Ground } from './ground';
import { engineOf } from './looks';

/** All that tells of a port, over what the engine of views reads of it now in the network of a ground. */
export async function realScene(
  ground: Ground,
  environment: SocketSurroundings['environment'],
): Promise<Scene> {
  const engine = engineOf(ground, environment);
  const containers = await engine.containers(USUAL_ENGINES, true);
  const named = { containers: containers.containers, engines: containers.engines };
  const read = { ...(await engine.scan('all', true)), ...named };
  const facts = await engine.portFacts(QUESTION);
  const owners = listenersOn(read, QUESTION).flatMap((port) => port.owners);
  const ancestors = new Map<number, readonly Ancestor[]>();
  for (const { pid } of owners) ancestors.set(pid, await engine.ancestors(pid));
  const now = new Map<string, Awaited<ReturnType<typeof engine.containerNow>>>();
  for (const each of containers.containers) now.set(each.id, await engine.containerNow(each, USUAL_ENGINES));
  const origins = await engine.origins(owners);

  const scene = new Scene({ sockets: [], owners: [], read, containers });
  const made = scene.engine.onAncestors;
  scene.engine.onAncestors = (pid) => ancestors.get(pid) ?? made(pid);
  scene.engine.onOrigins = () => origins;
  scene.engine.onPortFacts = () => ({ ...facts, snapshot: { ...facts.snapshot, ...named } });
  scene.engine.onContainerNow = ({ id }) => now.get(id) ?? { outcome: 'absent' };
  return scene;
}
