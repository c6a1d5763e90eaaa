import type { PageChanges, PageRequest } from '../../../../../src/core/model/page';
import type { ProcessOwner } from '../../../../../src/core/model/process';
import type { Snapshot } from '../../../../../src/core/model/snapshot';
import { Pages } from '../../../../../src/core/query/page/pages';
import { PageModel, type PageRows } from '../../../../../src/extension/views/sockets/pageModel';
import {
  type GroupNode,
  isGroupNode,
  isSocketNode,
  type RowNode,
  type SocketNode,
  type TreeUpdate,
} from '../../../../../src/extension/views/tree/row';
import { pageRequest } from '../../../pageRequest';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

/** Milliseconds between two passes of made-up machines. */
export const INTERVAL = 2_000;
const BEGIN = 1_700_000_000_000;

export const NODE = process({ pid: 42, comm: 'node' });
export const POSTGRES = process({ pid: 812, comm: 'postgres', startTime: 50, uid: 70 });

/** A connection of node to an address of another machine, which no other has. */
export function connection(number: number, more: Partial<MadeSocket> = {}): MadeSocket {
  const remote = [`10.9.${number >> 8}.${number & 255}`, 443] as const;
  const socket = { local: ['10.0.0.1', 40_000 + number], remote, state: 1 } as const;
  return { ...socket, inode: 1_000 + number, pids: [42], ...more };
}

/** Rows that say nothing. */
export const PLAIN: PageRows = {
  group: (group) => ({ id: group.id, label: '', group: { ...group, view: 'connections' } }),
  socket: (id, socket) => ({ id, label: '', socket }),
  more: (id, count) => ({ id, label: String(count) }),
};

/** One view on a made-up machine over several passes, as the extension keeps it. */
export class Viewer {
  readonly pages = new Pages();
  readonly model = new PageModel(PLAIN);
  snapshot: Snapshot | undefined;
  request = pageRequest();
  last: PageChanges | undefined;

  constructor(request: Partial<PageRequest> = {}) {
    this.request = { ...this.request, ...request };
  }

  /** The next pass finds these sockets. */
  pass(sockets: readonly MadeSocket[], owners: readonly ProcessOwner[] = [NODE, POSTGRES]): TreeUpdate {
    const sequence = (this.snapshot?.sequence ?? 0) + 1;
    const takenAt = BEGIN + sequence * INTERVAL;
    return this.take(snapshot(sockets, owners, { sequence, takenAt, scope: 'all' }));
  }

  take(taken: Snapshot): TreeUpdate {
    this.snapshot = taken;
    return this.ask();
  }

  /** Asks again, with these changes to the question. */
  ask(changes: Partial<PageRequest> = {}): TreeUpdate {
    const { now: _now, ...request } = this.request;
    this.request = { ...request, ...changes };
    this.last = this.pages.changes(this.snapshot, this.request);
    this.request = { ...this.request, revision: this.last.revision };
    return this.model.apply(this.last);
  }

  expandAll(): TreeUpdate {
    this.#expand(this.groups);
    return this.#expand(this.folds);
  }

  #expand(groups: readonly GroupNode[]): TreeUpdate {
    return this.ask({ expanded: [...new Set([...this.request.expanded, ...groups.map(({ id }) => id)])] });
  }

  get groups(): GroupNode[] {
    return this.model.roots.filter(isGroupNode).filter(({ row }) => row.group.subject.by !== 'fold');
  }

  /** What is told as one row, in all expanded groups. */
  get folds(): GroupNode[] {
    return this.#nodes.filter(isGroupNode).filter(({ row }) => row.group.subject.by === 'fold');
  }

  /** The rows that are shown, those of all expanded groups and of all that is unfolded in them. */
  get rows(): SocketNode[] {
    return this.#nodes.filter(isSocketNode);
  }

  get #nodes(): RowNode[] {
    const withBelow = (node: RowNode): RowNode[] => [node, ...(node.children ?? []).flatMap(withBelow)];
    return this.model.roots.flatMap(withBelow);
  }
}
