import { l10n } from 'vscode';
import { askHistory } from '../../core/history/askHistory';
import { gapText } from '../../core/history/story/otherEvents';
import { storyOf, type StoryWords } from '../../core/history/story';
import type { HistoryAnswer } from '../../core/model/history';
import type { Engine } from '../../core/model/engine';
import { clock } from '../started';
import type { HistorySubject } from './historySubject';
import { storyWords } from './past';
import { statusLines } from './statusTexts';

/** Entries that a document tells: more nobody reads, and an export has them. */
const MOST_TOLD = 1_000;

/** Gaps that are told at the beginning. */
const MOST_GAPS = 5;

/** What in a document is a link: lines of their own. */
export const documentLinks = {
  recordConnections: () => l10n.t('Record Connections, Too'),
  exportHistory: () => l10n.t('Export History…'),
  clearHistory: () => l10n.t('Clear History…'),
} as const;

/** Everything that is known to have happened, and what may have been missed: text that reads from top to bottom. */
export async function historyDocument(
  subject: HistorySubject,
  engine: Pick<Engine, 'history'>,
): Promise<string> {
  const { asked } = subject;
  const answer = await askHistory(engine, asked, MOST_TOLD);
  // Lines of a port's story need not name it; between it and an address there is no other.
  return documentText(
    subject.title,
    answer,
    storyWords(asked.address === undefined ? asked.port : undefined),
  );
}

/** The same of an answer. */
export function documentText(title: string, answer: HistoryAnswer, words: StoryWords): string {
  const { entries, next, status } = answer;
  const events = storyOf(entries, { ...words, ...(next && { from: next.at }) });
  const gaps = entries.filter((entry) => entry.kind === 'gap').sort((a, b) => b.to - a.to);
  const width = Math.max(0, ...events.map(({ when }) => when.length));
  const told = [
    part(l10n.t('What is kept'), [
      ...statusLines(status),
      ...gaps.slice(0, MOST_GAPS).map((gap) => l10n.t('{0}.', gapText(gap, words))),
      ...(gaps.length > MOST_GAPS ? [l10n.t('Gaps beside these: {0}', gaps.length - MOST_GAPS)] : []),
      ...(status.record === 'connections' ? [] : [documentLinks.recordConnections()]),
      ...(status.entries === 0 ? [] : [documentLinks.clearHistory()]),
    ]),
    part(
      l10n.t('What happened, the newest first'),
      events.length === 0
        ? [l10n.t('Nothing that was recorded.')]
        : events.map(({ when, line }) => `${when.padStart(width)}  ${line}`),
    ),
    ...(next === undefined
      ? []
      : [part(l10n.t('What was before is left out here.'), [documentLinks.exportHistory()])]),
  ];
  const head = [title, l10n.t('As it was known on {0}.', clock(words.clock.now))].join('\n');
  return `${[head, ...told].join('\n\n')}\n`;
}

function part(heading: string, lines: readonly string[]): string {
  return [heading, ...lines.map((line) => `  ${line}`)].join('\n');
}
