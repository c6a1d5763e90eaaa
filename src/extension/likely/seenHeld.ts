import { l10n } from 'vscode';
import { seenHeldText } from '../../core/history/portPast';
import type { HistoryEntry } from '../../core/model/history';
import type { InetSocket } from '../../core/model/inetTable';
import type { ProcessOwner } from '../../core/model/process';
import { transportOf } from '../../core/ports/listeningPorts';
import { formatAddress } from '../../core/text/address';
import { storyWords } from '../history/past';

/**
 * Further evidence of who probably has a listening socket that nobody is seen to hold: who was seen to hold it while somebody
 * could look. A sentence, by which nothing is done; nothing where the history has none.
 * @param past entries of the port's history
 */
export function seenHeldLine(
  { owners, socket }: { readonly owners: readonly ProcessOwner[]; readonly socket: InetSocket },
  past: readonly HistoryEntry[],
): string | undefined {
  const protocol = transportOf(socket.protocol);
  if (owners.length > 0 || protocol === undefined) return undefined;
  const { isIPv6, localAddress, localPort: port } = socket;
  const end = { protocol, isIPv6, address: formatAddress(localAddress, isIPv6), port };
  const seen = seenHeldText(past, end, storyWords());
  return seen && l10n.t('What is recorded of it: {0}.', seen);
}
