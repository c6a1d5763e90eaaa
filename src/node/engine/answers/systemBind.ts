import { constants } from 'node:os';
import { parseIPv4, parseIPv6 } from '../../../core/etc/addressLine';
import type { SystemCalls } from '../../system/systemCalls';
import type { Bind } from './bindTrial';

/** socket(2), socket(7), ip(7), ipv6(7); the same on every machine that koffi is shipped for. */
const AF_INET = 2;
const AF_INET6 = 10;
const SOCK_STREAM_CLOEXEC = 0x8_0001;
const SOCK_DGRAM_CLOEXEC = 0x8_0002;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const IPPROTO_IPV6 = 41;
const IPV6_V6ONLY = 26;

const NAMES = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));

/**
 * Binds by system calls and closes in the same turn: within microseconds, and without listening, so that the socket stands
 * in no table and, having SO_REUSEADDR, is in the way of no server that sets it too.
 */
export function systemBind(calls: SystemCalls, littleEndian: boolean): Bind {
  return (transport, port, address) => {
    return new Promise((resolve) => {
      const isIPv6 = address.includes(':');
      const type = transport === 'tcp' ? SOCK_STREAM_CLOEXEC : SOCK_DGRAM_CLOEXEC;
      const socket = calls.socket(isIPv6 ? AF_INET6 : AF_INET, type, 0);
      if (socket < 0) throw failure(calls);
      try {
        if (transport === 'tcp') set(calls, socket, SOL_SOCKET, SO_REUSEADDR, 1);
        // Like Node and most servers: the wildcard of IPv6 takes IPv4 in, whatever bindv6only says.
        if (isIPv6) set(calls, socket, IPPROTO_IPV6, IPV6_V6ONLY, 0);
        const place = socketAddress(address, port, littleEndian);
        if (calls.bind(socket, place, place.length) < 0) throw failure(calls);
      } finally {
        calls.close(socket);
      }
      resolve();
    });
  };
}

function set(calls: SystemCalls, socket: number, level: number, option: number, value: number): void {
  const word = new Uint8Array(new Uint32Array([value]).buffer);
  if (calls.setSocketOption(socket, level, option, word, word.length) < 0) throw failure(calls);
}

/** struct sockaddr_in (ip(7)) or sockaddr_in6 (ipv6(7)): the family in the machine's byte order, the rest in the network's. */
function socketAddress(address: string, port: number, littleEndian: boolean): Uint8Array {
  const ipv4 = parseIPv4(address);
  const view = new DataView(new ArrayBuffer(ipv4 === undefined ? 28 : 16));
  view.setUint16(0, ipv4 === undefined ? AF_INET6 : AF_INET, littleEndian);
  view.setUint16(2, port);
  if (ipv4 === undefined) parseIPv6(address)?.forEach((word, index) => view.setUint32(8 + index * 4, word));
  else view.setUint32(4, ipv4);
  return new Uint8Array(view.buffer);
}

function failure(calls: SystemCalls): Error {
  const code = NAMES.get(calls.errno()) ?? 'UNKNOWN';
  return Object.assign(new Error(`bind(2) failed: ${code}`), { code });
}
