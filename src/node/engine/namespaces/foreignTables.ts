import type { OneNamespace } from '../../../core/model/namespace';
import { gatherInterfaces } from '../../../core/netstat/interfaces/gatherInterfaces';
import { nameText } from '../../../core/text/clean';
import { readInterfaces } from '../../cli/kernelInterfaces';
import type { ReadResult } from '../../reader';
import type { NetworkTablesOptions } from '../answers/networkTables';
import type { ForeignNetwork } from './foreignNetwork';
import type { MachineNamespaces } from './machineNamespaces';

const DENIED = { status: 'denied', code: 'EPERM' } as const;

/** What other namespaces are found and read with. */
export interface ForeignTools {
  /** As they are now. */
  readonly machine: MachineNamespaces;
  readonly network: ForeignNetwork;
  readonly littleEndian: boolean;
}

/**
 * Reads tables of another network namespace: what the files of a process in it tell, and what the kernel and its settings tell
 * where this thread may enter. Nothing of this machine's own stands in for what is not told.
 * @param own reads those of this machine, where that is the one that is meant
 * @throws a sentence that names it where it has ended, or is closed
 */
export function readForeignTables<T>(
  choice: OneNamespace,
  { machine, network, littleEndian }: ForeignTools,
  read: (of: NetworkTablesOptions) => T,
  own: () => T,
): T {
  const namespace = machine.find(choice);
  if (namespace?.facts.isOwn) return own();
  const place = namespace && machine.placeOf(namespace);
  if (place === undefined) throw new Error(`The network namespace ${nameOf(choice)} has ended.`);
  const found = network.read(place, () => ({ value: read(optionsIn(network, littleEndian)) }));
  if (found !== undefined) return found.value;
  throw new Error(
    place.folder === undefined
      ? `The network namespace ${nameOf(choice)} has no process in sight: only root can look into it.`
      : `The network namespace ${nameOf(choice)} has ended while it was read.`,
  );
}

/** How the tables of the place that is being read are to be had. */
function optionsIn(network: ForeignNetwork, littleEndian: boolean): NetworkTablesOptions {
  const { reader, calls, routes, isOpen } = network;
  const isAsked = isOpen && calls !== undefined && routes !== undefined;
  return {
    reader,
    littleEndian,
    untold: 'denied',
    ...(isAsked && { routes }),
    // A setting is that of the thread which reads it (net/sysctl_net.c:net_ctl_header_lookup()).
    readSetting: (path) => network.inside((): ReadResult<Uint8Array> => reader.read(path)) ?? DENIED,
    gatherInterfaces: () =>
      gatherInterfaces({
        littleEndian,
        readFile: (path) => {
          // /sys shows the network that it was mounted in.
          const file = path.startsWith('/proc/net/')
            ? reader.read(`self/net/${path.slice('/proc/net/'.length)}`)
            : DENIED;
          return file.status === 'ok'
            ? { ok: true, bytes: Uint8Array.from(file.value) }
            : { ok: false, code: file.code };
        },
        fileKind: () => undefined,
        interfaceAddresses: () => [],
        ...(isAsked && { kernelInterfaces: () => readInterfaces(calls, littleEndian) }),
      }),
  };
}

function nameOf(choice: OneNamespace): string {
  switch (choice.kind) {
    case 'container':
      return `of container ${nameText(choice.id.slice(0, 12))}`;
    case 'name':
      return `"${nameText(choice.name)}"`;
    case 'process':
      return `of process ${choice.pid}`;
  }
}
