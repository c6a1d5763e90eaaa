import { containersOf } from '../containers/portContainer';
import { isOwnPort, type ListeningPort } from '../ports/listeningPorts';
import { programOf } from '../text/programName';
import { likelyName } from '../units/shownUnit';
import { groupBy } from './groupBy';
import { type PortGroup, windowGroup } from './portGroups';

/** Rows that one looks through without groups; more of them get an overview where nobody chose how they are grouped. */
export const MOST_WITHOUT_GROUPS = 30;

/** What one wants to see of many ports, in groups, and those that are in none. */
export interface PortOverview<Row> {
  readonly groups: readonly PortGroup<Row>[];
  readonly rest: readonly Row[];
}

/**
 * An overview of many ports: those of this window, those that the network reaches, those of containers, and the rest by
 * program, where it has several; those that nobody is known to have come last. What a container has is its own, whoever
 * reaches it.
 */
export function portOverview<Row extends { readonly port: ListeningPort }>(
  rows: readonly Row[],
): PortOverview<Row> {
  const { groups: own } = windowGroup(rows);
  const of = (place: OverviewPlace): Row[] => rows.filter(({ port }) => overviewOf(port) === place);
  const local = of('rest');
  const programs = [...groupBy(local, ({ port }) => programIn(port))]
    .filter(([, { length }]) => length > 1)
    .toSorted(([a], [b]) => Number(a === '') - Number(b === ''))
    .flatMap(([name, all]) => groupOf(`program ${name}`, { by: 'program', name }, all));
  const folded = new Set(programs.flatMap((group) => group.rows));
  return {
    groups: [
      ...own,
      ...groupOf('network', { by: 'network' }, of('network')),
      ...groupOf('containers', { by: 'containers' }, of('containers')),
      ...programs,
    ],
    rest: local.filter((row) => !folded.has(row)),
  };
}

function groupOf<Row>(
  id: string,
  subject: PortGroup<Row>['subject'],
  rows: readonly Row[],
): PortGroup<Row>[] {
  return rows.length === 0 ? [] : [{ id, subject, rows }];
}

/** Where a port belongs in an overview. */
export type OverviewPlace = 'window' | 'network' | 'containers' | 'rest';

/** The first of these that a port belongs to. */
export function overviewOf(port: ListeningPort): OverviewPlace {
  if (port.leader?.isMine === true) return 'window';
  if (containersOf(port).length > 0) return 'containers';
  return isOwnPort(port) && port.exposure === 'network' ? 'network' : 'rest';
}

/** What a person calls the program, whatever project it runs for; '' where nobody is known. */
function programIn({ leader, likelyOwner }: ListeningPort): string {
  if (leader !== undefined) return leader.description?.what ?? programOf(leader);
  return likelyOwner === undefined ? '' : likelyName(likelyOwner);
}
