import type { HistoryQuestion } from '../model/history';
import type { InetSocket } from '../model/inetTable';
import type { GroupSubject, SocketRow } from '../model/page';
import type { Identified } from '../model/process';
import type { PortGroupSubject } from '../query/portGroups';
import { type TransportPort, transportOf } from '../ports/listeningPorts';
import { latin1 } from '../procfs/scan';
import { TCP_LISTEN } from '../query/socketState';
import { formatAddress, isUnspecified } from '../text/address';
import { decodeByteText } from '../text/utf8';

/** What of the history is asked for: something that it can tell of. */
export type Asked = Pick<
  HistoryQuestion,
  'port' | 'protocol' | 'address' | 'path' | 'pid' | 'startTime' | 'container'
>;

/** The history of a port. Of one without a transport all that had a port of that number. */
export function askedPort({ port, transport }: Pick<TransportPort, 'port'> & Partial<TransportPort>): Asked {
  return { port, ...(transport !== undefined && { protocol: transport }) };
}

export function askedProcess({ pid, startTime }: Identified): Asked {
  return { pid, startTime };
}

/** The path of a UNIX socket as the history keeps it: UTF-8 where its bytes are that. */
export function keptPath(path: Uint8Array): string {
  return decodeByteText(latin1(path, 0, path.length));
}

/** What is asked of a group of sockets; nothing where the history knows no such thing, as with states and users. */
export function askedGroup(subject: GroupSubject): Asked | undefined {
  switch (subject.by) {
    case 'process':
      return subject.owner && askedProcess(subject.owner);
    case 'container':
      return subject.container && { container: subject.container.id };
    case 'foreignHost':
      return { address: subject.address };
    case 'localPort': {
      const transport = transportOf(subject.protocol);
      if (subject.port === 0) return undefined;
      return askedPort({ port: subject.port, ...(transport !== undefined && { transport }) });
    }
    case 'fold':
      return subject.row.namespace === undefined ? askedSocket(subject.row) : undefined;
    case 'path':
      return subject.path.length === 0 ? undefined : { path: keptPath(subject.path) };
    default:
      return undefined;
  }
}

/** The same of a group of ports. */
export function askedPortGroup(subject: PortGroupSubject): Asked | undefined {
  switch (subject.by) {
    case 'process':
      return subject.leader && askedProcess(subject.leader);
    case 'container':
      return subject.container && { container: subject.container.id };
    case 'address': {
      const [address, ...others] = subject.addresses;
      return address === undefined || others.length > 0 ? undefined : { address };
    }
    default:
      return undefined;
  }
}

/**
 * What is asked of a socket: of a listener its port, of a connection all between its peer and the port of the two that is
 * the lower one, which as a rule is the server's: then it tells of others like it, too.
 */
export function askedSocket(row: SocketRow): Asked | undefined {
  if (row.kind === 'inet') return askedInet(row.socket);
  if (row.kind === 'other') return undefined;
  const { path } = row.socket;
  if (path.length > 0) return { path: keptPath(path) };
  const [owner] = row.owners;
  return owner && askedProcess(owner);
}

function askedInet({ protocol, state, isIPv6, ...ends }: InetSocket): Asked | undefined {
  const { localPort, remotePort, remoteAddress } = ends;
  const transport = transportOf(protocol);
  if (transport === undefined || localPort === 0) return undefined;
  const isAlone = remotePort === 0 || (state === TCP_LISTEN && transport !== 'udp');
  if (isAlone || isUnspecified(remoteAddress, isIPv6)) return askedPort({ port: localPort, transport });
  return {
    ...askedPort({ port: Math.min(localPort, remotePort), transport }),
    address: formatAddress(remoteAddress, isIPv6),
  };
}
