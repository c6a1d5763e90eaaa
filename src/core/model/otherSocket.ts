/**
 * The families of sockets that few kernels have, by netstat's names and in the order of views; each with the name of its
 * table in --json and --csv, where its routes are that name with "Routes" behind it. What each is stands in
 * `core/netstat/families`.
 */
export const OTHER_TABLES = {
  ipx: 'ipx',
  ax25: 'ax25',
  netrom: 'netrom',
  ddp: 'appletalk',
  x25: 'x25',
  rose: 'rose',
} as const;

/** A family of such sockets, by netstat's name of it. */
export type OtherProtocol = keyof typeof OTHER_TABLES;

/** The families in their order. */
export const OTHER_PROTOCOLS = Object.keys(OTHER_TABLES) as readonly OtherProtocol[];

/** A socket's ends as its family writes addresses: raw text of the file, clean before showing. */
export interface OtherEnds {
  readonly local: string;
  /** Absent where there is none. */
  readonly foreign?: string;
  /** The network device, where the table tells it. */
  readonly device?: string;
  /** The numbers of both ends that serve as ports, where the family has such. */
  readonly ports?: { readonly local: number; readonly foreign?: number };
}

/**
 * A socket of any of these families, as views, filters and comparisons have it. They are few wherever there are any, and
 * so are objects from the beginning.
 */
export interface OtherSocket extends OtherEnds {
  readonly protocol: OtherProtocol;
  /** By its family's numbers. */
  readonly state: number;
  readonly txQueue: number;
  readonly rxQueue: number;
  /** 0 where no process has it; absent where the family's table has no such column. */
  readonly inode?: number;
  /** The user, where the family's table has such a column. */
  readonly uid?: number;
  /** What else the table tells: a column's name in English, and its value, empty where there is none. */
  readonly more: readonly (readonly [name: string, value: string])[];
  /** The row as the family reads it, which its text and its data are made of. */
  readonly own: unknown;
}
