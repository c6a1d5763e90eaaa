import type { IpxAddress, IpxSocket } from '../model/ipx';
import type { Parsed } from '../model/issue';
import { type Fields, readRows } from './lineFields';

const ADDRESS = /\s*([0-9A-Fa-f]{1,8}(?::[0-9A-Fa-f]{12})?:[0-9A-Fa-f]{1,4})(?!\S)/y;
const NOT_CONNECTED = /\s*(Not_Connected)/y;

/** Reads /proc/net/ipx/socket; the format is net/ipx/ipx_proc.c:ipx_seq_socket_show() of kernels before 5.15. */
export function parseIpx(bytes: Uint8Array): Parsed<IpxSocket> {
  return readRows(bytes, 1, (fields) => ({
    local: address(fields, 'Local_Address'),
    remote: remoteAddress(fields),
    txQueue: fields.hex32('Tx_Queue'),
    rxQueue: fields.hex32('Rx_Queue'),
    state: fields.hex32('State'),
    uid: fields.uint32('Uid'),
  }));
}

function remoteAddress(fields: Fields): IpxAddress | undefined {
  if (/^\s*Not_Connected/.test(fields.rest)) {
    fields.match(NOT_CONNECTED, 'Remote_Address');
    return undefined;
  }
  return address(fields, 'Remote_Address');
}

function address(fields: Fields, name: string): IpxAddress {
  const parts = fields.match(ADDRESS, name, 'is not network:node:socket').split(':');
  return {
    network: Number.parseInt(parts[0] || '0', 16),
    node: parts.length === 3 ? (parts[1] ?? '') : '',
    port: Number.parseInt(parts.at(-1) || '0', 16),
  };
}
