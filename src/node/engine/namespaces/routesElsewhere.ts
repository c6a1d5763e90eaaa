import { addressAt, type AddressWords, type InetColumns } from '../../../core/model/inetTable';
import { parseIpv6Route } from '../../../core/procfs/ipv6Route';
import { parseRoute } from '../../../core/procfs/route';
import { isMapped } from '../../../core/text/address';
import type { ProcReader } from '../../reader';
import { networkOf } from './networkOf';

/** Of so many questions one reads the routes again. */
const ROUND = 10;

/** Names of loopback and of devices of hardware (systemd.net-naming-scheme(7), and the kernel's own): nobody of this machine is behind them. */
const OUTSIDE = /^(?:lo|eth|en|wl|wwan|ww|ib|usb)/;

/** ff00::/8 and fe80::/10 (RFC 4291): a route to them says nothing of where it leads. */
const MULTICAST = 0xff00_0000;
const LINK_LOCAL = 0xfe80_0000;

/**
 * Tells whether connections of this machine may end in other network namespaces of it: their addresses are reached by bridges
 * and other devices without hardware alone. On most machines none is, and nobody need look where processes are.
 */
export class RoutesElsewhere {
  readonly #reader: Pick<ProcReader, 'read' | 'stat'>;
  readonly #littleEndian: boolean;
  /** Where networks begin, by their masks: many networks have few masks. */
  #ipv4 = new Map<number, Set<number>>();
  #ipv6: { readonly words: AddressWords; readonly length: number }[] = [];
  #asked = 0;
  #isOwnMachines: boolean | undefined;

  constructor(reader: Pick<ProcReader, 'read' | 'stat'>, littleEndian: boolean) {
    this.#reader = reader;
    this.#littleEndian = littleEndian;
  }

  /**
   * @param inet this machine's own connections
   * @param fresh whether the routes are read again
   */
  leadAway(inet: InetColumns, fresh: boolean): boolean {
    if (this.#asked++ % ROUND === 0 || fresh) this.#read();
    if (this.#ipv4.size === 0 && this.#ipv6.length === 0) return false;
    const { remoteAddress, remotePort, isIPv6 } = inet;
    for (let row = 0; row < remotePort.length; row++) {
      if (remotePort[row] === 0) continue;
      const first = remoteAddress[row * 4] ?? 0;
      if (isIPv6[row] === 0 ? this.#hasIpv4(first) : this.#has(addressAt(remoteAddress, row))) return true;
    }
    return false;
  }

  #read(): void {
    // In a container that sees the processes of its host, the other containers are behind a device that is called as hardware.
    this.#isOwnMachines ??= networkOf(this.#reader, 1) === networkOf(this.#reader, 'self');
    const isOutside = this.#isOwnMachines ? (device: string) => OUTSIDE.test(device) : () => false;
    this.#ipv4 = new Map();
    const ipv4 = this.#reader.read('self/net/route');
    for (const route of ipv4.status === 'ok' ? parseRoute(ipv4.value, this.#littleEndian).rows : []) {
      const { device, destination, mask } = route;
      if (mask === 0 || isOutside(device)) continue;
      const networks = this.#ipv4.get(mask) ?? new Set();
      this.#ipv4.set(mask, networks.add(destination >>> 0));
    }
    const ipv6 = this.#reader.read('self/net/ipv6_route');
    this.#ipv6 = (ipv6.status === 'ok' ? parseIpv6Route(ipv6.value).rows : []).flatMap(
      ({ device, destination: words, prefixLength: length }) => {
        const isLocal = isIn(words, [MULTICAST, 0, 0, 0], 8) || isIn(words, [LINK_LOCAL, 0, 0, 0], 10);
        return length === 0 || isLocal || isOutside(device) ? [] : [{ words, length }];
      },
    );
  }

  #has(words: AddressWords): boolean {
    if (isMapped(words)) return this.#hasIpv4(words[3]);
    return this.#ipv6.some((network) => isIn(words, network.words, network.length));
  }

  #hasIpv4(address: number): boolean {
    for (const [mask, networks] of this.#ipv4) if (networks.has((address & mask) >>> 0)) return true;
    return false;
  }
}

/** Whether an address lies in the network that begins there. @param length bits that they share */
function isIn(words: AddressWords, network: AddressWords, length: number): boolean {
  return words.every((word, i) => {
    const bits = Math.min(32, Math.max(0, length - 32 * i));
    const mask = bits === 0 ? 0 : -1 << (32 - bits);
    return ((word ^ (network[i] ?? 0)) & mask) === 0;
  });
}
