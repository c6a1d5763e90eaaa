import { interfaces } from './interfaces';
import { multicastGroups } from './multicastGroups';
import { nat } from './nat';
import { neighbours } from './neighbours';
import { routes } from './routes';
import { statistics } from './statistics';
import type { RowOf, Table } from './table';

/** The machine's tables beside those of sockets: each is read, filtered, printed and shown by what stands here. */
export const TABLES = { routes, interfaces, multicastGroups, statistics, nat, neighbours } as const;

/** Names a table. */
export type TableName = keyof typeof TABLES;

/** What the kernel tells beside sockets, by the name of the table. */
export type TableContents = {
  [Name in TableName]: (typeof TABLES)[Name] extends Table<infer Contents, infer _Rows> ? Contents : never;
};

/** A row of one of the tables that can be printed. */
export type TableRow = {
  [Name in TableName]: (typeof TABLES)[Name] extends Table<infer _Contents, infer Rows> ? RowOf<Rows> : never;
}[TableName];
