import { targets, thisTarget } from './target';

/**
 * Where koffi's native code for this machine lies, in the folder of its package. What is shipped has it beside itself
 * instead: build/bundles.ts puts that in the place of this module.
 */
export function nativeFile(): string {
  const target = thisTarget();
  if (target === undefined) throw new Error('koffi is not shipped for this machine.');
  const { name, binary } = targets[target];
  return require.resolve(`@koromix/${name}/${binary}/koffi.node`);
}
