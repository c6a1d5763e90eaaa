import type { Parsed } from '../../../model/issue';
import { readRows } from '../../../procfs/lineFields';
import type { ByteText } from '../../context/environment';
import { strerror } from '../../context/strerror';
import { familyRoutes, readRoutes } from '../familyRoutes';

/** A route of /proc/net/ax25_route. */
export interface Ax25Route {
  readonly callsign: string;
  readonly device: string;
  /** The number netstat shows as use; 0 where the file has "*". */
  readonly use: number;
  readonly digipeaters: readonly string[];
}

/** The routes of AX.25. */
export const AX25_ROUTES = familyRoutes<Ax25Route>({
  header: `Kernel AX.25 routing table
Destination  Iface    Use
`,
  fields: ['destination', 'digipeaters', 'interface', 'use'],
  read: (context) =>
    readRoutes(context, ['/proc/net/ax25_route'], parseAx25Route, (path, code) => ({
      stdout: 'AX.25 not configured in this system.\n',
      stderr: `${path}: ${strerror(code)}\n`,
    })),
  text,
  data: ({ callsign, digipeaters, device, use }) => ({
    destination: callsign,
    digipeaters,
    interface: device,
    use,
  }),
});

/**
 * Reads /proc/net/ax25_route; the format is net/ax25/ax25_route.c:ax25_rt_seq_show() in the kernel. netstat shows the
 * third column, the mode, as the route's use where it is a number.
 */
export function parseAx25Route(bytes: Uint8Array): Parsed<Ax25Route> {
  return readRows(bytes, 1, (fields) => {
    const callsign = fields.word('callsign');
    const device = fields.word('dev');
    const mode = /^\s*\d/.test(fields.rest) ? fields.int32('mode') : 0;
    const digipeaters = fields.rest.split(/\s+/).filter((word) => word !== '' && word !== '*');
    return { callsign, device, use: mode, digipeaters };
  });
}

function text({ callsign, device, use }: Ax25Route): ByteText {
  return `${callsign.padEnd(9)}    ${device.padEnd(5)}  ${String(use).padStart(5)}\n`;
}
