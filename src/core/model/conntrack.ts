/** One direction of a tracked connection: from whom to whom, as the kernel writes the addresses. */
export interface ConntrackTuple {
  readonly source: string;
  readonly destination: string;
  /** Undefined for protocols without ports. */
  readonly sourcePort: number | undefined;
  readonly destinationPort: number | undefined;
  /** Whatever else names the flow, in order: type, code and id of ICMP, keys of GRE, a zone. */
  readonly others: ReadonlyMap<string, string>;
  /** Undefined where the kernel does not count (net.netfilter.nf_conntrack_acct). */
  readonly packets: bigint | undefined;
  readonly bytes: bigint | undefined;
}

/** A tracked connection, /proc/net/nf_conntrack. */
export interface ConntrackEntry {
  /** "ipv4", "ipv6", or what the kernel says. */
  readonly family: string;
  /** "tcp", "udp", "icmp", "unknown". */
  readonly protocol: string;
  readonly protocolNumber: number;
  /** Seconds; undefined for a flow that is offloaded and so never times out. */
  readonly timeout: number | undefined;
  /** "ESTABLISHED"; undefined for protocols without states. */
  readonly state: string | undefined;
  readonly original: ConntrackTuple;
  readonly reply: ConntrackTuple;
  /** Marks without their brackets: "UNREPLIED", "ASSURED", "OFFLOAD", "HW_OFFLOAD". */
  readonly marks: readonly string[];
  /** What precedes and follows the tuples: GRE's timeout and stream_timeout; mark, secctx, zone, use. */
  readonly others: ReadonlyMap<string, string>;
}
