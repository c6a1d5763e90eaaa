import { nameText } from '../text/clean';
import { decodeByteText } from '../text/utf8';

/**
 * Names of units that may stand in a line for a shell: the characters that systemd allows in them, systemd.unit(5), and at
 * most 255 of them, none of which does anything within single quotes.
 */
const NAME = /^(?!-)[A-Za-z0-9:_.@\\-]{1,255}\.(?:service|socket|scope)$/;

/** Whether the name, as systemd escaped it, is one that systemd itself would take for a service, a socket or a scope. */
export function isUnitName(name: string): boolean {
  return NAME.test(name);
}

/**
 * A unit's name, or a part of it, with the characters for which systemd wrote `\x2d` and the like, systemd-escape(1); UTF-8 is
 * decoded. For showing alone: it is no name of the unit any more, and may hold anything, line breaks too. A `-` stays
 * one, though systemd writes a `/` of a path so.
 */
export function unescapedUnit(name: string): string {
  if (!name.includes('\\x')) return name;
  const bytes = name.replaceAll(/\\x([0-9a-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return decodeByteText(bytes);
}

/** The unit's name as a row, a sentence or a label shows it: unescaped, cleaned and cut; "ssh.service". */
export function unitText(name: string): string {
  return nameText(unescapedUnit(name));
}
