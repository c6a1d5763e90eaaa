/** A masqueraded connection of kernels 2.0 and 2.2, /proc/net/ip_masquerade. Addresses are words in network order. */
export interface MasqueradeEntry {
  /** As the file has it, in upper case: "TCP". */
  readonly protocol: string;
  readonly source: number;
  readonly sourcePort: number;
  readonly destination: number;
  readonly destinationPort: number;
  /** The port that the masquerading host uses in the source's place. */
  readonly masqueradePort: number;
  readonly initialSequence: number;
  readonly delta: number;
  /** Undefined on kernels whose file has no such column. */
  readonly previousDelta: number | undefined;
  /** Hundredths of a second until the entry ends. */
  readonly expires: number;
}
