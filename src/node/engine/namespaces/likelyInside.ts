import { isEnginesNameServer } from '../../../core/containers/engineNames';
import {
  type LikelyOwner,
  type LikelyOwners,
  NO_LIKELY_OWNERS,
  NONE_LIKELY,
} from '../../../core/model/likelyOwner';
import type { Container } from '../../../core/model/membership';
import type { TakenRows } from '../sockets/takenRows';

/** A process of a namespace, as far as it tells of who has a socket there. */
export interface Inhabitant {
  readonly container: Container | undefined;
  /** Whether this user may not see what it holds. */
  readonly isDenied: boolean;
}

/**
 * Who probably has the sockets of a network namespace that nobody is seen to hold: its container, where of all that are in it
 * only that one's processes may not be looked at. Where those of several may not (a pod), or one that is in no container, nobody
 * can say. What dockerd opened there itself is never the container's.
 */
export function likelyInside(
  { inet }: Pick<TakenRows, 'inet'>,
  ownerStart: Uint32Array,
  inhabitants: Iterable<Inhabitant>,
): LikelyOwners {
  const all = [...inhabitants];
  const hidden = all.filter(({ isDenied }) => isDenied);
  const container = hidden[0]?.container;
  const containers = new Set(all.map((each) => each.container?.id));
  containers.delete(undefined);
  const isClear = containers.size === 1 && hidden.every((each) => each.container !== undefined);
  if (container === undefined || !isClear) return NO_LIKELY_OWNERS;
  const count = all.filter((each) => each.container !== undefined).length;
  const owner: LikelyOwner = {
    unitOf: 'container',
    container,
    processes: [],
    count,
    evidence: ['inNamespace'],
  };
  const isEngines = (row: number): boolean =>
    isEnginesNameServer(container.runtime, inet.localAddress[row * 4]);
  // The kernel keeps those without an inode for nobody.
  const index = Int32Array.from(inet.inode, (inode, row) =>
    inode !== 0 && ownerStart[row] === ownerStart[row + 1] && !isEngines(row) ? 0 : NONE_LIKELY,
  );
  return index.includes(0) ? { index, owners: [owner] } : NO_LIKELY_OWNERS;
}
