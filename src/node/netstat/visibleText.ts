/** Characters that hide, reorder or command, and line ends that are none of netstat's. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** netstat's bytes, one a character, as text for an editor: every character in sight, each row in its line. */
export function visibleText(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8').replace(INVISIBLE, '\ufffd');
}
