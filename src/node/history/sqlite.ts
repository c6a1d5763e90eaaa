/** What is used of node:sqlite: the types of the oldest Node that the extension runs in lack it. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

export type SqlValue = number | bigint | string | null | Uint8Array;

export type SqlRow = Readonly<Record<string, SqlValue>>;

export interface Statement {
  run(...values: readonly SqlValue[]): {
    readonly changes: number | bigint;
    readonly lastInsertRowid: number | bigint;
  };
  get(...values: readonly SqlValue[]): SqlRow | undefined;
  all(...values: readonly SqlValue[]): SqlRow[];
}

interface Sqlite {
  readonly DatabaseSync: new (
    path: string,
    options?: {
      readonly open?: boolean;
      readonly readOnly?: boolean;
      readonly enableForeignKeyConstraints?: boolean;
    },
  ) => Database;
}

/** The first Node that has node:sqlite without an option. */
export const NODE_WITH_SQLITE = '22.13';

let loaded: Sqlite | undefined;

/**
 * node:sqlite, loaded when it is first needed, since few need it; undefined where this Node lacks it: see
 * {@link NODE_WITH_SQLITE}. Node 22 warns on stderr, which is the user's terminal, that it is experimental: that is kept back.
 */
export function sqlite(): Sqlite | undefined {
  if (loaded) return loaded;
  const { emitWarning: warn } = process as { readonly emitWarning: (this: void, ...given: never[]) => void };
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    if (!/SQLite/i.test(String(warning))) Reflect.apply(warn, process, [warning, ...rest]);
  };
  try {
    // Not by import: bundles must load where there is no such module.
    loaded = process.getBuiltinModule('node:sqlite') as Sqlite | undefined;
  } finally {
    process.emitWarning = warn;
  }
  return loaded;
}

/** SQLite's own codes (https://www.sqlite.org/rescode.html), of the primary ones what is told apart here. */
export const SQLITE_CODES = {
  error: 1,
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;

/** The primary result code of an error that node:sqlite threw; undefined of any other. */
export function sqliteCode(error: unknown): number | undefined {
  const code = (error as { readonly errcode?: unknown } | undefined)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}
