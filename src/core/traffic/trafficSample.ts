/** Counters of a network namespace, or of the machine's own where several are shown. Each grows from when it began. */
export interface NetworkCounters {
  /** Bytes by interface, /proc/net/dev. */
  readonly interfaces: readonly {
    readonly name: string;
    readonly received: bigint;
    readonly sent: bigint;
    /** Errors and drops, of either direction. */
    readonly lost: bigint;
  }[];
  /** Those at which the machine's total is counted, see `uplinksOf`; all but loopback where left out. */
  readonly uplinks?: readonly string[];
  /** Segments of TCP: RetransSegs and OutSegs of /proc/net/snmp; undefined where it does not tell. */
  readonly retransmitted?: bigint;
  readonly segmentsSent?: bigint;
  /** ListenOverflows and ListenDrops of /proc/net/netstat. */
  readonly listenOverflows?: bigint;
  readonly listenDrops?: bigint;
}

/** Rows that did something in a step, by their ids, which rise. */
export interface SparseRates {
  readonly ids: Float64Array;
  /** Bytes in the step. */
  readonly received: Float32Array;
  readonly sent: Float32Array;
}

/** What one sample adds to what is kept. */
export interface TrafficSample {
  readonly sequence: number;
  /** Which network namespaces it is of, by what they were chosen by; the engine's own where left out or empty. */
  readonly network?: string;
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  /** Milliseconds since the sample before, by a clock that does not jump; undefined for the first one, and behind a gap. */
  readonly step?: number;
  /** Bytes in the step, by the interface's name; those that are new or began anew are missing. */
  readonly interfaces: readonly {
    readonly name: string;
    readonly received: number;
    readonly sent: number;
    readonly lost: number;
  }[];
  /** As the counters have it. */
  readonly uplinks?: readonly string[];
  readonly processes: SparseRates;
  /** With the round trip in microseconds, 0 where it is unknown. Those with a changed round trip alone are in it, too. */
  readonly connections: SparseRates & { readonly roundTrip: Float32Array };
  /** Sockets of TCP by state, by its number (include/net/tcp_states.h), 0 to 12. */
  readonly states: Uint32Array;
  /** Connections in the step; undefined in the first one. */
  readonly opened?: number;
  readonly closed?: number;
  readonly retransmitted?: number;
  readonly segmentsSent?: number;
  readonly listenOverflows?: number;
  readonly listenDrops?: number;
  /** Closed connections that the kernel could not tell of. */
  readonly lost: number;
  /** Set where nobody listened to what closes for some of the step: more may have closed than that. */
  readonly isPartial?: true;
}
