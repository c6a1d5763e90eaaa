import { Socket } from 'node:net';
import type { SingleNamespace } from '../../../../core/model/namespace';
import type { MachineNamespaces } from '../../namespaces/machineNamespaces';
import type { NamespaceEntry } from '../../namespaces/namespaceEntry';
import type { IdentifierTools } from './identifier';

/** socket(2): the same on every machine that native code is shipped for. */
const AF_INET = 2;
const AF_INET6 = 10;
const SOCK_STREAM_CLOEXEC = 0x8_0001;

/** What namespaces are found and entered with. */
export interface SocketPlaces {
  /** As they are now. */
  readonly machine: () => Pick<MachineNamespaces, 'find' | 'placeOf'>;
  /** Absent where this thread enters none. */
  readonly entry: Pick<NamespaceEntry, 'callsIn'> | undefined;
}

/** Makes sockets of TCP that are not connected, where listeners are; nothing where this thread may not. */
export function socketsIn(places: SocketPlaces): Pick<IdentifierTools, 'socketFor'> {
  return { socketFor: ({ namespace }, isIPv6) => socketIn(namespace, isIPv6, places) };
}

/** One that is made in a network namespace stays there, whatever the thread does then. */
function socketIn(
  namespace: SingleNamespace | undefined,
  isIPv6: boolean,
  { machine, entry }: SocketPlaces,
): Socket | undefined {
  if (namespace === undefined || namespace.kind === 'own') return new Socket();
  const now = machine();
  const found = now.find(namespace);
  if (found?.facts.isOwn === true) return new Socket();
  const place = found && now.placeOf(found);
  const calls = place && entry?.callsIn(() => place);
  const fd = calls?.socket(isIPv6 ? AF_INET6 : AF_INET, SOCK_STREAM_CLOEXEC, 0) ?? -1;
  // Not read from before it is connected, which fails.
  const options = { fd, manualStart: true };
  return fd < 0 ? undefined : new Socket(options);
}
