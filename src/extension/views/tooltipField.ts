import { clean, markdownText } from '../../core/text/clean';

/** A name and its value as they are shown, cleaned; without a name, a remark. */
export type Field = readonly [name: string, value: string];

/** A field of a value that may be hostile. */
export function field(name: string, value: string): Field {
  return [name, clean(value)];
}

/** A field as a line of Markdown. */
export function markdownField([name, value]: Field): string {
  return name === '' ? markdownText(value) : `${markdownText(name)}: ${markdownText(value)}`;
}
