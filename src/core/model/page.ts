import type { ContainerLabel } from './container';
import type { InetSocket } from './inetTable';
import type { LikelyOwner } from './likelyOwner';
import type { Unit } from './membership';
import type { NamespaceChoice, NamespaceFacts } from './namespace';
import type { OtherSocket } from './otherSocket';
import type { NoOwnerReason, ProcessOwner } from './process';
import type { SctpAssociation } from './sctp';
import type { Ownership } from './snapshot';
import type { UnixSocket } from './unixTable';

/** The views whose rows the engine selects, groups and sorts, since they may be very many. */
export type SocketView = 'connections' | 'unixSockets';

/**
 * What the rows of a view can be grouped by. UNIX sockets know process, unit, container, project, namespace, path, user, state
 * and none.
 */
export type Grouping =
  | 'process'
  | 'unit'
  | 'container'
  | 'project'
  | 'namespace'
  | 'state'
  | 'foreignHost'
  | 'localPort'
  | 'protocol'
  | 'user'
  | 'path'
  | 'none';

/** What the rows of a group can be sorted by; where equal, by address and inode. */
export type SortOrder = 'foreignAddress' | 'localPort' | 'state' | 'queues' | 'path' | 'inode';

/** Groups that one page has at most, and rows that one group shows at most. */
export const MOST_GROUPS = 1_000;
export const MOST_ROWS = 1_000;

/** Id of the only group where rows are not grouped. */
export const FLAT_GROUP = '';

/** What a view asks of the sockets that were read last. */
export interface PageRequest {
  readonly view: SocketView;
  /** A filter expression; empty for all. */
  readonly filter: string;
  readonly groupBy: Grouping;
  readonly sortBy: SortOrder;
  /** Whether Connections shows sockets that wait for others to come, which its filter may ask for, too. */
  readonly showsListening?: boolean;
  /** Whose sockets: those of the own network namespace, unless told; of others, those that the last pass was asked for. */
  readonly namespace?: NamespaceChoice;
  /** Ids of the groups whose rows are wanted, and of what is folded in them. */
  readonly expanded: readonly string[];
  /** The revision of the page that the client has; 0 where it has none. */
  readonly revision: number;
  /** The time by which marks end, in milliseconds since 1970; that of the snapshot where it is absent. */
  readonly now?: number;
}

/** What a group stands for. */
export type GroupSubject =
  | { readonly by: 'none' }
  | {
      readonly by: 'process';
      readonly owner: ProcessOwner | undefined;
      readonly reasons: readonly NoOwnerReason[];
      /** Who probably is it, where that is not known: that of one of the rows, whose evidence may differ. */
      readonly likelyOwner?: LikelyOwner;
    }
  /** The unit that owners run in, known or likely; without one, reasons only where no owner is known either. */
  | { readonly by: 'unit'; readonly unit: Unit | undefined; readonly reasons: readonly NoOwnerReason[] }
  /** The container that sockets are of or lead to. */
  | { readonly by: 'container'; readonly container: ContainerLabel | undefined }
  /** Its project of Compose; hostile. */
  | { readonly by: 'project'; readonly project: string | undefined }
  /** Absent of the engine's own. */
  | { readonly by: 'namespace'; readonly namespace: NamespaceFacts | undefined }
  | { readonly by: 'state'; readonly state: number; readonly protocol: string }
  /** With the container that has the address, where all rows see the same one at it. */
  | { readonly by: 'foreignHost'; readonly address: string; readonly container?: ContainerLabel }
  | { readonly by: 'localPort'; readonly port: number; readonly protocol: string }
  | { readonly by: 'protocol'; readonly protocol: string }
  | { readonly by: 'user'; readonly uid: number }
  /** Connections of a group that are told as one, since they say the same; with the first of them. */
  | { readonly by: 'fold'; readonly row: InetRow }
  /** The families that few kernels have, together. */
  | { readonly by: 'others' }
  /** Raw bytes; empty for unnamed sockets. */
  | { readonly by: 'path'; readonly path: Uint8Array };

/**
 * What goes wrong with connections, the worst first: the program forgets to close them, the other end does not answer, the
 * program does not read, the other end does not take what was sent.
 */
export const CONNECTION_TROUBLES = ['closeWait', 'retransmits', 'unread', 'unacknowledged'] as const;
export type ConnectionTrouble = (typeof CONNECTION_TROUBLES)[number];

/** The worst trouble of several connections, and how many of them have it. */
export interface GroupTrouble {
  readonly trouble: ConnectionTrouble;
  readonly count: number;
}

