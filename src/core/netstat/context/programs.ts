import type { InetColumns } from '../../model/inetTable';
import type { ByteText } from './environment';

/** Who holds which socket, for -p. */
export interface Programs {
  /** "PID/name" cut to 19 bytes as netstat cuts it, "-" where nobody is known. Not padded. */
  cell(inode: number): ByteText;
  /** The SELinux context of the process, "-" where nobody is known. Not padded. */
  securityContext(inode: number): ByteText;
  /** Notes which row of the Internet table is asked about next: who listens on a port is likely to hold all on it. */
  noteRow?(columns: InetColumns, row: number): void;
}
