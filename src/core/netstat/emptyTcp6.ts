import { type SocketCounts, parseSockstat } from '../procfs/sockstat';
import type { ByteText, Environment } from './environment';

/**
 * Whether the kernel's counters say that /proc/net/tcp6 has no row: to print it, the kernel walks its hash table of all
 * TCP sockets once more, which is some hundred thousand places. Those in TIME_WAIT are counted for both families together.
 */
export function isTcp6Empty(environment: Pick<Environment, 'readFile'>): boolean {
  const counts = (path: ByteText): SocketCounts | undefined => {
    const file = environment.readFile(path);
    return file.ok ? parseSockstat(file.bytes) : undefined;
  };
  return (
    counts('/proc/net/sockstat6')?.get('TCP6 inuse') === 0 &&
    counts('/proc/net/sockstat')?.get('TCP tw') === 0
  );
}
