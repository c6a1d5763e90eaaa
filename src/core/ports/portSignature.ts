import type { PortContainer } from '../model/container';
import type { ListeningPort } from './listeningPorts';

/** What is known of a port, to tell whether it changed; queues, which change all the time, are left out. Not for eyes. */
export function portSignature(port: ListeningPort): string {
  let signature = signatures.get(port);
  if (signature === undefined) signatures.set(port, (signature = makeSignature(port)));
  return signature;
}

/** Ports stay the same objects while nothing of them changes. */
const signatures = new WeakMap<ListeningPort, string>();

function makeSignature({ sockets, owners, rules = [], namespace }: ListeningPort): string {
  return JSON.stringify([
    sockets.map((socket) => [
      socket.id,
      socket.owners.map(({ pid }) => pid),
      socket.reasons,
      socket.likelyOwner,
      signatureOf(socket.container),
    ]),
    owners.map((owner) => {
      const { pid, startTime, parentPid, commandLine, membership, description, isMine, windowRoots } = owner;
      return [pid, startTime, parentPid, commandLine, membership, description, isMine, windowRoots];
    }),
    rules.map(signatureOf),
    namespace && [namespace.key, namespace.names, namespace.containers, namespace.example],
  ]);
}

/** Of a container all that is told; it may have as many ports as there are. */
function signatureOf(container: PortContainer | undefined): unknown {
  if (container === undefined) return undefined;
  const { ports: _ports, keepers: _keepers, ...facts } = container.facts;
  return [container.published, facts];
}
