/**
 * States in which the other end has said that it is done, or may have, which tcpi_bytes_received counts as one byte: TIME_WAIT,
 * CLOSE, CLOSE_WAIT, LAST_ACK and CLOSING of include/net/tcp_states.h.
 */
const FIN_CAME: Uint8Array = Uint8Array.from({ length: 16 }, (_, state) =>
  state === 6 || state === 7 || state === 8 || state === 9 || state === 11 ? 1 : 0,
);

/** Bytes of payload of what the kernel counts as received of a connection in that state; one less where that is not certain. */
export function payload(received: number, state: number): number {
  return FIN_CAME[state] === 1 && received > 0 ? received - 1 : received;
}

/**
 * What the kernel counts as received in the state that stands in the message: it writes that down before it looks at the
 * counters (inet_sk_diag_fill() of net/ipv4/inet_diag.c), and a FIN may come in between.
 * @param later the state beside the counters, tcpi_state
 */
export function receivedIn(state: number, received: number, later: number): number {
  return later === state || FIN_CAME[state] === 1 ? received : payload(received, later);
}
