import type { SystemCalls } from '../../system/systemCalls';

/** O_RDONLY and O_CLOEXEC, and CLONE_NEWNET of setns(2): the same on all machines that native code is shipped for. */
export const READ_ONLY = 0x8_0000;
export const NETWORK = 0x4000_0000;

const EPERM = 1;

/**
 * Has the calling thread enter a network namespace.
 * @param path a file that stands for it: /proc/PID/ns/net, or a name in /run/netns
 */
export function enter(
  path: string,
  calls: SystemCalls | undefined,
): 'entered' | 'denied' | 'failed' | 'noCalls' {
  if (calls?.setNamespace === undefined) return 'noCalls';
  const descriptor = calls.open(path, READ_ONLY);
  if (descriptor < 0) return 'denied';
  try {
    if (calls.setNamespace(descriptor, NETWORK) === 0) return 'entered';
    return calls.errno() === EPERM ? 'denied' : 'failed';
  } finally {
    calls.close(descriptor);
  }
}
