/** What the worker that runs netstat is started with. */
export interface RunRequest {
  readonly args: readonly string[];
}

/** What it says, in its order. */
export type RunMessage =
  /** Text of netstat's, one character a byte, of either stream. */
  | { readonly kind: 'text'; readonly text: string }
  /** A round of -c is over: the next one begins after its pause, and not before a {@link GoOn}. */
  | { readonly kind: 'round' }
  | { readonly kind: 'end'; readonly status: number };

/** Lets the next round of -c begin. */
export interface GoOn {
  readonly kind: 'goOn';
}
