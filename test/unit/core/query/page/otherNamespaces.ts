import type { ContainerFacts } from '../../../../../src/core/model/container';
import type { NamespaceFacts, NamespaceWish } from '../../../../../src/core/model/namespace';
import type { ProcessOwner } from '../../../../../src/core/model/process';
import type { NamespacePart, Snapshot, SnapshotNamespaces } from '../../../../../src/core/model/snapshot';
import { containerId, dbContainer } from '../../../knownContainers';
import { namespaceFacts, partOf } from '../../../namespaces';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

const OWN_INODE = 4_026_531_833;

/** The engine's own network namespace of a made-up machine. */
export const OWN: NamespaceFacts = namespaceFacts({ key: 'own', inode: OWN_INODE, isOwn: true });

/** Another one, by its number. */
export function namespace(number: number, facts: Partial<NamespaceFacts> = {}): NamespaceFacts {
  const example = { pid: 4_000 + number, startTime: 900 + number, comm: 'sh' };
  return namespaceFacts({ key: `n${number}`, inode: 4_026_532_000 + number, example, ...facts });
}

/** That of the container db, with its server and the address 172.17.0.2 in the engine's own network. */
export const DB_SPACE = namespace(1, { containers: [{ runtime: 'docker', id: containerId('a') }] });
export const DB: ContainerFacts = dbContainer({
  hostNetwork: OWN_INODE,
  networks: [{ name: 'shop_default', addresses: ['172.17.0.2'] }],
});
export const POSTGRES: ProcessOwner = process({
  pid: 4242,
  comm: 'postgres',
  membership: { container: { runtime: 'docker', id: DB.id } },
});
export const CLIENT: ProcessOwner = process({ pid: 42, comm: 'psql' });

/** The sockets of another namespace. */
export function part(
  facts: NamespaceFacts,
  sockets: readonly MadeSocket[],
  more: Partial<NamespacePart> = {},
): NamespacePart {
  const own = snapshot(sockets);
  return partOf(own, facts, { readAt: own.takenAt - 7_000, ...more });
}

/** A machine with these own sockets and other namespaces, all of which were asked for. */
export function namespaced(
  sockets: readonly MadeSocket[],
  parts: readonly NamespacePart[],
  more: Partial<Snapshot> = {},
  namespaces: Partial<SnapshotNamespaces> = {},
): Snapshot {
  const wish: NamespaceWish = { shown: { kind: 'all' } };
  return snapshot(sockets, [CLIENT, POSTGRES], {
    scope: 'all',
    containers: [DB],
    ...more,
    namespaces: { wish, own: OWN, parts, unread: [], ...namespaces },
  });
}

/** psql's end of a connection to the container db, and postgres' end of it there. */
export const TO_DB: MadeSocket = {
  ...{ local: ['172.17.0.1', 40_001], remote: ['172.17.0.2', 5432], state: 1, inode: 1, pids: [42] },
};
export const FROM_HOST: MadeSocket = {
  ...{ local: ['172.17.0.2', 5432], remote: ['172.17.0.1', 40_001], state: 1, inode: 2, pids: [4242] },
};
