import type { Engine } from '../../core/model/engine';
import type { SocketView } from '../../core/model/page';
import { isSame, type ProcessOwner } from '../../core/model/process';
import type { RowSource } from '../../core/query/page/pageSource';
import { rowsOf } from '../../core/query/page/pageSources';
import { ShownSockets } from '../../core/query/page/shownSockets';
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
  const found: KillTarget[] = [];
  for (const target of targets) {
    const { process, group } = target;
    if (group === undefined) found.push(target);
    else {
      const own = withSockets(process, rowsOf(group, snapshot));
      found.push(own.inodes.length > 0 ? own : await withSocketsElsewhere(process, group, engine));
    }
  }
  return found;
}

/** The same in the network namespace that the process is in, where that is another one. */
async function withSocketsElsewhere(
  process: ProcessOwner,
  view: SocketView,
  engine: Pick<Engine, 'scan'>,
): Promise<KillTarget> {
  const { pid, startTime } = process;
  const shown = { kind: 'process', pid, startTime } as const;
  const sockets = ShownSockets.of(await engine.scan('all', true, 'all', { shown }), shown);
  const isElsewhere = sockets !== undefined && !sockets.areOwn;
  return isElsewhere ? withSockets(process, rowsOf(view, sockets)) : { process, inodes: [], endpoints: [] };
}

/** The rows of the process' group, as the view has them where nothing is filtered. */
function withSockets(process: ProcessOwner, source: RowSource): KillTarget {
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
