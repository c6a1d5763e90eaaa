import { appletalkData } from '../../data/familyData';
import { parseAppletalk } from '../../../procfs/appletalk';
import { noted } from '../../context/printRow';
import type { ModeContext } from '../../context/modeContext';
import type { ExitStatus } from '../../context/output';

/** The sockets, since Linux 2.6 and before. */
const PATHS = ['/proc/net/atalk/socket', '/proc/net/appletalk'];

/** AppleTalk sockets: netstat never prints them, so they are for those alone who want data. */
export async function writeAppletalk(context: ModeContext): Promise<ExitStatus> {
  for (const path of PATHS) {
    const file = context.environment.readFile(path);
    if (!file.ok) continue;
    for (const socket of noted(context, path, parseAppletalk(file.bytes)).rows) {
      await context.sink?.row('appletalk', appletalkData(context, socket));
    }
    break;
  }
  return 0;
}
