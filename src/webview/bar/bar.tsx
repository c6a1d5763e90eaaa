import type { JSX, RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { TRAFFIC_KINDS, TRAFFIC_WINDOWS } from '../../core/model/traffic';
import { figureText } from '../../core/traffic/figures';
import type { PageMessage } from '../../core/traffic/messages';
import { Icon, type IconName } from '../icon';
import { t } from '../l10n';
import { kindTitle } from '../table/columnTexts';
import type { PageEvent, PageState } from '../traffic/state';
import { FilterInput } from './filterInput';
import { Menu, type MenuEntry } from './menu';
import './bar.css';

interface BarProps {
  readonly state: PageState;
  readonly filter: RefObject<HTMLInputElement | null>;
  readonly dispatch: (event: PageEvent) => void;
  readonly post: (message: PageMessage) => void;
  readonly onChooseColumns: (at: { x: number; y: number }) => void;
}

/** The one row above all else. */
export function Bar({ state, filter, dispatch, post, onChooseColumns }: BarProps): JSX.Element {
  const { kept, shared, rows, place } = state;
  const problem = state.filterProblem.text === state.filter ? state.filterProblem.problem : '';
  const setPaused = (isPaused: boolean): void => {
    dispatch({ is: 'shared', shared: { isPaused } });
    post({ kind: 'pause', isPaused });
  };
  const setPinned = (isPinned: boolean): void => {
    dispatch({ is: 'shared', shared: { isPinned } });
    post({ kind: 'pin', isPinned });
  };
  const entries = (at: { x: number; y: number }): MenuEntry[] => [
    { label: t('Columns…'), run: () => onChooseColumns(at) },
    { label: t('Filter of Its Own'), isChecked: shared.isPinned, run: () => setPinned(!shared.isPinned) },
    'line',
    { label: t('Copy All Rows'), run: () => post({ kind: 'copy' }) },
    { label: t('Export Rows…'), run: () => post({ kind: 'export', of: 'rows' }) },
    { label: t('Export Samples…'), run: () => post({ kind: 'export', of: 'samples' }) },
    'line',
    ...(place === 'panel'
      ? [{ label: t('Open in Editor'), run: () => post({ kind: 'act', action: 'openEditor', ids: [] }) }]
      : []),
    { label: t('Network Namespace…'), run: () => post({ kind: 'act', action: 'chooseNamespace', ids: [] }) },
    { label: t('Refresh'), run: () => post({ kind: 'act', action: 'refresh', ids: [] }) },
  ];
  return (
    <div class="bar" role="group" aria-label={t('Traffic')}>
      <Select
        label={t('Kind of rows')}
        value={kept.kind}
        options={TRAFFIC_KINDS.map((kind) => [kind, kindTitle(kind)])}
        onChoose={(kind) => dispatch({ is: 'kind', kind })}
      />
      <FilterInput
        input={filter}
        text={state.filter}
        problem={problem}
        completions={state.completions}
        onText={(text) => dispatch({ is: 'filter', text })}
        post={post}
      />
      <Toggle
        icon={shared.isPinned ? 'pinned' : 'pin'}
        look="pin"
        label={t('A filter of its own, which the views do not follow')}
        isOn={shared.isPinned}
        onToggle={setPinned}
      />
      <Count state={state} />
      <Toggle
        icon={shared.isPaused ? 'play' : 'pause'}
        label={t('Pause')}
        isOn={shared.isPaused}
        onToggle={setPaused}
      />
      <Select
        label={t('Time that plots show')}
        value={kept.window}
        options={TRAFFIC_WINDOWS.map((window) => [window, window < 60 ? t('{0} min', window) : t('1 h')])}
        onChoose={(window) => dispatch({ is: 'window', window })}
      />
      <MenuButton label={t('More Actions')} entries={entries} />
      {rows.answer === undefined && <span class="spoken">{t('Reading…')}</span>}
    </div>
  );
}

/** How many rows pass the filter, and of how many. */
function Count({ state }: { readonly state: PageState }): JSX.Element {
  const { answer } = state.rows;
  const { units } = state.shared;
  if (answer === undefined) return <span class="count" />;
  const total = figureText(answer.total, 'count', units);
  const matching = figureText(answer.matching, 'count', units);
  const text = matching === total ? total : t('{0} of {1}', matching, total);
  const isSum = answer.kind !== 'connections' && answer.kind !== 'listeners';
  return (
    <span class="count">
      {text}
      {isSum && (
        <span class="tcp-only" title={t('Bytes of TCP connections alone: the kernel counts none of UDP.')}>
          {t('TCP only')}
        </span>
      )}
    </span>
  );
}

/** A list of choices: the browser's own, so that keys and screen readers have what they know. */
function Select<T extends string | number>({
  label,
  value,
  options,
  onChoose,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChoose: (value: T) => void;
}): JSX.Element {
  return (
    <span class="select">
      <select
        aria-label={label}
        title={label}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options[currentTarget.selectedIndex];
          if (chosen !== undefined) onChoose(chosen[0]);
        }}
      >
        {options.map(([each, title]) => (
          <option key={each} value={each}>
            {title}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" />
    </span>
  );
}

function Toggle({
  icon,
  look = '',
  label,
  isOn,
  onToggle,
}: {
  readonly icon: IconName;
  /** A class of page.css. */
  readonly look?: string;
  readonly label: string;
  readonly isOn: boolean;
  readonly onToggle: (isOn: boolean) => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class={`action ${look} ${isOn ? 'is-on' : ''}`}
      title={label}
      aria-label={label}
      aria-pressed={isOn}
      onClick={() => onToggle(!isOn)}
    >
      <Icon name={icon} />
    </button>
  );
}

function MenuButton({
  label,
  entries,
}: {
  readonly label: string;
  readonly entries: (at: { x: number; y: number }) => readonly MenuEntry[];
}): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<{ x: number; y: number }>();
  const open = (): void => {
    const box = button.current?.getBoundingClientRect();
    setAt(box && { x: box.left, y: box.bottom + 2 });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="action"
        title={label}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={at !== undefined}
        onClick={open}
      >
        <Icon name="ellipsis" />
      </button>
      {at && (
        <Menu
          label={label}
          entries={entries(at)}
          at={at}
          onClose={(isChosen) => {
            setAt(undefined);
            if (!isChosen) button.current?.focus();
          }}
        />
      )}
    </>
  );
}
