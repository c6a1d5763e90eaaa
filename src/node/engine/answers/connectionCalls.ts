import type {
  CloseOutcome,
  FoundConnection,
  NamedConnection,
  SeenConnection,
} from '../../../core/model/connection';
import { closingDeed } from '../history/deeds';
import type { History } from '../history/history';
import type { Netlink } from '../sockets/netlink';
import { closeConnection, findConnection } from './connectionAnswers';

/** Looks for each connection in the kernel as it is now. */
export function findConnections(
  seen: readonly SeenConnection[],
  netlink: Netlink | undefined,
): FoundConnection[] {
  return seen.map((each) => findConnection(each, netlink));
}

/** Has the kernel close each connection, of which the history has a note. */
export function closeConnections(
  connections: readonly NamedConnection[],
  netlink: Netlink | undefined,
  history: Pick<History, 'note'>,
): CloseOutcome[] {
  return connections.map((each) => {
    const outcome = closeConnection(each, netlink);
    history.note(closingDeed(each, outcome));
    return outcome;
  });
}
