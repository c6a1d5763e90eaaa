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
import { type Section, type Told, toldOf } from './told';

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
export async function rowDetails({ title, seen, readRows }: RowSubject, engine: SharedEngine): Promise<Told> {
  return using(engine, async () => {
    const { takenAt, rows } = await readRows(engine);
    const row = withId(seen.id, rows);
    const gone = l10n.t('It is not there any more. What follows is what was seen last.');
    const told = [...(await partsOf(row ?? seen)), ...(await printed(row ?? seen, engine))];
    const heading = {
      heading: title,
      remark: [l10n.t('As read on {0}.', clock(takenAt)), ...(row === undefined ? [gone] : [])].join('\n'),
      lines: [],
    };
    return toldOf([heading, ...told.filter(({ heading, lines }) => heading !== '' || lines.length > 0)]);
  });
}

function withId(id: string, rows: readonly Row[]): Row | undefined {
  for (const row of rows) {
    const found = row.id === id ? row : withId(id, row.children ?? []);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function partsOf(row: Row): Promise<Section[]> {
  const tooltip: Tooltip = (await row.tooltip?.()) ?? [
    { heading: clean(row.label), fields: [['', clean(row.description ?? '')]] },
  ];
  const below = (row.children ?? []).map(({ label, description = '' }) => {
    return [clean(label), clean(description)] as const;
  });
  return [
    ...tooltip.map(({ heading, fields }) => part(heading, aligned(fields))),
    part(undefined, aligned(below)),
  ];
}

/** Without a heading the first line stands for it, as deep as the others. */
function part(heading: string | undefined, lines: readonly string[]): Section {
  const [first = '', ...rest] = heading === undefined ? lines : [heading, ...lines];
  return { heading: first, lines: rest.map((text) => ({ text })) };
}

/** The row as netstat prints it, where it does. */
async function printed(row: Row, engine: SharedEngine): Promise<Section[]> {
  const rows = (row.prints?.() ?? []).filter(({ kind }) => kind !== 'history');
  if (rows.length === 0) return [];
  const text = await engine.print({ format: 'text', numeric: true, rows });
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length === 0) return [];
  return [
    part(
      l10n.t('As netstat prints it'),
      lines.map((line) => `  ${clean(line)}`),
    ),
  ];
}
