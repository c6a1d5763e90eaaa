import { l10n } from 'vscode';
import type { ContainerFacts } from '../../core/model/container';
import type { Engine } from '../../core/model/engine';
import type { SocketRow } from '../../core/model/page';
import type { ProcessOwner } from '../../core/model/process';
import type { Snapshot } from '../../core/model/snapshot';
import type { TrafficRow, TrafficSum } from '../../core/model/traffic';
import type { DetailLine } from '../../core/traffic/messages';
import { leaders } from '../../core/ports/leaders';
import { clean, shorten } from '../../core/text/clean';
import { containerFields } from '../containers/containerTexts';
import { processName } from '../describe';
import { columnsParagraph, type ParagraphFacts, socketParagraph } from '../details/detailParagraphs';
import { processParagraph } from '../details/processSection';
import { questionOf, type SocketNow } from '../details/socketsNow';
import { likelyFields, unknownFields } from '../likely/likelyFields';
import type { Names } from '../names';
import { clock } from '../started';
import { countText } from '../views/table/numberTexts';
import { type Field, field, type Paragraph, tooltipOf } from '../views/tooltip';

/** Processes of one socket that the page tells of. */
const MOST_PROCESSES = 5;
const LONGEST_VALUE = 2_000;

/** Everything known of a row. */
export interface TrafficDetails {
  readonly title: string;
  readonly lines: readonly DetailLine[];
}

/** Reads what is told of a row, but for its own traffic. */
export type DetailsOf = (row: TrafficRow) => Promise<TrafficDetails>;

/** Where it is read from. */
export interface TrafficDetailsSources extends Pick<ParagraphFacts, 'roots'> {
  readonly engine: Pick<Engine, 'socketFacts' | 'origins'>;
  readonly names: Names;
  readonly snapshot: () => Snapshot | undefined;
  readonly containers: () => readonly ContainerFacts[];
}

/**
 * Details for the page: what Show Details has, as far as it can be told again with each sample. No socket is looked for: a row says
 * itself what it is by now.
 */
export function trafficDetails(sources: TrafficDetailsSources): DetailsOf {
  return async (row) => {
    const snapshot = sources.snapshot();
    if (snapshot === undefined) return { title: '', lines: [] };
    const [first, ...rest] = await paragraphsOf(row, snapshot, sources);
    const title = shorten(clean(first?.heading ?? ''), LONGEST_VALUE);
    return { title, lines: [...linesOf({ fields: first?.fields ?? [] }), ...rest.flatMap(linesOf)] };
  };
}

async function paragraphsOf(
  row: TrafficRow,
  snapshot: Snapshot,
  sources: TrafficDetailsSources,
): Promise<readonly Paragraph[]> {
  switch (row.kind) {
    case 'connections':
    case 'listeners': {
      const now = await socketNow(row.row, row.isClosed, sources.engine);
      return [
        socketParagraph(now, { snapshot, names: sources.names }),
        ...(await processes(row.row.owners, snapshot, sources)),
        columnsParagraph(row.row),
      ];
    }
    case 'processes': {
      if (row.owner === undefined) {
        const { likelyOwner } = row;
        const likely =
          likelyOwner === undefined
            ? []
            : [
                ...unknownFields({ reasons: [], likelyOwner }, snapshot),
                ...likelyFields(likelyOwner, snapshot),
              ];
        return tooltipOf(row.name, [...sumFields(row.sum), ...likely]);
      }
      const [told = { fields: [] }] = await processes([row.owner], snapshot, sources);
      return [{ heading: processName(row.owner), fields: [...sumFields(row.sum), ...told.fields] }];
    }
    case 'containers': {
      const facts = sources.containers().find(({ id }) => id === row.id) ?? unknownContainer(row.id);
      return [{ heading: row.name, fields: [...sumFields(row.sum), ...containerFields({ facts })] }];
    }
    case 'hosts': {
      const name = sources.names.host(row.address);
      const fields = name === undefined ? [] : [field(l10n.t('Name'), name)];
      return [{ heading: row.address, fields: [...fields, ...sumFields(row.sum)] }];
    }
  }
}

/** What the row sums up, to the byte. */
function sumFields(sum: TrafficSum | undefined): Field[] {
  if (sum === undefined) return [];
  const bytes = (count: number): string => l10n.t('{0} bytes (TCP only)', countText(count));
  return [
    [l10n.t('Connections'), countText(sum.connections)],
    ...(sum.listeners > 0 ? [[l10n.t('Listeners'), countText(sum.listeners)] as const] : []),
    [l10n.t('Received'), bytes(sum.received)],
    [l10n.t('Sent'), bytes(sum.sent)],
    [l10n.t('Watched since'), clock(sum.firstSeen)],
  ];
}

/** A container that only control groups tell of. */
function unknownContainer(id: string): ContainerFacts {
  return { runtime: 'unknown', id, networks: [], ports: [], isHere: true };
}

async function socketNow(
  row: SocketRow,
  isGone: boolean,
  engine: TrafficDetailsSources['engine'],
): Promise<SocketNow> {
  const question = isGone ? undefined : questionOf(row);
  if (question === undefined) return { row, isGone, told: {} };
  const [told] = await engine.socketFacts([question]);
  return { row, isGone, told };
}

async function processes(
  owners: readonly ProcessOwner[],
  snapshot: Snapshot,
  { engine, names, roots }: TrafficDetailsSources,
): Promise<Paragraph[]> {
  const all = [...new Set([...leaders(owners), ...owners])];
  const told = all.slice(0, MOST_PROCESSES);
  if (told.length === 0) return [];
  const facts = { snapshot, names, roots, origins: await engine.origins(told) };
  const more = all.length - told.length;
  return [
    ...told.map((owner) => processParagraph(owner, facts)),
    ...(more > 0 ? [{ fields: [['', l10n.t('{0} more processes', more)] as const] }] : []),
  ];
}

function linesOf({ heading, fields }: Paragraph): DetailLine[] {
  return [
    ...(heading === undefined ? [] : [{ heading }]),
    ...fields.map(([label, value]) => ({ label, value: shorten(value, LONGEST_VALUE) })),
  ];
}
