import { type Identified, isSame, type ProcessOwner } from '../../core/model/process';
import type { Snapshot } from '../../core/model/snapshot';
import type { Parts } from '../api';
import { using } from '../sharedEngine';
import { portRow } from '../views/listeningPorts/portRows';
import type { TooltipSources } from '../views/listeningPorts/portTooltip';
import { groupRow, RowOfSocket } from '../views/sockets/socketRows';
import { nodeOf, type Row, type RowNode } from '../views/tree/row';
import type { Target } from './deeds';
import { socketAt } from './otherEnd';

type Sources = Pick<Parts, 'namingEngine' | 'monitor' | 'names' | 'roots'>;

/**
 * The row that a link means, as the machine is now: what its menu has can be done with it. It need not be shown anywhere.
 * @returns nothing where what it means is gone
 */
export async function nodeAt(target: Target, sources: Sources): Promise<RowNode | undefined> {
  const { namingEngine: engine, monitor } = sources;
  return using(engine, async () => {
    if (target[0] === 'port') await monitor.refresh();
    const snapshot = target[0] === 'port' ? undefined : await engine.scan('all', true, 'all', monitor.wish);
    const row = await rowAt(target, snapshot, sources);
    return row && nodeOf(row.id, undefined, row, undefined);
  });
}

async function rowAt(
  target: Target,
  snapshot: Snapshot | undefined,
  { namingEngine: engine, monitor, names, roots }: Sources,
): Promise<Row | undefined> {
  const told: TooltipSources = { engine, names, roots, snapshot: () => snapshot ?? monitor.snapshot };
  switch (target[0]) {
    case 'port': {
      const [, transport, inode] = target;
      const port = monitor.ports.find(
        (each) => each.transport === transport && each.sockets.some(({ socket }) => socket.inode === inode),
      );
      return port && portRow(port, told);
    }
    case 'socket': {
      const [, kind, inode] = target;
      const row = snapshot && socketAt(kind, inode, snapshot);
      return row && new RowOfSocket(row.key, row, 'none', told);
    }
    case 'process': {
      const [, pid, startTime] = target;
      const owner = await processAt({ pid, startTime }, snapshot, () => engine.processes());
      return owner && processRow(owner, told);
    }
  }
}

/** The row of a process, as a group of Connections has it. */
export function processRow(owner: ProcessOwner, sources: TooltipSources): Row {
  const subject = { by: 'process', owner, reasons: [] } as const;
  return groupRow({ id: `${owner.pid} ${owner.startTime}`, subject, count: 0, view: 'connections' }, sources);
}

/** One that holds sockets is in the snapshot, with what is known of it; others have to be looked for. */
async function processAt(
  process: Identified,
  snapshot: Snapshot | undefined,
  all: () => Promise<readonly ProcessOwner[]>,
): Promise<ProcessOwner | undefined> {
  const holder = snapshot?.processes.get(process.pid);
  if (holder !== undefined && isSame(holder, process)) return holder;
  return (await all()).find((each) => isSame(each, process));
}
