import type { ConntrackEntry } from './conntrack';
import type { MasqueradeEntry } from './masquerade';
import type { CachedRoute, Ipv4Route, Ipv6Route } from './route';

/** What is shown of rows that may be very many: the first of them in the view's order, and how many there are. */
export interface Part<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** The routing tables, group by group. */
export interface RouteContents {
  readonly ipv4: Part<Ipv4Route>;
  readonly ipv6: Part<Ipv6Route>;
  /** Those that every machine has and that tell nothing of its network. */
  readonly ipv6Own: Part<Ipv6Route>;
  /** The IPv4 routing cache, of kernels before 3.6 alone. */
  readonly cached: Part<CachedRoute>;
  /** Routes that were cloned for one destination. */
  readonly ipv6Cached: Part<Ipv6Route>;
}

/** How many connections are tracked and may be; told even to those who may not see them. */
export interface TrackingCount {
  readonly count: number;
  readonly most: number | undefined;
}

/** Connection tracking, by what was done to a flow. */
export interface NatContents {
  readonly translated: Part<ConntrackEntry>;
  readonly plain: Part<ConntrackEntry>;
  /** Of kernels before 2.4 alone. */
  readonly masqueraded: Part<MasqueradeEntry>;
  /** Undefined where the kernel does not track. */
  readonly count: TrackingCount | undefined;
}
