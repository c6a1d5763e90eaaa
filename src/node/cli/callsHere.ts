import { loadSystemCalls } from '../system/systemCalls';
import { SystemCallsOnce } from '../system/systemCallsOnce';
import { isKernels } from './isKernels';

/**
 * The system calls of this machine, loaded once they are needed; nothing where `proc` is elsewhere than at /proc: that is
 * another machine's. What lies at /proc may be another's all the same, and there files alone tell.
 */
export function callsHere(proc: string): SystemCallsOnce | undefined {
  if (proc !== '/proc') return undefined;
  return new SystemCallsOnce(() =>
    isKernels(proc) ? loadSystemCalls() : new Error('/proc is not the kernel’s.'),
  );
}
