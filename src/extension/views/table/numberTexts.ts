import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { formatBytes } from '../../../core/text/quantity';

/** Making one costs more than a hundred uses. */
const formats = new Map<number, Intl.NumberFormat>();

function format(digits: number): Intl.NumberFormat {
  const known = formats.get(digits);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: digits });
  formats.set(digits, made);
  return made;
}

/** The number with the separators of the user's language. */
export function countText(count: number | bigint): string {
  return format(0).format(count);
}

/** The number with so many decimals at most. */
export function decimalText(value: number, decimals: number): string {
  return format(decimals).format(value);
}

/** `12/s`, `0.5/s`. */
export function rateText(perSecond: number): string {
  return l10n.t('{0}/s', format(perSecond < 10 ? 1 : 0).format(perSecond));
}

/** `1.5 KiB/s`. */
export function byteRateText(bytesPerSecond: number): string {
  return l10n.t('{0}/s', formatBytes(bytesPerSecond));
}
