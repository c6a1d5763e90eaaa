import type { TrafficColumn, TrafficKind } from '../model/traffic';
import type { Localizer } from '../text/localizer';

/** What the numbers of a column count. `count` is a plain number: sockets, segments, or queues as netstat shows them. */
export type ColumnUnit = 'count' | 'bytes' | 'bytesPerSecond' | 'microseconds' | 'milliseconds';

/** What a column of the Traffic page is, whatever stands in it. */
export interface ColumnFacts {
  /** The kinds of rows that have it. */
  readonly kinds: readonly TrafficKind[];
  /** Of a column of numbers; others have texts. */
  readonly unit?: ColumnUnit;
  /** In pixels, unless the user has another. */
  readonly width: number;
  /** The kinds that have it before the user chose columns. */
  readonly first: readonly TrafficKind[];
  /** The kinds that it stays with where the place is narrow. */
  readonly staysNarrow: readonly TrafficKind[];
}

/** Pixels of width below which only columns stay that {@link ColumnFacts.staysNarrow} says. */
export const NARROW = 500;

const SOCKETS = ['connections', 'listeners'] as const;
const SUMS = ['processes', 'containers', 'hosts'] as const;
const COUNTED = ['connections', ...SUMS] as const;
const ALL = [...SOCKETS, ...SUMS] as const;
const NAMED = [...SOCKETS, 'processes'] as const;
const REMOTE = ['connections', 'hosts'] as const;

/** The column that says what a row is; the table is not without it. */
export const NAME_COLUMNS: Readonly<Record<TrafficKind, TrafficColumn>> = {
  connections: 'process',
  listeners: 'process',
  processes: 'process',
  containers: 'container',
  hosts: 'foreignAddress',
};

const HIDDEN = { first: [], staysNarrow: [] };

/** Shown first of these kinds, and of these in a narrow place. */
function shown(
  first: readonly TrafficKind[],
  staysNarrow: readonly TrafficKind[] = [],
): Pick<ColumnFacts, 'first' | 'staysNarrow'> {
  return { first, staysNarrow };
}

/** All columns, in their order. What a listener moves is told by its connections, so that its row has other columns. */
export const COLUMNS: Readonly<Record<TrafficColumn, ColumnFacts>> = {
  process: { kinds: NAMED, width: 160, ...shown(NAMED, NAMED) },
  pid: { kinds: NAMED, unit: 'count', width: 64, ...shown(['listeners', 'processes']) },
  user: { kinds: NAMED, width: 80, ...shown(['listeners']) },
  container: { kinds: [...NAMED, 'containers'], width: 120, ...shown(['containers'], ['containers']) },
  protocol: { kinds: SOCKETS, width: 56, ...shown(['listeners']) },
  localAddress: { kinds: SOCKETS, width: 160, ...shown(SOCKETS, ['listeners']) },
  foreignAddress: { kinds: REMOTE, width: 200, ...shown(REMOTE, REMOTE) },
  state: { kinds: SOCKETS, width: 130, ...shown(['connections']) },
  connections: { kinds: SUMS, unit: 'count', width: 96, ...shown(SUMS) },
  receiveQueue: { kinds: ALL, unit: 'count', width: 72, ...shown(['listeners']) },
  sendQueue: { kinds: ALL, unit: 'count', width: 72, ...HIDDEN },
  receivedRate: { kinds: COUNTED, unit: 'bytesPerSecond', width: 96, ...shown(COUNTED, COUNTED) },
  sentRate: { kinds: COUNTED, unit: 'bytesPerSecond', width: 96, ...shown(COUNTED, COUNTED) },
  received: { kinds: COUNTED, unit: 'bytes', width: 88, ...shown(COUNTED) },
  sent: { kinds: COUNTED, unit: 'bytes', width: 88, ...shown(COUNTED) },
  roundTrip: { kinds: ['connections'], unit: 'microseconds', width: 80, ...shown(['connections']) },
  retransmitted: { kinds: COUNTED, unit: 'count', width: 72, ...HIDDEN },
  congestionWindow: { kinds: ['connections'], unit: 'count', width: 64, ...HIDDEN },
  timer: { kinds: ['connections'], width: 130, ...HIDDEN },
  age: { kinds: ALL, unit: 'milliseconds', width: 80, ...shown(['listeners']) },
};

/** Whether it has texts: they stand at the left, numbers at the right. */
export function isTextColumn(column: TrafficColumn): boolean {
  return COLUMNS[column].unit === undefined;
}

/** Whether the first click on its title has the largest on top: that is asked of numbers, but for those that are names. */
export function isDescendingFirst(column: TrafficColumn): boolean {
  return !isTextColumn(column) && column !== 'pid';
}

/** The title that all say: the page, copies and exports. */
export function columnTitle(column: TrafficColumn, l10n: Localizer): string {
  switch (column) {
    case 'process':
      return l10n.t('Process');
    case 'pid':
      return l10n.t('PID');
    case 'user':
      return l10n.t('User');
    case 'container':
      return l10n.t('Container');
    case 'protocol':
      return l10n.t('Proto');
    case 'localAddress':
      return l10n.t('Local Address');
    case 'foreignAddress':
      return l10n.t('Foreign Address');
    case 'state':
      return l10n.t('State');
    case 'connections':
      return l10n.t('Connections');
    case 'receiveQueue':
      return l10n.t('Recv-Q');
    case 'sendQueue':
      return l10n.t('Send-Q');
    case 'receivedRate':
      return l10n.t('Received/s');
    case 'sentRate':
      return l10n.t('Sent/s');
    case 'received':
      return l10n.t('Received');
    case 'sent':
      return l10n.t('Sent');
    case 'roundTrip':
      return l10n.t('RTT');
    case 'retransmitted':
      return l10n.t('Retrans');
    case 'congestionWindow':
      return l10n.t('Cwnd');
    case 'timer':
      return l10n.t('Timer');
    case 'age':
      return l10n.t('Age');
  }
}
