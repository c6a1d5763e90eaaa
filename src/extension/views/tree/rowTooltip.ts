import { MarkdownString } from 'vscode';
import { clean, markdownText } from '../../../core/text/clean';

/** A line of a tooltip: a name and its value, or a sentence alone. */
export type TooltipLine = readonly [name: string | undefined, value: string];

/**
 * A tooltip with a title and a line for each fact. Untrusted: no command link works in it, and all text of the
 * machine is escaped.
 * @param paragraphs groups of lines with a gap between them
 */
export function tooltipOf(title: string, ...paragraphs: readonly (readonly TooltipLine[])[]): MarkdownString {
  const text = new MarkdownString();
  text.appendMarkdown(`**${markdownText(clean(title))}**\n\n`);
  for (const lines of paragraphs) text.appendMarkdown(`${lines.map(lineText).join('  \n')}\n\n`);
  return text;
}

function lineText([name, value]: TooltipLine): string {
  return name === undefined ? markdownText(value) : `${markdownText(name)}: ${markdownText(value)}`;
}
