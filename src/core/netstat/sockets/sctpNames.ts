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

/** The name of an association's state, which is another than that of its socket; nothing for unknown ones. */
export function associationStateName(state: number): string | undefined {
  return ASSOCIATION_STATES[state];
}

/** Whether a socket has one association or many; nothing for unknown styles. */
export function sctpStyleName(style: number): string | undefined {
  return STYLES[style];
}
