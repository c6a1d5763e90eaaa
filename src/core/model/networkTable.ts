import type { Ipv4Group, Ipv6Group } from './group';
import type { InterfaceFacts } from './interface';
import type { FileIssue } from './issue';
import type { NatContents, RouteContents } from './networkContents';
import type { Source } from './snapshot';
import type { StatisticsSection } from './statistics';

/** What the kernel tells beside sockets, by the name of the table. */
export interface TableContents {
  routes: RouteContents;
  interfaces: { readonly interfaces: readonly InterfaceFacts[] };
  multicastGroups: { readonly ipv4: readonly Ipv4Group[]; readonly ipv6: readonly Ipv6Group[] };
  statistics: {
    /** Of snmp, netstat, snmp6 and sctp/snmp, in that order. */
    readonly sections: readonly StatisticsSection[];
  };
  nat: NatContents;
}

export type TableName = keyof TableContents;

/** A table at one moment. */
export interface NetworkTable<Name extends TableName> {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  /** Milliseconds that reading it took. */
  readonly duration: number;
  /** The filter expression that chose its rows; empty where there was none. */
  readonly filter: string;
  /** What each of its files said. */
  readonly sources: readonly Source[];
  readonly issues: readonly FileIssue[];
  readonly contents: TableContents[Name];
}
