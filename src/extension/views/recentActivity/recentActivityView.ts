import { l10n } from 'vscode';
import { keysNotKept } from '../../../core/history/historyFilter';
import type { StoryWords } from '../../../core/history/story';
import type { HistoryStatus } from '../../../core/model/history';
import { storyWords } from '../../history/past';
import { troubleText } from '../../history/statusTexts';
import type { FilterState } from '../../filter/filterState';
import { DisposableStore, type Event } from '../../lifetime';
import type { Monitor } from '../../monitor';
import { refreshInterval } from '../../settings';
import type { SharedEngine } from '../../sharedEngine';
import { clock } from '../../started';
import { onlyChanges, setContext } from '../onlyChanges';
import { ReadRows } from '../tree/readRows';
import { type RegisteredView, registerView } from '../tree/registerView';
import { ActivityLog, type ActivityReading, PAGE } from './activityLog';
import { activityRows } from './activityRows';
import { recentActivityView, unseenKey } from './recentActivity.contributions';

/** The view "Recent Activity" and the provider of its rows. */
export interface RecentActivityView extends RegisteredView<ActivityRows> {
  readonly log: ActivityLog;
}

export interface RecentActivitySources {
  readonly engine: SharedEngine;
  readonly monitor: Monitor;
  readonly filter: FilterState;
  /** The engine recorded something. */
  readonly news: Event<HistoryStatus>;
}

/** The rows of a log, which asks for them while they are in sight. */
export class ActivityRows extends ReadRows<ActivityReading> {
  readonly #log: ActivityLog;

  constructor(log: ActivityLog, filter: FilterState, words: () => StoryWords) {
    super({
      onDidRead: log.onDidRead,
      reading: () => log.reading,
      // Older events, and those of another filter, are no news.
      filter: ({ expression, loads }) => `${loads} ${expression}`,
      isLog: true,
      rows: (now) => activityRows(now, words()),
      counts: ({ entries, status, next }) => {
        if (filter.expression === '') return undefined;
        return { matching: entries.length, total: status.entries, isAtLeast: next !== undefined };
      },
    });
    this.#log = log;
  }

  override get error(): string | undefined {
    return this.#log.error;
  }

  refresh(): Promise<void> {
    return this.#log.read();
  }

  override show(): void {
    super.show();
    this.#log.show();
  }

  override hide(): void {
    super.hide();
    this.#log.hide();
  }
}

/** Registers the view. The history is asked while it is visible; nothing is recorded for it. */
export function registerRecentActivity(sources: RecentActivitySources): RecentActivityView {
  const { engine, monitor, filter, news } = sources;
  const disposables = new DisposableStore();
  const log = disposables.add(new ActivityLog({ engine, filter, monitor, news, interval: refreshInterval }));
  const source = new ActivityRows(log, filter, storyWords);
  const registered = disposables.add(
    registerView(monitor, {
      view: recentActivityView,
      kind: 'facts',
      source,
      filter,
      inapplicable: () => inapplicable(filter),
      summary: () => summaryOf(log),
      note: () => noteOf(log.reading),
      emptiness: () => emptinessOf(log.reading),
      prints: () => {
        const { expression = '', span = {} } = log.reading ?? {};
        return [{ kind: 'historyPart', question: { most: MOST_EXPORTED, filter: expression, ...span } }];
      },
      rowReader: () => async (asked) => {
        const { expression = '', span = {}, entries = [] } = log.reading ?? {};
        const most = Math.max(PAGE, entries.length);
        const answer = await asked.history({ most, filter: expression, ...span });
        const [takenAt, none] = [Date.now(), { sources: [], issues: [], loads: 0 }];
        return {
          takenAt,
          rows: activityRows({ ...answer, ...none, takenAt, expression, span }, storyWords()),
        };
      },
    }),
  );
  const tell = onlyChanges();
  const followSelection = (): void => {
    // New events push down what stands below them: while a row is looked at that is not the newest, they wait.
    const [selected] = registered.tree.selection;
    log.hold(selected !== undefined && selected !== source.roots[0]);
  };
  const tellUnseen = (): void => {
    tell('unseen', log.unseen > 0 ? 'true' : '', (text) => setContext(unseenKey.id, text));
  };
  disposables.add(registered.tree.onDidChangeSelection(followSelection));
  disposables.add(log.onDidRead(tellUnseen));
  return { ...registered, log, dispose: () => disposables.dispose() };
}

/** Entries that a copy of all has at most. */
const MOST_EXPORTED = 100_000;

/** How far back it reaches, and what waits. */
function summaryOf({ reading, unseen }: ActivityLog): string {
  const { since } = reading?.status ?? {};
  return [
    unseen > 0 ? l10n.t('{0} new', unseen) : '',
    since === undefined ? '' : l10n.t('since {0}', clock(since)),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What is to be known of what is shown. */
function noteOf(reading: ActivityReading | undefined): string {
  // A message would stand in the place of the text that says why there is none.
  if (reading === undefined || reading.entries.length === 0) return '';
  const { trouble, record, since = 0, connectionsSince = 0 } = reading.status;
  return [
    trouble === undefined ? '' : troubleText(trouble),
    record === 'off' ? l10n.t('Nothing is recorded now.') : '',
    connectionsSince > since ? l10n.t('Connections reach back to {0}.', clock(connectionsSince)) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What the filter asks for and the history does not keep: then it leaves the history alone. */
function inapplicable({ expression }: FilterState): string {
  const keys = keysNotKept(expression);
  return keys.length === 0
    ? ''
    : l10n.t('The history keeps nothing that {0} could find.', keys.map((key) => `${key}:`).join(' '));
}

/** Why there is no event; empty before the first answer. */
export function emptinessOf(reading: ActivityReading | undefined): string {
  if (reading === undefined) return '';
  const { expression, status } = reading;
  if (status.record === 'off' && status.entries === 0) return 'off';
  if (expression !== '' && status.entries > 0) return 'noMatch';
  if (status.trouble !== undefined) return 'memory';
  if (status.recorder === 'other') return 'other';
  return status.record === 'listeners' ? 'listeners' : 'none';
}
