import type { InetTable } from '../../../core/model/inetTable';
import type { TrafficTable } from '../../../core/model/trafficTable';
import { InetDiagReader, inetDiagRequest, type Selection } from '../../../core/netlink/inetDiag';
import type { InetDiagProtocol } from '../../../core/netlink/inetRequest';
import type { Netlink } from './netlink';

/** How many rows came of each family. */
export type FamilyCounts = Readonly<InetDiagReader['rows']>;

/**
 * Adds the kernel's sockets to a table, which need not be written as text then; of TCP those of both families.
 * @param traffic gets what the kernel counts of each, row for row, where that is wanted
 * @returns how many rows came of each protocol, or nothing where the kernel does not tell all of them
 */
export function readSockets(
  netlink: Netlink,
  protocols: readonly InetDiagProtocol[],
  selection: Selection,
  table: InetTable,
  traffic?: TrafficTable,
): readonly FamilyCounts[] | undefined {
  const { littleEndian } = netlink;
  const questions = protocols.map((protocol) => {
    const reader = new InetDiagReader(protocol, littleEndian, table, traffic);
    const request = inetDiagRequest(protocol, selection, littleEndian, traffic !== undefined);
    return { request, take: (part: Uint8Array) => reader.take(part), rows: reader.rows };
  });
  return netlink.ask(questions) ? questions.map(({ rows }) => rows) : undefined;
}
