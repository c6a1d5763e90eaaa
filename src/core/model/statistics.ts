/** One counter of a section, by the kernel's own name. */
export interface Counter {
  readonly key: string;
  /** 64 bits, unsigned: a negative value in the file is its two's complement. */
  readonly value: bigint;
}

/** A protocol's counters, in the order of the file: "Ip", "TcpExt", "Icmp6". */
export interface StatisticsSection {
  readonly name: string;
  readonly counters: readonly Counter[];
}