/** A group as its row shows it. */
export interface GroupSummary {
  /** The same in every page for as long as there is such a group. */
  readonly id: string;
  readonly subject: GroupSubject;
  /** Sockets in it that the filter lets through. */
  readonly count: number;
  /** How many of them wait for others to come, and are no connections; absent where none does. */
  readonly listening?: number;
  /** The worst trouble among them. */
  readonly trouble?: GroupTrouble;
  readonly mark?: RowMark;
}

/** Several connections that are told as one, as a row of their group. */
export type FoldSummary = GroupSummary & { readonly subject: Extract<GroupSubject, { readonly by: 'fold' }> };

/** What happened to a row lately: it came, its state changed, or it is gone (and is shown for a moment more). */
export type RowMark = 'new' | 'changed' | 'closed';

/** The other end of a connection within this machine, its other network namespaces included. */
export interface Peer {
  readonly inode: number;
  /** Lowest pid first; empty where nobody is known. */
  readonly owners: readonly ProcessOwner[];
  /** Who probably is. */
  readonly likelyOwner?: LikelyOwner;
  /** The network namespace that it is in, where that is another than the row's. */
  readonly namespace?: NamespaceFacts;
}

interface RowCommon extends Ownership {
  /** The same in every page for as long as the socket lives. */
  readonly key: string;
  /** When the socket was read, from where its timer runs on: milliseconds since 1970. */
  readonly readAt: number;
  readonly mark?: RowMark;
  /** The network namespace that it is in, where that is another than the engine's own. */
  readonly namespace?: NamespaceFacts;
}

/** An Internet socket as a view shows it. */
export interface InetRow extends RowCommon {
  readonly kind: 'inet';
  readonly socket: InetSocket;
  readonly peer?: Peer;
  /** Who waits at the port where it goes within the machine, where nobody is known who has that end. */
  readonly server?: Pick<Ownership, 'owners' | 'likelyOwner'>;
  /** Whether it came to a port where its namespace waits for others. */
  readonly isIncoming?: true;
  /** What goes wrong with it for a while already. */
  readonly trouble?: ConnectionTrouble;
  /** The containers that have its addresses. */
  readonly localContainer?: ContainerLabel;
  readonly foreignContainer?: ContainerLabel;
  /** What of an SCTP association the socket has no place for. */
  readonly association?: SctpAssociation;
}

/** A socket as a view shows it. */
export type SocketRow =
  | InetRow
  | (RowCommon & { readonly kind: 'unix'; readonly socket: UnixSocket })
  | (RowCommon & { readonly kind: 'other'; readonly socket: OtherSocket });

/** The rows of an expanded group, as far as they changed since the revision before. */
export interface RowChanges {
  readonly group: string;
  /** Keys of the rows, and ids of what is folded, in their order, at most {@link MOST_ROWS}; absent where they are as before. */
  readonly order?: readonly string[];
  /** Rows that are new to the client, or changed. */
  readonly rows: readonly SocketRow[];
  /** The same of rows that are told as one. Each is a group of its own, whose rows stand behind those of this group. */
  readonly folds?: readonly GroupSummary[];
  /** Rows, and what is folded, beyond those that are shown. */
  readonly more: number;
}

/** A page, as far as it differs from the revision that the client has. */
export interface PageChanges {
  /** Names this state of the page in the next request. */
  readonly revision: number;
  /** Whether what follows is the whole page: what the client has is to be forgotten. */
  readonly isWhole: boolean;
  /** Sequence and time of the snapshot behind it; 0 where nothing was read yet. */
  readonly sequence: number;
  readonly takenAt: number;
  /** Sockets of the view, and those that the filter lets through; none that waits for others to come, which is no connection. */
  readonly total: number;
  readonly matching: number;
  /** Those that wait, where they are shown, and let through. */
  readonly listening: number;
  /** The worst trouble of all connections of the view, filtered or not. */
  readonly trouble?: GroupTrouble;
  /** Ids of the groups in their order, at most {@link MOST_GROUPS}; absent where they are as before. */
  readonly order?: readonly string[];
  /** Groups that are new to the client, or changed. */
  readonly groups: readonly GroupSummary[];
  readonly moreGroups: number;
  /** One for each expanded group that there is. */
  readonly rows: readonly RowChanges[];
  /** When the next mark ends, in milliseconds since 1970: then the page changes without a pass. */
  readonly markedUntil?: number;
}
