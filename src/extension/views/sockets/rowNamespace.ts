import { l10n } from 'vscode';
import type { NamespaceFacts } from '../../../core/model/namespace';
import type { Peer, SocketRow } from '../../../core/model/page';
import type { Snapshot } from '../../../core/model/snapshot';
import { shownNamespace } from '../../../core/query/shownNamespace';
import { namespaceText } from '../../namespaces/namespaceTexts';
import { clock } from '../../started';
import { type Field, field } from '../tooltip';

/** What tells rows' network namespaces apart, beside their own facts. */
type Seen = Pick<Snapshot, 'containers' | 'namespaces'> | undefined;

/** Where a row is, as a part of its line; nothing where that is this machine's own namespace, or all rows are of one. */
export function placeOfRow({ namespace }: SocketRow, seen: Seen): string[] {
  const isOneOfMany = namespace !== undefined && shownNamespace(seen ?? {}).kind === 'all';
  return isOneOfMany ? [inText(namespace, seen)] : [];
}

/** Who has the other end of a connection, with where that is, unless it is where this one is. @param who in words */
export function placedPeer(who: string, { namespace }: Peer, seen: Seen): string {
  return namespace === undefined ? who : l10n.t('{0} {1}', who, inText(namespace, seen));
}

/** Where the other end of a connection is, as the beginning of what is told of it. */
export function placeOfPeer({ namespace }: Peer, seen: Seen): string {
  return namespace === undefined ? l10n.t('on this machine') : inText(namespace, seen);
}

/** All that is told of where a row is, and of when that was read. */
export function namespaceFields({ namespace, readAt }: SocketRow, seen: Seen): Field[] {
  if (namespace === undefined) return [];
  return [
    field(l10n.t('Network namespace'), namespaceText(namespace, seen?.containers)),
    field(l10n.t('Read'), clock(readAt)),
  ];
}

/** "in container db", "on this machine". */
function inText(namespace: NamespaceFacts, seen: Seen): string {
  return namespace.isOwn
    ? l10n.t('on this machine')
    : l10n.t('in {0}', namespaceText(namespace, seen?.containers));
}
