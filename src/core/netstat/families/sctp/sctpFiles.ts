import type { Parsed } from '../../../model/issue';
import type { SctpAddress, SctpAssociation, SctpEndpoint } from '../../../model/sctp';
import { readRows } from '../../../procfs/lineFields';

/** SCTP_STATE_* of include/net/sctp/constants.h. */
const ASSOCIATION_STATES = [
  'CLOSED',
  'COOKIE_WAIT',
  'COOKIE_ECHOED',
  'ESTABLISHED',
  'SHUTDOWN_PENDING',
  'SHUTDOWN_SENT',
  'SHUTDOWN_RECEIVED',
  'SHUTDOWN_ACK_SENT',
];

/** SCTP_SOCKET_* of include/net/sctp/structs.h. */
const STYLES = ['one-to-many', 'one-to-many (high bandwidth)', 'one-to-one'];

/** What parts the association's own addresses from the other end's. */
const ARROW = '<->';

/** Addresses end at a tab; what follows are timers and counters. */
const ADDRESSES = /^\s*((?:[^\t]|\t(?=.*<->))*)/;

/** Reads /proc/net/sctp/assocs; the format is net/sctp/proc.c:sctp_assocs_seq_show() in the kernel. */
export function parseSctpAssocs(bytes: Uint8Array): Parsed<SctpAssociation> {
  return readRows(bytes, 1, (fields) => {
    fields.word('ASSOC');
    fields.word('SOCK');
    const style = fields.int32('STY');
    const socketState = fields.int32('SST');
    const state = fields.int32('ST');
    fields.int32('HBKT');
    const numbers = {
      associationId: fields.int32('ASSOC-ID'),
      txQueue: fields.uint32('TX_QUEUE'),
      rxQueue: fields.uint32('RX_QUEUE'),
      uid: fields.uint32('UID'),
      inode: fields.uint32('INODE'),
      localPort: fields.int32('LPORT'),
      remotePort: fields.int32('RPORT'),
    };
    const [local = '', remote] = (ADDRESSES.exec(fields.rest)?.[1] ?? '').split(ARROW);
    if (remote === undefined) fields.fail('LADDRS <-> RADDRS', `has no "${ARROW}"`);
    return {
      style,
      socketState,
      state,
      ...numbers,
      localAddresses: sctpAddresses(local),
      remoteAddresses: sctpAddresses(remote ?? ''),
    };
  });
}

/** Reads /proc/net/sctp/eps; the format is net/sctp/proc.c:sctp_eps_seq_show() in the kernel. */
export function parseSctpEps(bytes: Uint8Array): Parsed<SctpEndpoint> {
  return readRows(bytes, 1, (fields) => {
    fields.word('ENDPT');
    fields.word('SOCK');
    const style = fields.int32('STY');
    const socketState = fields.int32('SST');
    fields.int32('HBKT');
    return {
      style,
      socketState,
      localPort: fields.int32('LPORT'),
      uid: fields.uint32('UID'),
      inode: fields.uint32('INODE'),
      localAddresses: sctpAddresses(fields.rest),
    };
  });
}

/** The name of an association's state, which is another than that of its socket; nothing for unknown ones. */
export function associationStateName(state: number): string | undefined {
  return ASSOCIATION_STATES[state];
}

/** Whether a socket has one association or many; nothing for unknown styles. */
export function sctpStyleName(style: number): string | undefined {
  return STYLES[style];
}

/** The addresses of a blank-separated list, without the "*" that marks the primary one. */
function sctpAddresses(text: string): SctpAddress[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => (word.startsWith('*') ? word.slice(1) : word));
}
