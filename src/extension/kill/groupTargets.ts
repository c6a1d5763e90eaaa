import type { Engine } from '../../core/model/engine';
import type { SocketView } from '../../core/model/page';
import { isSame, type ProcessOwner } from '../../core/model/process';
import type { Snapshot } from '../../core/model/snapshot';
import { rowsOf } from '../../core/query/page/pageSources';
import { socketOf } from './socketTargets';
import type { KillTarget } from '../../core/kill/targets';

/**
 * Gives targets that were chosen by a group the sockets that their processes hold now: in the meantime connections came
 * and went. Where a process holds none any more, it has none.
 */
export async function withGroupSockets(
  targets: readonly KillTarget[],
  engine: Pick<Engine, 'scan'>,
): Promise<readonly KillTarget[]> {
  if (targets.every(({ group }) => group === undefined)) return targets;
  const snapshot = await engine.scan('all', true);
  return targets.map((target) =>
    target.group === undefined ? target : withSockets(target.process, target.group, snapshot),
  );
}

/** The rows of the process' group, as the view has them where nothing is filtered. */
function withSockets(process: ProcessOwner, view: SocketView, snapshot: Snapshot): KillTarget {
  const source = rowsOf(view, snapshot);
  const inodes: number[] = [];
  const endpoints: string[] = [];
  for (let row = 0; row < source.length; row++) {
    if (!source.includes(row) || source.groupKey(row, 'process') !== process.pid) continue;
    const { inode, endpoint, owners } = socketOf(source.row(row));
    if (inode === 0 || !owners.some((owner) => isSame(owner, process))) continue;
    inodes.push(inode);
    endpoints.push(endpoint);
  }
  return { process, inodes, endpoints };
}
