import type { ContainerFacts } from '../../core/model/container';
import type { GroupSubject } from '../../core/model/page';
import type { TrafficRow } from '../../core/model/traffic';
import { portOfRow } from '../../core/ports/rowPort';
import { RowOfSocket, groupRow } from '../views/sockets/socketRows';
import { portRow } from '../views/listeningPorts/portRows';
import type { TooltipSources } from '../views/listeningPorts/portTooltip';
import { nodeOf, type Row, type RowNode } from '../views/tree/row';

/**
 * Rows of the page as rows of the trees, so that commands need not know which it was: a connection is a row of Connections, a listener
 * one of Listening Ports, and what sums up connections is a group of them.
 */
export function nodesOfTraffic(
  rows: readonly TrafficRow[],
  sources: TooltipSources,
  containers: readonly ContainerFacts[],
): RowNode[] {
  return rows.map((row) => {
    const made = rowOf(row, sources, containers);
    const node = nodeOf(made.id, undefined, made, undefined);
    if ('isClosed' in row && row.isClosed) node.mark = 'closed';
    return node;
  });
}

function rowOf(row: TrafficRow, sources: TooltipSources, containers: readonly ContainerFacts[]): Row {
  switch (row.kind) {
    case 'connections':
      return new RowOfSocket(row.row.key, row.row, 'none', sources);
    case 'listeners': {
      const port = row.row.kind === 'inet' ? portOfRow(row.row, containers) : undefined;
      return port === undefined
        ? new RowOfSocket(row.row.key, row.row, 'none', sources)
        : portRow(port, sources);
    }
    case 'processes':
      return group(
        {
          by: 'process',
          owner: row.owner,
          reasons: [],
          ...(row.likelyOwner && { likelyOwner: row.likelyOwner }),
        },
        sources,
      );
    case 'containers': {
      const container = containers.find(({ id }) => id === row.id);
      return group({ by: 'container', container: container ?? { runtime: 'unknown', id: row.id } }, sources);
    }
    case 'hosts':
      return group({ by: 'foreignHost', address: row.address }, sources);
  }
}

function group(subject: GroupSubject, sources: TooltipSources): Row {
  return groupRow({ id: subject.by, subject, count: 0, view: 'connections' }, sources);
}
