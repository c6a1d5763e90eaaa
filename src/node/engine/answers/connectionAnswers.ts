import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';
import { findSeen, hasSameEnds, isClosable } from '../../../core/connections/closable';
import type {
  CloseOutcome,
  FoundConnection,
  NamedConnection,
  SeenConnection,
} from '../../../core/model/connection';
import { ConnectionsReader, connectionsRequest, destroyRequest } from '../../../core/netlink/connections';
import { acknowledgement } from '../../../core/netlink/netlinkMessages';
import type { Netlink } from '../sockets/netlink';

const { ENOENT, ESTALE, EPERM, EOPNOTSUPP, EINVAL } = constants.errno;

/** Looks for a connection in the kernel as it is now. */
export function findConnection(seen: SeenConnection, netlink: Netlink | undefined): FoundConnection {
  if (!isClosable(seen)) return { kind: 'refused' };
  const now = withPorts(seen, netlink);
  if (now === undefined) return { kind: 'untold' };
  const found = findSeen(seen, now);
  return typeof found === 'string' ? { kind: found } : { kind: 'found', connection: found };
}

/** Has the kernel close a connection, and looks whether it has it no more. */
export function closeConnection(connection: NamedConnection, netlink: Netlink | undefined): CloseOutcome {
  if (!isClosable(connection)) return { kind: 'refused' };
  if (netlink === undefined) return { kind: 'untold' };
  const { littleEndian } = netlink;
  let error: number | undefined;
  netlink.ask([
    {
      request: destroyRequest(connection, littleEndian),
      take: (part) => {
        error = acknowledgement(part, littleEndian);
        return error === undefined ? 'refused' : 'done';
      },
    },
  ]);
  switch (error) {
    case undefined:
      return { kind: 'untold' };
    case 0:
      return proven(connection, netlink);
    // Newer kernels say the one, older ones the other, where another socket is found than that of the cookie.
    case ENOENT:
    case ESTALE:
      return missing(connection, netlink);
    case EPERM:
      return { kind: 'denied' };
    // A kernel before 4.5 knows no such request.
    case EOPNOTSUPP:
    case EINVAL:
      return { kind: 'unsupported' };
    default:
      return { kind: 'failed', code: codeOf(error) };
  }
}

/** The kernel's word is not taken for it: it is asked for the socket once more. */
function proven(connection: NamedConnection, netlink: Netlink): CloseOutcome {
  const now = withPorts(connection, netlink);
  const isThere = now?.some(({ cookie }) => cookie.join() === connection.cookie.join());
  return { kind: isThere === true ? 'remains' : 'closed' };
}

function missing(connection: NamedConnection, netlink: Netlink): CloseOutcome {
  const now = withPorts(connection, netlink) ?? [];
  const isTaken = now.some((each) => isClosable(each) && hasSameEnds(each, connection));
  return { kind: isTaken ? 'changed' : 'gone' };
}

/** Undefined where the kernel does not tell. */
function withPorts(
  seen: SeenConnection,
  netlink: Netlink | undefined,
): readonly NamedConnection[] | undefined {
  if (netlink === undefined) return undefined;
  const reader = new ConnectionsReader(netlink.littleEndian);
  const request = connectionsRequest(seen, netlink.littleEndian);
  return netlink.ask([{ request, take: (part) => reader.take(part) }]) ? reader.connections : undefined;
}

function codeOf(error: number): string {
  return getSystemErrorMap().get(-error)?.[0] ?? String(error);
}
