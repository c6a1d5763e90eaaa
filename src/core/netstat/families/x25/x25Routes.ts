import type { Parsed } from '../../../model/issue';
import { readRows } from '../../../procfs/lineFields';
import type { ByteText } from '../../context/environment';
import { familyRoutes, readRoutes } from '../familyRoutes';

/** A route of /proc/net/x25/route. */
export interface X25Route {
  readonly address: string;
  /** Digits of the address that count. */
  readonly digits: number;
  readonly device: string;
}

/** The routes of X.25. */
export const X25_ROUTES = familyRoutes<X25Route>({
  header: `Kernel X.25 routing table
Destination          Iface
`,
  fields: ['destination', 'digits', 'interface'],
  read: (context) =>
    readRoutes(context, ['/proc/net/x25/route', '/proc/net/x25_routes'], parseX25Route, () => ({
      stdout: 'X.25 not configured in this system.\n',
      stderr: '',
    })),
  text,
  data: ({ address, digits, device }) => ({ destination: address, digits, interface: device }),
});

/** Where the fields stand: one that is empty, as the address of the default route, is blank. */
const COLUMNS = { address: [0, 15], digits: [17, 24], device: [25, 35] } as const;

/**
 * Reads /proc/net/x25/route (x25_routes on kernels before 2.6); the format is net/x25/x25_proc.c:x25_seq_route_show()
 * in the kernel. netstat goes by the columns too, whatever stands there.
 */
export function parseX25Route(bytes: Uint8Array): Parsed<X25Route> {
  return readRows(bytes, 1, (fields) => {
    const at = (field: keyof typeof COLUMNS): string => fields.text.slice(...COLUMNS[field]).trimEnd();
    const digits = /^\s*(\d+)/.exec(at('digits'))?.[1];
    if (digits === undefined) fields.warn('digits', 'is not a decimal number');
    return { address: at('address'), digits: Number(digits ?? 0), device: at('device') };
  });
}

/** Digits that an address has at most. */
const MOST_DIGITS = 15;

/** The address cut to the digits that count, its padding included, or "*" where none do. */
function text(route: X25Route): ByteText {
  const digits = Math.min(route.digits, MOST_DIGITS);
  const address = route.address.padEnd(MOST_DIGITS).slice(0, digits);
  return `${(digits === 0 ? '*' : `${address}/${digits}`).padEnd(20)} ${route.device.padEnd(5)}\n`;
}
