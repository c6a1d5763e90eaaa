import { FAMILY_LIST } from '../families/families';
import { type FamilyTable, OWN_TABLES, type TableName } from './ownTables';

const FAMILY_TABLES = Object.fromEntries(
  FAMILY_LIST.flatMap(({ table, fields, routes }) => [
    [table, fields],
    [`${table}Routes`, routes.fields],
  ]),
) as Readonly<Record<FamilyTable, readonly string[]>>;

/**
 * The tables that --json and --csv write, with the fields of their rows in order: "state.code" is the field `code` of
 * the object `state`. README.md lists them: a test holds both together.
 */
export const TABLES: Readonly<Record<TableName, readonly string[]>> = { ...OWN_TABLES, ...FAMILY_TABLES };

/** The columns of several tables in one, each once; the first says which table a row is of. */
export function columnsOf(tables: Iterable<TableName>): string[] {
  return [...new Set(['table', ...[...tables].flatMap((table) => TABLES[table])])];
}
