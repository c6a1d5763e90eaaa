import type { ByteText, Failure } from './environment';
import type { ModeContext } from './modeContext';
import type { ExitStatus } from './output';
import { strerror } from './strerror';

/** Rows are handed on in portions of about so many characters: little text, and what it is made of, is kept. */
export const PORTION = 1 << 13;

/** Status of a file that is there and cannot be opened: netstat ends at once. */
export const FATAL: ExitStatus = 255;

/**
 * Says, where it is to be said, that the kernel lacks a part.
 * @param name as the message has it: "AF INET (tcp)"
 * @param missing the error codes that mean "lacks it"
 * @param quiet say nothing and do not fail, see {@link Options.quiet}
 * @returns 0 to go on, 1 where the part fails, {@link FATAL} to end at once
 */
export function reportMissing(
  context: ModeContext,
  path: ByteText,
  failure: Failure,
  name: ByteText,
  missing: readonly string[],
  quiet: boolean,
): ExitStatus {
  const { options, output } = context;
  if (!missing.includes(failure.code)) {
    output.stderr(`${path}: ${strerror(failure.code)}\n`);
    return FATAL;
  }
  if (quiet) return 0;
  if (options.explicit || options.verbose) {
    output.stderr(`netstat: no support for \`${name}' on this system.\n`);
  }
  return options.explicit ? 1 : 0;
}
