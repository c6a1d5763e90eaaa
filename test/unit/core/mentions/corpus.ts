/**
 * The corpus in test/fixtures/mentions: files that look like real ones, several in each text file, with the ports that
 * are expected in them marked.
 *
 *     === path/of/the/file.js (language) what it shows
 *     app.listen(3000, '127.0.0.1');
 *                ^^^^ tcp 127.0.0.1
 *
 * A line of carets marks a port in the line above it; behind them stand the transport and the host, where the text tells
 * them, and `of` with the service of a Compose file. A line without carets below it names no port.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from '../../../host/paths';
import type { TextLines } from '../../../../src/core/mentions/findMentions';
import type { PortMention, TextFile } from '../../../../src/core/mentions/mention';

/** One made-up file and the mentions expected in it. */
export interface Sample extends TextFile {
  readonly title: string;
  readonly lines: readonly string[];
  readonly expected: readonly string[];
}

const folder = join(fixtures, 'mentions');
const HEADER = /^=== (\S+) \(([\w-]+)\) (.+)$/;
const MARK = /^( *)(\^+)(?: (.*))?$/;

/** Every file of the corpus. */
export function corpus(): Sample[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => samplesIn(readFileSync(join(folder, name), 'utf8'), name));
}

/** A mention as one line of text, to be compared and read. */
export function describeMention(
  { line, start, end, transport, host, compose }: PortMention,
  lines: readonly string[],
): string {
  const service = compose?.service && `of ${compose.service}`;
  const facts = [transport, host, service].filter(Boolean).join(' ');
  return `${line + 1}:${start} "${lines[line]?.slice(start, end)}" ${facts}`.trim();
}

/** Lines as a document. */
export function textOf(lines: readonly string[]): TextLines {
  return { lineCount: lines.length, lineText: (line) => lines[line] ?? '' };
}

function samplesIn(text: string, file: string): Sample[] {
  const samples: { lines: string[]; expected: string[]; title: string; path: string; languageId: string }[] =
    [];
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const [, path, languageId, title] = HEADER.exec(line) ?? [];
    const sample = samples.at(-1);
    if (path !== undefined && languageId !== undefined) {
      samples.push({ path, languageId, title: `${file}: ${path}, ${title}`, lines: [], expected: [] });
    } else if (sample !== undefined) takeLine(sample, line);
  }
  return samples;
}

function takeLine({ lines, expected }: { lines: string[]; expected: string[] }, line: string): void {
  const mark = MARK.exec(line);
  if (mark === null) {
    lines.push(line);
    return;
  }
  const [, indent = '', carets = '', facts = ''] = mark;
  const text = (lines.at(-1) ?? '').slice(indent.length, indent.length + carets.length);
  expected.push(`${lines.length}:${indent.length} "${text}" ${facts}`.trim());
}
