import { BOUND_INACTIVE, inetRequest } from './inetRequest';

/**
 * What to send for the sockets of TCP that are bound to a port and neither listen nor are connected. No table of /proc
 * has them; kernels before 6.8 tell of none.
 */
export function boundSocketsRequest(port: number, littleEndian: boolean): Uint8Array {
  return inetRequest(
    {
      protocol: 'tcp',
      states: 1 << BOUND_INACTIVE,
      attributes: [],
      ports: [
        ['local port at least', port],
        ['local port at most', port],
      ],
    },
    littleEndian,
  );
}
