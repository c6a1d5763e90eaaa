import { MarkdownString } from 'vscode';
import { clean, markdownText } from '../../core/text/clean';

/** A name and its value as they are shown, cleaned; without a name, a remark. */
export type Field = readonly [name: string, value: string];

/** Fields below a heading of their own, or without. */
export interface Paragraph {
  readonly heading?: string;
  readonly fields: readonly Field[];
}

/** What is told of a row, from top to bottom: a tooltip, or lines of a document. */
export type Tooltip = readonly Paragraph[];

/** A field of a value that may be hostile. */
export function field(name: string, value: string): Field {
  return [name, clean(value)];
}

/** A tooltip with a title, and a gap between groups of fields. */
export function tooltipOf(title: string, ...groups: readonly (readonly Field[])[]): Tooltip {
  return [{ heading: clean(title), fields: [] }, ...groups.map((fields) => ({ fields }))];
}

/** As VS Code shows it. Untrusted: no command link works in it, and all text of the machine is escaped. */
export function markdownOf(tooltip: Tooltip): MarkdownString {
  const text = new MarkdownString();
  for (const { heading, fields } of tooltip) {
    const lines = [
      ...(heading === undefined ? [] : [`**${markdownText(heading)}**`]),
      ...fields.map(([name, value]) => [name, value].filter(Boolean).map(markdownText).join(': ')),
    ];
    if (lines.length > 0) text.appendMarkdown(`${lines.join('  \n')}\n\n`);
  }
  return text;
}

/** As lines of a document: names and values in two columns. */
export function aligned(fields: readonly Field[]): string[] {
  const width = Math.max(0, ...fields.map(([name]) => name.length));
  return fields.map(([name, value]) => (name === '' ? `  ${value}` : `  ${name.padEnd(width)}  ${value}`));
}
