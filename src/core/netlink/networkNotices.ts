import type { NewNotice } from '../history/recorder/notices';
import type { AddressWords } from '../model/inetTable';
import { formatAddress } from '../text/address';
import { ALL, attribute, HEADER, newRequest, stringOf, takeMessages } from './netlinkMessages';

/** Messages of include/uapi/linux/rtnetlink.h. */
const NEW_LINK = 16;
const DELETED_LINK = 17;
const GET_LINKS = 18;
const NEW_ADDRESS = 20;
const DELETED_ADDRESS = 21;
const GET_ADDRESSES = 22;
const NEW_ROUTE = 24;
const DELETED_ROUTE = 25;

/** Bytes of struct ifinfomsg, ifaddrmsg and rtmsg (rtnetlink(7)); the second is the shortest. */
const LINK = 16;
const ADDRESS = 8;
const ROUTE = 12;

const AF_UNSPEC = 0;
const AF_INET = 2;
const AF_INET6 = 10;
const AF_NETLINK = 16;

/** RTMGRP_LINK, _IPV4_IFADDR, _IPV4_ROUTE, _IPV6_IFADDR and _IPV6_ROUTE. */
const GROUPS = 0x1 | 0x10 | 0x40 | 0x100 | 0x400;

/** IFLA_IFNAME, IFA_ADDRESS, IFA_LOCAL, RTA_DST, RTA_OIF and RTA_GATEWAY. */
const LINK_NAME = 3;
const PEER_ADDRESS = 1;
const LOCAL_ADDRESS = 2;
const DESTINATION = 1;
const DEVICE = 4;
const GATEWAY = 5;

/** IFF_UP and IFF_RUNNING of netdevice(7): it is meant to work, and does. */
const WORKS = 0x41;

/** RT_TABLE_LOCAL: what the kernel itself has for each address. */
const LOCAL_TABLE = 255;
/** RTN_UNICAST, and routes that keep packets off: RTN_BLACKHOLE, _UNREACHABLE and _PROHIBIT. */
const ROUTE_TYPES: readonly number[] = [1, 6, 7, 8];
/** RTM_F_CLONED: kept for one destination by the way. */
const CLONED = 0x200;

/** Addresses that are known to be there already; where more are, they may be told once too often. */
const MOST_KNOWN = 10_000;

type Change = Pick<NewNotice, 'subject' | 'change' | 'device' | 'address' | 'gateway'>;

/** The address that has a socket of rtnetlink(7) told of interfaces, addresses and routes: struct sockaddr_nl (netlink(7)). */
export function noticesAddress(littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(12));
  view.setUint16(0, AF_NETLINK, littleEndian);
  view.setUint32(8, GROUPS, littleEndian);
  return new Uint8Array(view.buffer);
}

/** What to send for what is there already: interfaces, and the addresses of both families. */
export function knownRequests(littleEndian: boolean): readonly Uint8Array[] {
  const links = newRequest(GET_LINKS, ALL, LINK, littleEndian);
  const addresses = newRequest(GET_ADDRESSES, ALL, ADDRESS, littleEndian);
  return [links, addresses].map(({ buffer }) => new Uint8Array(buffer));
}

/**
 * Takes what the kernel tells of interfaces, addresses and routes as they change. It says the same again for other reasons
 * (statistics of a wireless device, the lifetime of an address), so what is known is remembered, and only what is new is told.
 */
export class NetworkNotices {
  readonly #littleEndian: boolean;
  readonly #devices = new Map<number, { readonly name: string; readonly works: boolean }>();
  readonly #addresses = new Set<string>();
  #told: NewNotice[] = [];

  constructor(littleEndian: boolean) {
    this.#littleEndian = littleEndian;
  }

  /** Takes a part of an answer to {@link knownRequests}: nothing of it is told. */
  know(bytes: Uint8Array): ReturnType<typeof takeMessages> {
    return this.#take(bytes, () => undefined);
  }

