import { isClosable } from '../../../core/connections/closable';
import type { SocketRow } from '../../../core/model/page';

/** Whether the kernel can be asked to close it: in its own network namespace alone. */
export function isClosableRow(row: SocketRow): boolean {
  return row.kind === 'inet' && row.namespace === undefined && isClosable(row.socket);
}
