import { statfsSync } from 'node:fs';

/** Whether the kernel's own /proc lies there: PROC_SUPER_MAGIC of include/uapi/linux/magic.h. */
export function isKernels(proc: string): boolean {
  try {
    return statfsSync(proc).type === 0x9fa0;
  } catch {
    return false;
  }
}
