import { readFileSync, statSync } from 'node:fs';
import type * as crypto from 'node:crypto';
import { type NativeCode, targets } from './target';

/** Native code that is not what the build has put there. */
export class DamagedNativeCode extends Error {}

/**
 * Throws where a file is none of koffi's native code. A damaged one would end the process that loads it: what is missing
 * at its end by SIGBUS, what differs in it by whatever that does.
 * @param file known to exist
 */
export function checkNativeCode(file: string): void {
  const { size } = statSync(file);
  const expected: readonly NativeCode[] = Object.values(targets);
  const candidates = expected.filter(({ bytes }) => bytes === size);
  const sum = candidates.length === 0 ? undefined : sha256(file);
  if (candidates.some((candidate) => candidate.sha256 === sum)) return;
  throw new DamagedNativeCode(
    `${file} is damaged (${size} bytes, SHA-256 ${sum ?? 'not taken'}): install Netstat again.`,
  );
}

/** The sum of a file, in hexadecimal digits. */
export function sha256(file: string): string {
  // Loaded here and not above: the command netstat seldom needs it, and Node takes milliseconds for it.
  const { createHash } = require('node:crypto') as typeof crypto;
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
