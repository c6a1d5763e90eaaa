import type { HistoryCursor, HistoryFormat, HistoryTrouble } from '../../core/model/history';
import type { ExitStatus, Output } from '../../core/netstat/context/output';
import { withoutNewline } from '../../core/netstat/context/terminal';
import type { Span, TypedSpan } from '../../core/query/filter/span';
import { clean } from '../../core/text/clean';
import { encodeByteText } from '../../core/text/utf8';
import {
  historyFolder,
  historyRows,
  historyText,
  NODE_WITH_SQLITE,
  openReading,
  readingTrouble,
  resolveSpan,
} from '../history/historyParts';
import type { HistoryReader } from '../history/historyReader';

/** Entries that are told in words: of as many one has to know all before the first line. */
const MOST_TOLD = 200_000;

/** Entries that are read at once where each is printed as it comes. */
const PIECE = 1_000;

/** Prints what happened, as it was recorded: see HistoryPrinter. Nothing is written. */
export async function printHistory(
  typed: TypedSpan | undefined,
  format: HistoryFormat,
  output: Output,
): Promise<ExitStatus> {
  const now = Date.now();
  const span = typed === undefined ? {} : resolveSpan(typed, now);
  const folder = historyFolder();
  const opened = openReading(folder);
  if (opened.kind === 'trouble') return fail(troubleText(opened.trouble, folder), output);
  const reader = opened.kind === 'open' ? opened.reader : undefined;
  try {
    if (reader === undefined) {
      say(
        `nothing was recorded in ${folder}: VS Code does while it runs, by its setting netstat.history.record`,
        output,
      );
    }
    await (format === 'text'
      ? printText(reader, span, now, output)
      : printData(reader, span, format, now, output));
    await output.flush();
    return 0;
  } catch (error) {
    return fail(troubleText(readingTrouble(error), folder), output);
  } finally {
    if (opened.kind === 'open') opened.close();
  }
}

async function printText(
  reader: HistoryReader | undefined,
  span: Span,
  now: number,
  output: Output,
): Promise<void> {
  const { entries, next } = reader?.entries({ ...span, most: MOST_TOLD }) ?? { entries: [] };
  const from = Math.max(span.from ?? Number.NEGATIVE_INFINITY, next?.at ?? Number.NEGATIVE_INFINITY);
  await output.stdout(encodeByteText(historyText({ ...span, entries, from }, 'text', now)));
  if (next !== undefined)
    say(`only the newest ${MOST_TOLD} entries are told; a span tells of others`, output);
}

async function printData(
  reader: HistoryReader | undefined,
  span: Span,
  format: 'json' | 'csv',
  now: number,
  output: Output,
): Promise<void> {
  // By RFC 4180; a terminal and an editor would show the carriage return.
  const isShown = output.isTerminal === true || output.showsOneRound === true;
  const { head, between, row, tail } = historyRows(format, now, isShown ? '\n' : '\r\n');
  await output.stdout(head);
  let before: HistoryCursor | undefined;
  let separator = '';
  do {
    const piece = reader?.entries({ ...span, most: PIECE, ...(before && { before }) });
    for (const entry of piece?.entries ?? []) {
      await output.stdout(separator + encoded(row(entry), format, output));
      separator = between;
    }
    before = piece?.next;
  } while (before !== undefined);
  await output.stdout(tail);
}

/** In a file a field of CSV may have newlines; in a terminal they would make rows that are none. */
function encoded(row: string, format: 'json' | 'csv', output: Output): string {
  const bytes = encodeByteText(row);
  if (format === 'json' || output.isTerminal !== true) return bytes;
  return `${withoutNewline(bytes.trimEnd())}\n`;
}

/** Why there is no history to be read, and what can be done. */
function troubleText(trouble: HistoryTrouble, folder: string): string {
  if (trouble.kind === 'noSqlite') {
    return `--history needs Node ${NODE_WITH_SQLITE} or later, for its SQLite, and this is ${trouble.node}; in a terminal of VS Code, netstat has that of VS Code`;
  }
  const words = {
    readOnly: 'its folder may not be written to, which SQLite needs where others may write meanwhile',
    full: 'the disk is full',
    damaged: 'its file is damaged; "Clear History…" of VS Code begins a new one',
    newer: 'a newer version of Netstat wrote it; this one is to be updated',
    networkFileSystem: 'its folder is on a network file system; NETSTAT_HISTORY_FOLDER can name another',
    notOurs: 'it is not this user’s',
    failed: 'reading it failed',
  } as const;
  return `the history in ${folder} cannot be read: ${words[trouble.kind]} (${trouble.message})`;
}

function say(message: string, output: Output): void {
  output.stderr(encodeByteText(`netstat: ${clean(message)}\n`));
}

function fail(message: string, output: Output): ExitStatus {
  say(message, output);
  return 1;
}
