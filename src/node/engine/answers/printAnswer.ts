import type { ToldEntries } from '../../../core/history/historyText';
import type { ContainerFacts } from '../../../core/model/container';
import type { HistoryAnswer, HistoryQuestion } from '../../../core/model/history';
import type { PrintableRow, PrintRequest } from '../../../core/model/print';
import type { Snapshot } from '../../../core/model/snapshot';
import type { Environment } from '../../../core/netstat/context/environment';
import { printHistory } from '../../../core/print/historyPrint';
import { print } from '../../../core/print/print';
import { allRows, selectedRows } from '../../../core/query/page/selectedRows';
import { visibleText } from '../../netstat/visibleText';

type Source = PrintRequest['rows'][number];

/** What rows are taken from. */
export interface PrintSources {
  readonly netstat: Environment;
  /** The sockets that were read last, and those of them that views show. */
  readonly last: Snapshot | undefined;
  readonly shown: Snapshot | undefined;
  readonly containers: readonly ContainerFacts[];
  readonly table: (source: Extract<Source, { kind: 'table' }>) => readonly PrintableRow[];
  readonly history: (question: HistoryQuestion) => Promise<HistoryAnswer>;
}

/** Rows as netstat prints them, or as its data; what happened as the history tells it. */
export async function printAnswer(
  { rows: asked, ...how }: PrintRequest,
  sources: PrintSources,
): Promise<string> {
  const past = (await Promise.all(asked.map((each) => pastFor(each, sources)))).flat();
  if (past.length > 0) return printHistory(past, how.format, Date.now());
  const rows = asked.flatMap((each) => rowsFor(each, sources));
  const snapshot = asked[0]?.kind === 'snapshot' ? sources.last : undefined;
  return visibleText(await print(rows, how, sources.netstat, { snapshot, containers: sources.containers }));
}

async function pastFor(source: Source, { history }: PrintSources): Promise<readonly ToldEntries[]> {
  if (source.kind === 'history') return [{ entries: [source.entry] }];
  if (source.kind !== 'historyPart') return [];
  const { question } = source;
  const { from, to } = question;
  const { entries } = await history(question);
  return [{ entries, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
}

function rowsFor(source: Source, { table, shown, last }: PrintSources): readonly PrintableRow[] {
  switch (source.kind) {
    case 'history':
    case 'historyPart':
      return [];
    case 'table':
      return table(source);
    case 'page':
      return shown === undefined ? [] : selectedRows(shown, source);
    case 'snapshot':
      return last === undefined ? [] : allRows(last);
    default:
      return [source];
  }
}
