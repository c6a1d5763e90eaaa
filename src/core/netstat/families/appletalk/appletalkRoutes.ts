import type { Parsed } from '../../../model/issue';
import { readRows } from '../../../procfs/lineFields';
import type { ByteText } from '../../context/environment';
import { strerror } from '../../context/strerror';
import { FLAGS } from '../../data/ownTables';
import { appletalkFlagLetters } from '../../routes/routeFlags';
import { familyRoutes, readRoutes } from '../familyRoutes';

/** A route of /proc/net/atalk/route (/proc/net/atalk_route before 2.6). Addresses as the file writes them. */
export interface AtalkRoute {
  /** "Default", or network and node. */
  readonly target: string;
  readonly router: string;
  /** RTF_* of include/uapi/linux/route.h. */
  readonly flags: number;
  readonly device: string;
}

/** The routes of AppleTalk; they have no title. */
export const APPLETALK_ROUTES = familyRoutes<AtalkRoute>({
  header: 'Destination     Gateway         Device          Flags\n',
  fields: ['destination', 'gateway', ...FLAGS, 'interface'],
  read: (context) =>
    readRoutes(context, ['/proc/net/atalk_route'], parseAtalkRoute, (path, code) => ({
      stdout: '',
      stderr: `Error opening ${path}: ${strerror(code)}\nDDP (AppleTalk) not configured on this system.\n`,
    })),
  text,
  data: ({ target, router, flags, device }) => ({
    destination: target,
    gateway: router,
    flags: { code: flags, letters: appletalkFlagLetters(flags) },
    interface: device,
  }),
});

/** Reads /proc/net/atalk_route (atalk/route on newer kernels); the format is net/appletalk/atalk_proc.c:atalk_seq_route_show(). */
export function parseAtalkRoute(bytes: Uint8Array): Parsed<AtalkRoute> {
  return readRows(bytes, 1, (fields) => ({
    target: fields.word('Target'),
    router: fields.word('Router'),
    flags: fields.int32('Flags'),
    device: fields.word('Dev'),
  }));
}

function text({ target, router, device, flags }: AtalkRoute): ByteText {
  const cells = [target, router, device].map((cell) => cell.padEnd(16));
  return `${cells.join('')}${appletalkFlagLetters(flags)}\n`;
}
