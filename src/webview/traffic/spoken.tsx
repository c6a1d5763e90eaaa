import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../l10n';
import { kindTitle } from '../table/columnTexts';
import type { PageState } from './state';

/** Milliseconds that what the user does must have ended for. */
const QUIET = 700;

/** Says to screen readers how many rows there are once the user has changed which: never because of a sample alone. */
export function Spoken({ state }: { readonly state: PageState }): JSX.Element {
  const { kept, filter, span, narrowed, rows, shared } = state;
  const [text, setText] = useState('');
  const newest = useRef(state);
  newest.current = state;
  useEffect(() => {
    const timer = setTimeout(() => {
      const { answer } = newest.current.rows;
      if (answer === undefined) return;
      setText(t('{0}: {1} of {2}', kindTitle(answer.kind), answer.matching, answer.total));
    }, QUIET);
    return () => clearTimeout(timer);
  }, [kept.kind, filter, span, narrowed, shared.namespace, rows.answer?.kind]);
  return (
    <div class="spoken" role="status" aria-live="polite">
      {text}
    </div>
  );
}
