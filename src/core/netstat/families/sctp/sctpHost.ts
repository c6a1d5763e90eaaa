import { dotted, ipv6Text } from '../../context/addressText';
import { hostText } from '../../context/addressCell';
import { dottedWord } from '../../context/dottedWord';
import type { ByteText } from '../../context/environment';
import type { Names } from '../../context/names';

const DOTTED = /^\d{1,3}(\.\d{1,3}){3}$/;
const GROUPS = /^[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){7}$/;

/** An address of an SCTP file, dotted or as eight groups, as words; nothing where the text is none. */
export function sctpWords(
  text: string,
): { readonly words: Uint32Array; readonly isIPv6: boolean } | undefined {
  if (DOTTED.test(text)) return { words: Uint32Array.of(dottedWord(text), 0, 0, 0), isIPv6: false };
  if (GROUPS.test(text)) return { words: groupWords(text), isIPv6: true };
  return undefined;
}

/**
 * An address of an SCTP file as netstat shows it.
 * @returns the text itself where it is no address
 */
export function sctpHost(text: string, numericHosts: boolean, names: Names): ByteText | Promise<ByteText> {
  const address = sctpWords(text);
  if (address === undefined) return text;
  const options = { numericHosts, numericPorts: true, wide: true };
  return hostText(address.words, address.isIPv6, options, names);
}

/** An address of an SCTP file as other tables write theirs; the text itself where it is no address. */
export function sctpAddress(text: string): ByteText {
  if (DOTTED.test(text)) return dotted(dottedWord(text));
  return GROUPS.test(text) ? ipv6Text(groupWords(text)) : text;
}

function groupWords(text: string): Uint32Array {
  const groups = text.split(':').map((group) => Number.parseInt(group, 16));
  const word = (index: number): number => (((groups[index] ?? 0) << 16) | (groups[index + 1] ?? 0)) >>> 0;
  return Uint32Array.of(word(0), word(2), word(4), word(6));
}
