import { MarkdownString } from 'vscode';
import { clean, markdownText } from '../../core/text/clean';

/** A name and its value as they are shown, cleaned; without a name, a remark. */
export type Field = readonly [name: string, value: string];

/** Fields below a heading of their own, or without. */
export interface Paragraph {
  readonly heading?: string;
  readonly fields: readonly Field[];
  /** Whether it is behind the line that parts what matters from the rest. */
  readonly isRest?: true;
}

/** What can be done with what a tooltip tells of. */
export interface TooltipLink {
  /** Text of ours. */
  readonly title: string;
  /** Id of a command that takes nothing for granted of its arguments. */
  readonly command: string;
  /** Words of ours and numbers: nothing that a process chose. */
  readonly args: readonly (string | number)[];
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

/** Paragraphs that stand behind the line. */
export function restOf(paragraphs: readonly Paragraph[]): Paragraph[] {
  return paragraphs
    .filter(({ heading, fields }) => heading !== undefined || fields.length > 0)
    .map((paragraph) => ({ ...paragraph, isRest: true }));
}

/**
 * As VS Code shows it: what matters, what can be done, and behind a line the rest. All text of the machine is escaped, and no
 * command link works in it but those that are given.
 */
export function markdownOf(tooltip: Tooltip, links: readonly TooltipLink[] = []): MarkdownString {
  const text = new MarkdownString();
  if (links.length > 0)
    text.isTrusted = { enabledCommands: [...new Set(links.map(({ command }) => command))] };
  const first = tooltip.filter(({ isRest }) => isRest !== true);
  const rest = tooltip.filter(({ isRest }) => isRest === true);
  appendTo(text, first);
  if (links.length > 0) text.appendMarkdown(`${links.map(linkText).join(' | ')}\n\n`);
  if (rest.length > 0 && first.length > 0) text.appendMarkdown('---\n\n');
  appendTo(text, rest);
  return text;
}

/** A link as Markdown has it; what shows it must trust the command. */
export function linkText({ title, command, args }: TooltipLink): string {
  return `[${title}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;
}

function appendTo(text: MarkdownString, paragraphs: Tooltip): void {
  for (const { heading, fields } of paragraphs) {
    const lines = [
      ...(heading === undefined ? [] : [`**${markdownText(heading)}**`]),
      ...fields.map(([name, value]) => [name, value].filter(Boolean).map(markdownText).join(': ')),
    ];
    if (lines.length > 0) text.appendMarkdown(`${lines.join('  \n')}\n\n`);
  }
}

/** As lines of a document: names and values in two columns. */
export function aligned(fields: readonly Field[]): string[] {
  const width = Math.max(0, ...fields.map(([name]) => name.length));
  return fields.map(([name, value]) => (name === '' ? `  ${value}` : `  ${name.padEnd(width)}  ${value}`));
}
