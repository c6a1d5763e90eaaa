import type { InetColumns } from '../../../core/model/inetTable';
import type { BindTrial, PortQuestion } from '../../../core/model/portFacts';
import { rowsOn } from '../../../core/ports/listeningPorts';
import { isListening } from '../../../core/query/socketState';

/** Who has a port at one moment: sockets in the tables, and inodes of those in none. */
export interface PortMoment {
  readonly question: PortQuestion;
  readonly inet: InetColumns;
  readonly bound: readonly number[];
}

/** Whether a bind was refused because somebody has the address. */
export function isRefused(trials: readonly BindTrial[]): boolean {
  return trials.some(({ outcome }) => outcome === 'inUse');
}

/**
 * Whether what binds came to and who was seen to have the port can be true of one moment. A port is refused for a moment
 * also because somebody else tries it just then, or a server starts again.
 * @param later the same a moment later, asked for where somebody has the port: a trial's socket is gone by then
 */
export async function isConsistent(
  trials: readonly BindTrial[],
  moment: PortMoment,
  later: () => Promise<PortMoment>,
): Promise<boolean> {
  const holders = holdersIn(moment);
  if (!isRefused(trials)) {
    const isFree = trials.every(({ outcome }) => outcome === 'free' || outcome === 'unavailable');
    return !(isFree && [...holders.values()].includes('listens'));
  }
  if (holders.size === 0) return false;
  const after = holdersIn(await later());
  return [...holders.keys()].some((holder) => after.has(holder));
}

/** Each socket by what tells it from others: its inode, or both ends where the kernel alone has it. */
function holdersIn({ question, inet, bound }: PortMoment): Map<string, 'listens' | 'else'> {
  const holders = new Map<string, 'listens' | 'else'>();
  for (const inode of bound) holders.set(String(inode), 'else');
  for (const row of rowsOn(inet, question)) {
    const inode = inet.inode[row] ?? 0;
    const ends = [inet.localAddress, inet.remoteAddress].map((column) =>
      column.slice(row * 4, row * 4 + 4).join(),
    );
    const id = inode === 0 ? `${ends.join('-')}:${inet.remotePort[row]}` : String(inode);
    holders.set(id, isListening(inet, row) ? 'listens' : 'else');
  }
  return holders;
}
