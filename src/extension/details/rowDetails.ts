import { l10n } from 'vscode';
import { choiceKey, OWN_NAMESPACE } from '../../core/model/namespace';
import { clean, shorten } from '../../core/text/clean';
import { type SharedEngine, using } from '../sharedEngine';
import { clock } from '../started';
import { aligned, type Tooltip } from '../views/tooltip';
import type { Row, RowNode } from '../views/tree/row';
import type { RegisteredView, RowReader } from '../views/tree/registerView';
import { LONGEST_TITLE } from './detailRows';
import type { Titled } from './detailsDocuments';

/** A row of a table, and how its table is read anew. */
export interface RowSubject extends Titled {
  readonly seen: Row;
  readonly readRows: RowReader;
}

/** What a row of a table stands for; undefined where no view of a table shows it. */
export function rowSubjectOf(node: unknown, views: readonly RegisteredView[]): RowSubject | undefined {
  const { row, serial = 0 } = Object(node) as Partial<RowNode>;
  const view = views.find(({ provider }) => provider.source.node(serial) === node);
  if (row === undefined || view?.rowReader === undefined) return undefined;
  const { view: shownIn, source } = view.provider;
  const title = shorten(l10n.t('Details of {0}', clean(row.label)), LONGEST_TITLE);
  const id = `${shownIn} ${choiceKey(source.namespace ?? OWN_NAMESPACE)} ${row.id}`;
  return { id, title, seen: row, readRows: view.rowReader() };
}

/** Everything known of a row of a table, and of what is below it, as plain text that reads from top to bottom. */
export async function rowDetails(
  { title, seen, readRows }: RowSubject,
  engine: SharedEngine,
): Promise<string> {
  return using(engine, async () => {
    const { takenAt, rows } = await readRows(engine);
    const row = withId(seen.id, rows);
    const gone = l10n.t('It is not there any more. What follows is what was seen last.');
    const parts = [
      [title, l10n.t('As read on {0}.', clock(takenAt)), ...(row === undefined ? [gone] : [])],
      ...(await partsOf(row ?? seen)),
      await printed(row ?? seen, engine),
    ];
    const shown = parts.filter(({ length }) => length > 0);
    return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
  });
}

function withId(id: string, rows: readonly Row[]): Row | undefined {
  for (const row of rows) {
    const found = row.id === id ? row : withId(id, row.children ?? []);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function partsOf(row: Row): Promise<string[][]> {
  const tooltip: Tooltip = (await row.tooltip?.()) ?? [
    { heading: clean(row.label), fields: [['', clean(row.description ?? '')]] },
  ];
  const below = (row.children ?? []).map(({ label, description = '' }) => [clean(label), clean(description)]);
  return [
    ...tooltip.map(({ heading, fields }) => [
      ...(heading === undefined ? [] : [heading]),
      ...aligned(fields),
    ]),
    aligned(below.map(([label = '', description = '']) => [label, description] as const)),
  ];
}

/** The row as netstat prints it, where it does. */
async function printed(row: Row, engine: SharedEngine): Promise<string[]> {
  const rows = (row.prints?.() ?? []).filter(({ kind }) => kind !== 'history');
  if (rows.length === 0) return [];
  const text = await engine.print({ format: 'text', numeric: true, rows });
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.length === 0
    ? []
    : [l10n.t('As netstat prints it'), ...lines.map((line) => `  ${clean(line)}`)];
}
