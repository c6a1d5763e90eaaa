import type { UnixSocket } from '../../model/unixTable';
import { latin1 } from '../../procfs/scan';
import type { ModeContext } from '../context/modeContext';
import { unixFlagNames, unixStateName, unixTypeName } from '../sockets/unixRow';
import { holderFields } from './ownerData';
import type { DataRow } from './dataSink';

/** A UNIX domain socket, its path in full. */
export function unixData(context: ModeContext, socket: UnixSocket): DataRow {
  const { flags, path, inode } = socket;
  return {
    protocol: 'unix',
    refCnt: socket.refCount,
    flags: { code: flags, names: unixFlagNames(flags) },
    type: { code: socket.type, name: unixTypeName(socket.type) },
    state: { code: socket.state, name: unixStateName(socket) || null },
    path: latin1(path, 0, path.length),
    ...holderFields(context, inode, undefined),
  };
}
