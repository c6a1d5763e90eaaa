import type { TrafficColumn, TrafficGap, TrafficKind } from '../../core/model/traffic';
import { columnTitle } from '../../core/traffic/trafficColumns';
import { t } from '../l10n';

/** What stands over a column. */
export const titleOf = (column: TrafficColumn): string => columnTitle(column, { t });

/** What a column means, where its title is too short to say it. */
export function columnMeaning(column: TrafficColumn, kind: TrafficKind): string {
  switch (column) {
    case 'receiveQueue':
      return kind === 'listeners'
        ? t('Connections that the program has not accepted; of UDP, bytes that it has not read')
        : t('Bytes that arrived and that the program has not read');
    case 'sendQueue':
      return t('Bytes that were sent and that the other end has not acknowledged');
    case 'receivedRate':
      return t('Bytes received in a second of the last step');
    case 'sentRate':
      return t('Bytes sent in a second of the last step');
    case 'roundTrip':
      return t('Round trip: how long a segment and its acknowledgement take');
    case 'retransmitted':
      return t('Segments that were sent again');
    case 'congestionWindow':
      return t('Congestion window: segments that may be on their way');
    case 'age':
      return t('Since it was seen first');
    default:
      return titleOf(column);
  }
}

/** The name of a kind of rows. */
export function kindTitle(kind: TrafficKind): string {
  switch (kind) {
    case 'connections':
      return t('Connections');
    case 'listeners':
      return t('Listeners');
    case 'processes':
      return t('Processes');
    case 'containers':
      return t('Containers');
    case 'hosts':
      return t('Remote Hosts');
  }
}

/** Why there is no value. */
export function unknownText(column: TrafficColumn, gap: TrafficGap | undefined): string {
  switch (gap) {
    case 'noNetlink':
      return t('Not known: the kernel cannot be asked over netlink here.');
    case 'otherNamespace':
      return t('Not known: what another network namespace sends and receives only root may read.');
    case 'oldKernel':
      return t('Not known: this kernel is too old to count it.');
    case undefined:
      return reasonOf(column);
  }
}

function reasonOf(column: TrafficColumn): string {
  switch (column) {
    case 'receivedRate':
    case 'sentRate':
      return t('Not known: it takes two samples, and the kernel counts bytes of TCP alone.');
    case 'received':
    case 'sent':
    case 'retransmitted':
    case 'roundTrip':
    case 'congestionWindow':
      return t('Not known: the kernel counts it of TCP alone.');
    case 'process':
    case 'pid':
    case 'user':
      return t('Not known: this user may not see whose it is.');
    default:
      return t('Not known');
  }
}
