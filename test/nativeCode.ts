import { thisTarget } from '../src/node/system/target';

/** Whether native code is shipped for this machine, so that the kernel is asked for more than stands in files. */
export const hasNativeCode = thisTarget() !== undefined;

/** Why what needs native code cannot be tested here; undefined where it can. */
export function whyNoNativeCode(): string | undefined {
  return hasNativeCode ? undefined : 'no native code is shipped for this machine';
}
