import type { Parsed } from '../../model/issue';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import { noted, printMessage } from '../context/printRow';
import type { DataRow } from '../data/dataSink';
import type { TableName } from '../data/ownTables';

/** What a family's files of routes came to: rows as text and as data, or what is said where the kernel lacks them. */
export type RoutesAnswer =
  | {
      readonly kind: 'table';
      readonly texts: () => readonly ByteText[];
      readonly data: () => readonly DataRow[];
    }
  | { readonly kind: 'missing'; readonly stdout: ByteText; readonly stderr: ByteText };

/** The routes of a family beside IPv4 and IPv6. */
export interface FamilyRoutes {
  /** Title and header with their newlines. */
  readonly header: ByteText;
  /** The fields of a row as data, in order. */
  readonly fields: readonly string[];
  readonly read: (context: ModeContext) => RoutesAnswer;
}

/** Routes that stand in one file. */
export interface RoutesFile<Row> extends Omit<FamilyRoutes, 'read'> {
  /** Of which the first counts that can be read. */
  readonly paths: readonly ByteText[];
  readonly parse: (bytes: Uint8Array) => Parsed<Row>;
  /** A row with its newline. */
  readonly text: (row: Row) => ByteText;
  readonly data: (row: Row) => DataRow;
  /** What is said where there is none of the files. @param failure the last path, and why it cannot be read */
  readonly missing: (failure: FirstFile) => RoutesAnswer;
}

/** A file that could be read, or why not. */
export interface FirstFile {
  readonly bytes?: Uint8Array;
  /** The system's code of the error: "ENOENT". */
  readonly code: string;
  readonly path: ByteText;
}

/** Routes that stand in one file, each row by itself. */
export function routesOfFile<Row>({
  paths,
  parse,
  text,
  data,
  missing,
  ...rest
}: RoutesFile<Row>): FamilyRoutes {
  return {
    ...rest,
    read: (context) => {
      const file = readFirst(context, paths);
      if (file.bytes === undefined) return missing(file);
      return routesTable(noted(context, file.path, parse(file.bytes)).rows, text, data);
    },
  };
}

/** The first of the files that can be read, or why the last cannot. */
export function readFirst({ environment }: ModeContext, paths: readonly ByteText[]): FirstFile {
  let [code, path] = ['ENOENT', ''];
  for (path of paths) {
    const file = environment.readFile(path);
    if (file.ok) return { bytes: file.bytes, code: '', path };
    code = file.code;
  }
  return { code, path };
}

/** Rows that are made into text or data once it is known which is wanted. */
export function routesTable<Row>(
  rows: readonly Row[],
  text: (row: Row) => ByteText,
  data: (row: Row) => DataRow,
): RoutesAnswer {
  return { kind: 'table', texts: () => rows.map(text), data: () => rows.map(data) };
}

/** What is said where the kernel has no such routes. */
export function noRoutes(stdout: ByteText, stderr: ByteText): RoutesAnswer {
  return { kind: 'missing', stdout, stderr };
}

/** -r of a family beside IPv4 and IPv6. */
export async function printFamilyRoutes(
  context: ModeContext,
  table: TableName,
  { header, read }: FamilyRoutes,
): Promise<ExitStatus> {
  const { sink, output } = context;
  const answer = read(context);
  if (answer.kind === 'missing') {
    output.stderr(answer.stderr);
    if (answer.stdout !== '') await printMessage(context, answer.stdout);
    return 1;
  }
  if (sink === undefined) await output.stdout(`${header}${answer.texts().join('')}`);
  else for (const row of answer.data()) await sink.row(table, row);
  return 0;
}