  /**
   * Takes what one recv(2) gave.
   * @param at when it was read, in milliseconds since 1970
   * @returns 'refused' where some of it cannot be understood, which is left out
   */
  take(bytes: Uint8Array, at: number): ReturnType<typeof takeMessages> {
    const moment = { after: at, by: at };
    return this.#take(bytes, (change) =>
      this.#told.push({ kind: 'notice', at: moment, ...change, count: 1 }),
    );
  }

  /** Gives away what is to be told. */
  told(): readonly NewNotice[] {
    const told = this.#told;
    if (told.length > 0) this.#told = [];
    return told;
  }

  #take(bytes: Uint8Array, tell: (change: Change) => void): ReturnType<typeof takeMessages> {
    return takeMessages(bytes, this.#littleEndian, ADDRESS, (view, from, end) => {
      const type = view.getUint16(from - HEADER + 4, this.#littleEndian);
      const change = this.#changeOf(type, view, from, end);
      if (change !== undefined) tell(change);
    });
  }

  #changeOf(type: number, view: DataView, from: number, end: number): Change | undefined {
    switch (type) {
      case NEW_LINK:
      case DELETED_LINK:
        return this.#link(type === NEW_LINK, view, from, end);
      case NEW_ADDRESS:
      case DELETED_ADDRESS:
        return this.#address(type === NEW_ADDRESS, view, from, end);
      case NEW_ROUTE:
      case DELETED_ROUTE:
        return this.#route(type === NEW_ROUTE, view, from, end);
      default:
        return undefined;
    }
  }

  /** struct ifinfomsg. Those of a family are about its own affairs: the ports of a bridge, for example. */
  #link(isThere: boolean, view: DataView, from: number, end: number): Change | undefined {
    if (from + LINK > end || view.getUint8(from) !== AF_UNSPEC) return undefined;
    const littleEndian = this.#littleEndian;
    const index = view.getInt32(from + 4, littleEndian);
    const before = this.#devices.get(index);
    const name =
      stringOf(attribute(view, from + LINK, end, LINK_NAME, 1, littleEndian)) || (before?.name ?? '');
    const works = (view.getUint32(from + 8, littleEndian) & WORKS) === WORKS;
    if (isThere) this.#devices.set(index, { name, works });
    else this.#devices.delete(index);
    if (!isThere) return { subject: 'interface', change: 'removed', device: name };
    if (before === undefined) return { subject: 'interface', change: 'added', device: name };
    if (before.works === works) return undefined;
    return { subject: 'interface', change: works ? 'up' : 'down', device: name };
  }

  /** struct ifaddrmsg. */
  #address(isThere: boolean, view: DataView, from: number, end: number): Change | undefined {
    const family = view.getUint8(from);
    const index = view.getUint32(from + 4, this.#littleEndian);
    const text =
      this.#addressAt(view, from + ADDRESS, end, family, LOCAL_ADDRESS) ??
      this.#addressAt(view, from + ADDRESS, end, family, PEER_ADDRESS);
    if (text === undefined) return undefined;
    const address = `${text}/${view.getUint8(from + 1)}`;
    const key = `${index} ${address}`;
    if (!isThere) this.#addresses.delete(key);
    else if (this.#addresses.has(key)) return undefined;
    else if (this.#addresses.size < MOST_KNOWN) this.#addresses.add(key);
    return { subject: 'address', change: isThere ? 'added' : 'removed', ...this.#deviceOf(index), address };
  }

  /** struct rtmsg. */
  #route(isThere: boolean, view: DataView, from: number, end: number): Change | undefined {
    if (from + ROUTE > end) return undefined;
    const littleEndian = this.#littleEndian;
    const family = view.getUint8(from);
    const isOfInterest =
      (family === AF_INET || family === AF_INET6) &&
      view.getUint8(from + 4) !== LOCAL_TABLE &&
      ROUTE_TYPES.includes(view.getUint8(from + 7)) &&
      (view.getUint32(from + 8, littleEndian) & CLONED) === 0;
    if (!isOfInterest) return undefined;
    const everywhere = family === AF_INET6 ? '::' : '0.0.0.0';
    const destination = this.#addressAt(view, from + ROUTE, end, family, DESTINATION) ?? everywhere;
    const gateway = this.#addressAt(view, from + ROUTE, end, family, GATEWAY);
    const index = attribute(view, from + ROUTE, end, DEVICE, 4, littleEndian)?.getUint32(0, littleEndian);
    return {
      subject: 'route',
      change: isThere ? 'added' : 'removed',
      ...(index !== undefined && this.#deviceOf(index)),
      address: `${destination}/${view.getUint8(from + 1)}`,
      ...(gateway !== undefined && { gateway }),
    };
  }

  #deviceOf(index: number): { readonly device?: string } {
    const device = this.#devices.get(index)?.name;
    return device === undefined ? {} : { device };
  }

  /** An address in an attribute, in network order, as text. */
  #addressAt(view: DataView, from: number, end: number, family: number, type: number): string | undefined {
    const isIPv6 = family === AF_INET6;
    const value = attribute(view, from, end, type, isIPv6 ? 16 : 4, this.#littleEndian);
    if (value === undefined || (!isIPv6 && family !== AF_INET)) return undefined;
    const word = (at: number): number => (isIPv6 || at === 0 ? value.getUint32(at * 4) : 0);
    const words: AddressWords = [word(0), word(1), word(2), word(3)];
    return formatAddress(words, isIPv6);
  }
}
