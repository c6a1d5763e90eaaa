import type { SeriesId } from '../model/traffic';

/** The way of bytes that a series is of. */
export const DIRECTIONS = ['received', 'sent'] as const;

export type Direction = (typeof DIRECTIONS)[number];

/** What of the table a series stands for. */
export type SeriesSubject =
  | { readonly of: 'interface'; readonly name: string }
  /** The row of the kind `processes` with that id. */
  | { readonly of: 'process'; readonly row: number }
  /** All processes without a series of their own. */
  | { readonly of: 'rest' }
  /** Sockets of TCP in a state, by its number. */
  | { readonly of: 'state'; readonly state: number };

/** What a series is called, whichever way the bytes go. */
export function seriesId(subject: SeriesSubject): SeriesId {
  switch (subject.of) {
    case 'interface':
      return `interface ${subject.name}`;
    case 'process':
      return `process ${subject.row}`;
    case 'rest':
      return 'processes rest';
    case 'state':
      return `state ${subject.state}`;
  }
}

/** The series of one direction. @param id empty for that of the row whose own series are shown */
export function directed(id: SeriesId, direction: Direction): SeriesId {
  return id === '' ? direction : `${id} ${direction}`;
}

/** The two parts of what a series is called; names of interfaces have no spaces (net/core/dev.c:dev_valid_name()). */
export function parted(id: SeriesId): { readonly id: SeriesId; readonly direction?: Direction } {
  const direction = DIRECTIONS.find(
    (each) => id.endsWith(` ${each}`) && id.indexOf(' ') < id.lastIndexOf(' '),
  );
  return direction === undefined ? { id } : { id: id.slice(0, -direction.length - 1), direction };
}

/** What a series stands for, with its direction or without; undefined where it has no rows of its own. */
export function subjectOf(series: SeriesId): SeriesSubject | undefined {
  const { id } = parted(series);
  const [kind, name] = [id.slice(0, id.indexOf(' ')), id.slice(id.indexOf(' ') + 1)];
  if (id === seriesId({ of: 'rest' })) return { of: 'rest' };
  if (kind === 'interface' && name !== '') return { of: 'interface', name };
  if (kind === 'process' && isNumber(name)) return { of: 'process', row: Number(name) };
  return kind === 'state' && isNumber(name) ? { of: 'state', state: Number(name) } : undefined;
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
