import { clean } from '../../../core/text/clean';
import { decodeByteText } from '../../../core/text/utf8';

/** A name of the machine's, which core keeps with one character a byte, as it may be shown. */
export function shownText(byteText: string): string {
  return clean(decodeByteText(byteText));
}
