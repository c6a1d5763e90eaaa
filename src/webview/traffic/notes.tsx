import type { JSX } from 'preact';
import type { SeriesId } from '../../core/model/traffic';
import { subjectOf } from '../../core/traffic/seriesIds';
import { Icon } from '../icon';
import { t } from '../l10n';
import { troublesOf } from '../numbers/troubles';
import { clockText } from '../plots/timeAxis';
import type { PageEvent, PageState } from './state';

interface NotesProps {
  readonly state: PageState;
  /** Whether there is no room for the headline, which tells of troubles elsewhere. */
  readonly isLow: boolean;
  readonly dispatch: (event: PageEvent) => void;
  /** The hint was read. */
  readonly onKnown: () => void;
}

/** What narrows the page beside the filter, each with how to take it away; and once what may be done with it. */
export function Notes({ state, isLow, dispatch, onKnown }: NotesProps): JSX.Element | null {
  const { shared, span, narrowed, problem, rows, selection, selecting } = state;
  const isFirst = !shared.isKnown;
  const hasOldRows = problem !== '' && rows.answer !== undefined;
  const troubles = isLow && state.series ? troublesOf(state.series.summary, shared.units) : [];
  const isNarrowed = shared.namespace !== '' || span !== undefined || narrowed !== undefined;
  if (!isNarrowed && !isFirst && !hasOldRows && !selecting && troubles.length === 0) return null;
  return (
    <div class="notes">
      {hasOldRows && <Note text={problem} isProblem />}
      {troubles.map(({ text, why }) => (
        <Note key={text} text={text} title={why} isProblem />
      ))}
      {selecting && (
        <Note
          text={t(
            '{0} of {1} rows are selected: only those that were in sight. Ctrl+A selects all.',
            selection.ids.size,
            selecting.to - selecting.from + 1,
          )}
          isProblem
        />
      )}
      {shared.namespace !== '' && <Note text={t('Network of {0}', shared.namespace)} />}
      {span && (
        <Note
          text={t('What happened from {0} to {1}', clockText(span.from), clockText(span.to))}
          onAway={() => dispatch({ is: 'span', span: undefined })}
        />
      )}
      {narrowed !== undefined && (
        <Note
          text={narrowedText(narrowed, state)}
          onAway={() => dispatch({ is: 'narrow', series: undefined })}
        />
      )}
      {isFirst && (
        <Note
          text={t(
            'Type a filter with /, mark a span in a plot by dragging, press Enter on a row for its details.',
          )}
          onAway={onKnown}
        />
      )}
    </div>
  );
}

function Note({
  text,
  title = text,
  isProblem = false,
  onAway,
}: {
  readonly text: string;
  readonly title?: string;
  readonly isProblem?: boolean;
  readonly onAway?: () => void;
}): JSX.Element {
  return (
    <span class={`note ${isProblem ? 'is-problem' : ''}`}>
      {isProblem && <Icon name="warning" />}
      <span class="text" title={title}>
        {text}
      </span>
      {onAway && (
        <button type="button" class="action" aria-label={t('Take Away: {0}', text)} onClick={onAway}>
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}

function narrowedText(narrowed: SeriesId, { narrowedLabel, rows }: PageState): string {
  if (subjectOf(narrowed)?.of !== 'interface') return t('Narrowed to {0}', narrowedLabel);
  // Over which interface a connection goes the kernel does not tell.
  return rows.answer?.isSeriesUnknown
    ? t('All rows: the addresses of {0} are not known', narrowedLabel)
    : t('Connections by the addresses of {0}', narrowedLabel);
}
