import { type InetSocket, InetTable, inetSocketAt } from '../../../core/model/inetTable';
import type { PortQuestion } from '../../../core/model/portFacts';
import { InetDiagReader } from '../../../core/netlink/inetDiag';
import {
  boundSocketsRequest,
  type PortHolder,
  PortHolderReader,
  portHoldersRequest,
} from '../../../core/netlink/portHolders';
import { outcomeOfBind } from '../../../core/ports/bindRules';
import type { ProcReader } from '../../reader';
import { isAtLeast } from '../../system/kernelVersion';
import { decode } from '../../text';
import type { PredictOutcome } from './bindTrial';
import type { Netlink } from '../sockets/netlink';
import type { PortRules } from './portRules';

/** From this kernel on sockets of TCP that are bound and do nothing are told over netlink. */
const LISTS_BOUND = [6, 8] as const;

/** Where the kernel is asked. */
export interface Kernel {
  readonly reader: ProcReader;
  /** The way to its socket diagnosis, where there is one. */
  readonly netlink?: Netlink | undefined;
}

/** What binds would come to, asked of the kernel when the first of them is due. */
export function bindPredictor(question: PortQuestion, rules: PortRules, options: Kernel): PredictOutcome {
  const { transport, port } = question;
  let holders: readonly PortHolder[] | 'unknown' | undefined;
  return (address) => {
    holders ??= portHolders(question, options) ?? 'unknown';
    if (holders === 'unknown') return undefined;
    const outcome = outcomeOfBind(address, transport, holders);
    const isPrivileged = port < rules.unprivilegedFrom;
    if (outcome === 'inUse') return isPrivileged && !rules.mayBindPrivileged ? undefined : outcome;
    // That nobody has it does not say that it may be had: sockets may be untold of, and rights missing.
    return isPrivileged || (transport === 'tcp' && !listsBoundSockets(options)) ? undefined : outcome;
  };
}

/** All sockets that have the port; undefined where the kernel is not to be asked. */
function portHolders({ transport, port }: PortQuestion, { netlink }: Kernel): PortHolder[] | undefined {
  if (netlink === undefined) return undefined;
  const { littleEndian } = netlink;
  const answer = new PortHolderReader(littleEndian);
  const protocols = transport === 'tcp' ? (['tcp'] as const) : (['udp', 'udp6'] as const);
  const questions = protocols.map((protocol) => ({
    request: portHoldersRequest(protocol, port, littleEndian),
    take: (part: Uint8Array) => answer.take(part),
  }));
  return netlink.ask(questions) ? answer.holders : undefined;
}

/** Whether sockets of TCP that are bound and do nothing are told of. */
export function listsBoundSockets({ reader, netlink }: Kernel): boolean {
  const release = reader.read('sys/kernel/osrelease');
  return netlink !== undefined && release.status === 'ok' && isAtLeast(decode(release.value), LISTS_BOUND);
}

/** Those of TCP that are bound and do nothing; undefined where the kernel does not answer, or does not know them. */
export function boundSockets(
  { transport, port }: PortQuestion,
  { netlink }: Kernel,
): InetSocket[] | undefined {
  if (netlink === undefined || transport !== 'tcp') return undefined;
  const table = new InetTable();
  const answer = new InetDiagReader('tcp', netlink.littleEndian, table);
  const request = boundSocketsRequest(port, netlink.littleEndian);
  if (!netlink.ask([{ request, take: (part) => answer.take(part) }])) return undefined;
  return Array.from({ length: table.length }, (_, row) => inetSocketAt(table.columns, row));
}
