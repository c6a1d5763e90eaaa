import { TABLES } from '../../../../../src/core/netstat/data/dataTables';
import type { TableName } from '../../../../../src/core/netstat/data/ownTables';

/** The lines of CSV by RFC 4180, each its cells. Throws where a quoted cell has no end. */
export function readCsv(text: string): string[][] {
  const lines: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  let line: string[] = [];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (found === null) throw new Error(`no CSV at ${at}: ${text.slice(at, at + 40)}`);
    const [, quoted, plain = '', end] = found;
    line.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}

/** The bytes, one a character, of a text in which lone surrogates stand for bytes that are no UTF-8. */
export function bytesOf(text: string): string {
  return text
    .split(/([\udc80-\udcff])(?<![\ud800-\udbff].)/)
    .map((part, index) =>
      index % 2 === 1 ? String.fromCharCode(part.charCodeAt(0) & 0xff) : Buffer.from(part).toString('latin1'),
    )
    .join('');
}

/** What a parsed JSON document says, one character a byte. */
export function parsedJson(text: string): Document {
  return JSON.parse(Buffer.from(text, 'latin1').toString('utf8')) as Document;
}

/** A document of --json. */
export interface Document {
  readonly schema: number;
  readonly mode: string;
  readonly time: string;
  readonly rows: readonly Row[];
  readonly sources: readonly {
    readonly file: string;
    readonly status: string;
    readonly code: string | null;
  }[];
  readonly issues: readonly Readonly<Record<string, unknown>>[];
  readonly messages: readonly string[];
  readonly leftOut: number;
  readonly exitStatus: number;
}

export type Row = Readonly<Record<string, unknown>> & { readonly table: TableName };

/** The value of a column: "state.code" is a field of an object, which may be missing as a whole. */
export function valueOf(row: Readonly<Record<string, unknown>>, column: string): unknown {
  const [first = '', ...rest] = column.split('.');
  const value = row[first];
  if (rest.length === 0 || value === null || value === undefined) return value ?? null;
  return valueOf(value as Readonly<Record<string, unknown>>, rest.join('.'));
}

/** Names a row's fields as the columns do; those of an object that is null are not there. */
export function fieldsOf(row: Row): string[] {
  return Object.entries(row).flatMap(([name, value]) => {
    if (name === 'table') return [];
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? Object.keys(value).map((field) => `${name}.${field}`) : [name];
  });
}

/** The fields that a row of its table has, those of its objects that are null left out. */
export function expectedFields(row: Row): string[] {
  const columns: readonly string[] = TABLES[row.table];
  return [
    ...new Set(
      columns.map((column) => {
        const [first = ''] = column.split('.');
        return row[first] === null ? first : column;
      }),
    ),
  ];
}
