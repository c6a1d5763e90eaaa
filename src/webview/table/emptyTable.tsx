import type { JSX } from 'preact';
import type { PageMessage } from '../../core/traffic/messages';
import { t } from '../l10n';
import type { PageEvent, PageState } from '../traffic/state';

interface EmptyTableProps {
  readonly state: PageState;
  readonly dispatch: (event: PageEvent) => void;
  readonly post: (message: PageMessage) => void;
}

/** Why there is no row, and what may be done. */
export function EmptyTable({ state, dispatch, post }: EmptyTableProps): JSX.Element | null {
  const { rows, shared, span, narrowed, problem } = state;
  if (problem !== '') return <div class="empty">{problem}</div>;
  // Before the first sample nothing is known; that there is nothing would be wrong.
  if (rows.answer === undefined || rows.answer.sequence === 0)
    return <div class="empty">{shared.emptiness || t('Reading…')}</div>;
  if (rows.matching > 0) return null;
  if (span !== undefined || narrowed !== undefined)
    return (
      <div class="empty">
        <p>{t('Nothing of this list had a part in it.')}</p>
        <button type="button" class="link" onClick={() => dispatch({ is: 'back' })}>
          {t('Show All')}
        </button>
      </div>
    );
  if (rows.answer.total > 0 && state.filter !== '')
    return (
      <div class="empty">
        <p>{t('The filter leaves nothing of this list.')}</p>
        <button
          type="button"
          class="link"
          onClick={() => {
            dispatch({ is: 'filter', text: '' });
            post({ kind: 'filter', text: '', isFinal: true });
          }}
        >
          {t('Clear Filter')}
        </button>
      </div>
    );
  return <div class="empty">{shared.emptiness || noneText(state)}</div>;
}

function noneText({ kept }: PageState): string {
  switch (kept.kind) {
    case 'connections':
      return t('This machine has no connections at present.');
    case 'listeners':
      return t('No program listens on a port of this machine.');
    case 'processes':
      return t('No process has a connection at present.');
    case 'containers':
      return t("No connection is known to be a container's.");
    case 'hosts':
      return t('This machine is connected to no other.');
  }
}
