import type { PortFacts } from '../../src/core/model/portFacts';
import type { Snapshot } from '../../src/core/model/snapshot';

/** What a made-up machine tells of TCP's port 3000, usual but for its sockets and what else is said. */
export function portFacts(snapshot: Snapshot, more: Partial<PortFacts> = {}): PortFacts {
  return {
    transport: 'tcp',
    port: 3000,
    snapshot,
    trials: [],
    unlisted: [],
    bound: [],
    isBoundKnown: false,
    unprivilegedFrom: 1024,
    mayBindPrivileged: false,
    ephemeral: [32_768, 60_999],
    isReserved: false,
    bindV6Only: false,
    ...more,
  };
}
