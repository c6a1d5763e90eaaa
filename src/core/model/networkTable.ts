import type { ConntrackEntry } from './conntrack';
import type { Ipv4Group, Ipv6Group } from './group';
import type { InterfaceFacts } from './interface';
import type { FileIssue } from './issue';
import type { MasqueradeEntry } from './masquerade';
import type { CachedRoute, Ipv4Route, Ipv6Route } from './route';
import type { Source } from './snapshot';
import type { StatisticsSection } from './statistics';

/** What the kernel tells beside sockets, by the name of the table. */
export interface TableContents {
  routes: {
    readonly ipv4: readonly Ipv4Route[];
    readonly ipv6: readonly Ipv6Route[];
    /** The IPv4 routing cache, of kernels before 3.6 alone. */
    readonly cached: readonly CachedRoute[];
  };
  interfaces: { readonly interfaces: readonly InterfaceFacts[] };
  multicastGroups: { readonly ipv4: readonly Ipv4Group[]; readonly ipv6: readonly Ipv6Group[] };
  statistics: {
    /** Of snmp, netstat, snmp6 and sctp/snmp, in that order. */
    readonly sections: readonly StatisticsSection[];
  };
  nat: {
    readonly tracked: readonly ConntrackEntry[];
    /** Of kernels before 2.4 alone. */
    readonly masqueraded: readonly MasqueradeEntry[];
  };
}

export type TableName = keyof TableContents;

/** A table at one moment. */
export interface NetworkTable<Name extends TableName> {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  /** What each of its files said. */
  readonly sources: readonly Source[];
  readonly issues: readonly FileIssue[];
  readonly contents: TableContents[Name];
}
