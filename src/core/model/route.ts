import type { AddressWords } from './inetTable';

/** What the IPv4 routing table and its cache tell alike. Addresses are words in network order, most significant first. */
export interface RouteFields {
  /** "*" for a route without a device (reject, blackhole). */
  readonly device: string;
  readonly destination: number;
  /** 0: none, the destination is on the link. */
  readonly gateway: number;
  /** RTF_* of include/uapi/linux/route.h; in the cache RTCF_* of include/uapi/linux/in_route.h above 0xffff. */
  readonly flags: number;
  readonly refCount: number;
  readonly use: number;
  readonly metric: number;
  /** The advertised MSS and 40, or 0: not the route's own MTU. */
  readonly mtu: number;
  readonly window: number;
  /** Initial round trip time, in milliseconds. */
  readonly irtt: number;
}

/** A row of the IPv4 routing table, /proc/net/route. */
export interface Ipv4Route extends RouteFields {
  readonly mask: number;
}

/** A row of the routing cache of kernels before 3.6, /proc/net/rt_cache. */
export interface CachedRoute extends RouteFields {
  readonly source: number;
  readonly typeOfService: number;
  /** References to the link layer header, -1 where there is none. */
  readonly headerRefs: number;
  /** Whether the link layer header is up to date. */
  readonly headerUpToDate: number;
  readonly specificDestination: number;
}

/** A row of the IPv6 routing table, /proc/net/ipv6_route. */
export interface Ipv6Route {
  readonly destination: AddressWords;
  readonly prefixLength: number;
  readonly source: AddressWords;
  readonly sourcePrefixLength: number;
  readonly nextHop: AddressWords;
  /** Signed: the kernel's 0xffffffff is -1. */
  readonly metric: number;
  readonly refCount: number;
  readonly use: number;
  /** RTF_* of include/uapi/linux/route.h and ipv6_route.h. */
  readonly flags: number;
  readonly device: string;
}

/** Set in {@link Ipv6Route.flags} of a cached route, a clone made for one destination. */
export const RTF_CACHE = 0x1000000;
