import type { ByteText } from '../context/environment';
import type { DataRow, DataValue } from './dataSink';

/** Text that stands in JSON as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** What JSON forbids in a string, DEL, UTF-8's characters of several bytes, and bytes that are no UTF-8. */
const SPECIAL =
  // oxlint-disable-next-line no-control-regex
  /["\\\x00-\x1f\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/**
 * A value as JSON in UTF-8. A byte that is no UTF-8 is written as the lone surrogate \udcXX, as "surrogateescape" in
 * Python does it: nothing is lost. Numbers have all their digits, whatever their size.
 */
export function jsonText(value: DataValue): ByteText {
  if (value === null) return 'null';
  if (typeof value === 'string')
    return PLAIN.test(value) ? `"${value}"` : `"${value.replace(SPECIAL, escaped)}"`;
  if (typeof value !== 'object') return String(value);
  return isList(value) ? `[${value.map(jsonText).join(',')}]` : `{${jsonMembers(value)}}`;
}

/** The members of a JSON object, without its braces. The names of fields are ours: they need no escape. */
export function jsonMembers(row: DataRow): ByteText {
  let text = '';
  for (const field in row) text += `${text === '' ? '' : ','}"${field}":${jsonText(row[field] ?? null)}`;
  return text;
}

function isList(value: object): value is readonly DataValue[] {
  return Array.isArray(value);
}

function escaped(text: string): ByteText {
  if (text.length > 1) return text;
  const code = text.charCodeAt(0);
  if (text === '"' || text === '\\') return `\\${text}`;
  return `\\u${code < 0x80 ? '00' : 'dc'}${code.toString(16).padStart(2, '0')}`;
}
