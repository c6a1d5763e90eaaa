import { Component, type JSX, type RefObject } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { PageMessage, PageStart, PlaceState } from '../../core/traffic/messages';
import { Bar } from '../bar/bar';
import { keep, listen, post as tell } from '../host';
import { t } from '../l10n';
import { Details, Headline, Plots, type PlotsProps } from '../parts';
import { NARROW } from '../../core/traffic/trafficColumns';
import { Table } from '../table/table';
import { useSize } from '../useSize';
import { isTextField, take, useReducedMotion } from './elements';
import { Notes } from './notes';
import { Spoken } from './spoken';
import { after, DETAILS_HEIGHT, firstState, meantRows, type PageState } from './state';
import { Viewing, viewOf } from './viewing';

/** Height in pixels below which plots are a row of small ones, and there are no details. */
const LOW = 420;

/** Height in pixels from which plots are large. */
const HIGH = 640;

const NONE: Float64Array = new Float64Array();

/** The page: what it shows, and what it asks the extension for. */
export function Page({ start, kept }: { readonly start: PageStart; readonly kept: PlaceState }): JSX.Element {
  const [state, dispatch] = useReducer(after, firstState(start, kept));
  const page = useRef<HTMLElement>(null);
  const filter = useRef<HTMLInputElement>(null);
  const plots = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLDivElement>(null);
  const details = useRef<HTMLDivElement>(null);
  // The page fills its window from the first picture on.
  const { width, height } = useSize(page, { width: window.innerWidth, height: window.innerHeight });
  const reducedMotion = useReducedMotion();
  const range = useRef({ first: 0, count: 80 });
  const [menuAt, setMenuAt] = useState<{ x: number; y: number }>();
  const [viewing] = useState(() => new Viewing(tell));
  const newest = useRef(state);
  newest.current = state;

  const isKnown = useRef(start.shared.isKnown);
  const used = (): void => {
    if (isKnown.current) return;
    isKnown.current = true;
    tell({ kind: 'known' });
    dispatch({ is: 'shared', shared: { isKnown: true } });
  };
  const post = (message: PageMessage): void => {
    tell(message);
    if (message.kind === 'filter') dispatch({ is: 'filterTold', text: message.text });
    if (message.kind === 'columns') dispatch({ is: 'columnsTold', columns: message.columns });
    // What the hint tells of; a filter counts once it was meant.
    if (message.kind === 'act' || (message.kind === 'filter' && message.isFinal)) used();
  };
  const hasRoom = state.place === 'editor' && height >= LOW && width >= NARROW;
  const hasDetails = hasRoom && state.kept.detailsHeight > 0;
  const openDetails = (): void => {
    if (state.activeId === undefined) return;
    used();
    if (state.place === 'panel') post({ kind: 'act', action: 'openEditor', ids: [state.activeId] });
    else showDetails(meantRows(state));
  };
  const showDetails = (ids: readonly number[]): void => {
    if (hasRoom) dispatch({ is: 'details', height: state.kept.detailsHeight || DETAILS_HEIGHT });
    else post({ kind: 'act', action: 'details', ids });
  };

  // What is wanted before the host knows of the page is lost: the table says its range while it is laid out.
  const isThere = useRef(false);
  useEffect(() => {
    const end = listen((message) => dispatch({ is: 'heard', message, told: viewing.told }));
    tell({ kind: 'ready' });
    isThere.current = true;
    return end;
  }, []);
  useEffect(() => keep(state.kept), [state.kept]);
  useLayoutEffect(() => {
    // What had the focus may have gone with them.
    if (!hasDetails && document.activeElement === document.body && state.activeId !== undefined)
      table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [hasDetails]);
  useEffect(() => {
    if (state.opening === undefined) return;
    showDetails([state.opening]);
    dispatch({ is: 'opened' });
  }, [state.opening]);
  const want = (): void => {
    if (!isThere.current) return;
    const { current } = newest;
    viewing.want(viewOf(current, range.current, width), current.rows.isLost);
  };
  useEffect(want);
  useLayoutEffect(() => {
    const areas: readonly RefObject<HTMLElement | null>[] = [filter, plots, table, details];
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'F6') moveOn(event, areas, event.shiftKey ? -1 : 1);
      else if (!isTextField(event.target))
        onPageKey(event, newest.current, filter.current, { dispatch, post });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  const { kept: own, shared, series, rows } = state;
  const size = height < LOW ? 'row' : height < HIGH || width < NARROW ? 'small' : 'large';
  const step = rows.answer?.step;
  const takenAt = rows.answer?.takenAt;
  const open = state.details?.id === state.activeId ? state.details : undefined;
  return (
    <main
      ref={page}
      class={`page is-${size} ${width < NARROW ? 'is-narrow' : ''}`}
      data-place-of-page={state.place}
    >
      <h1 class="spoken">{t('Traffic')}</h1>
      <Bar state={state} filter={filter} dispatch={dispatch} post={post} onChooseColumns={setMenuAt} />
      <Notes state={state} isLow={size === 'row'} dispatch={dispatch} onKnown={used} />
      {size !== 'row' && (
        <div class="headline-area">
          <Headline
            summary={series?.summary}
            {...(takenAt !== undefined && { takenAt })}
            {...(step !== undefined && { step })}
            units={shared.units}
            isPaused={shared.isPaused}
          />
        </div>
      )}
      <div ref={plots} class="plots-area" tabIndex={-1}>
        <StillPlots
          answer={series}
          window={own.window}
          size={size}
          units={shared.units}
          hidden={own.hiddenSeries}
          span={state.span}
          narrowed={state.narrowed}
          reducedMotion={reducedMotion}
          onHide={(id, isHidden) => dispatch({ is: 'hide', series: id, isHidden })}
          onSpan={(span) => {
            used();
            dispatch({ is: 'span', span });
          }}
          onNarrow={(id) => dispatch({ is: 'narrow', series: id })}
        />
      </div>
      <Table
        state={state}
        width={width}
        table={table}
        menuAt={menuAt}
        onMenuAt={setMenuAt}
        dispatch={dispatch}
        post={post}
        onRange={(next) => {
          range.current = next;
          want();
        }}
        onDetails={openDetails}
      />
      {hasDetails && (
        <div ref={details} class="details-area" tabIndex={-1}>
          <Details
            title={open?.title || (state.activeId === undefined ? t('No row is selected') : t('Details'))}
            lines={open?.lines ?? []}
            series={series?.row !== undefined && series.row.id === state.activeId ? series.row.series : []}
            times={series?.times ?? NONE}
            begins={series?.begins ?? NONE}
            window={own.window}
            units={shared.units}
            height={own.detailsHeight}
            onHeight={(px) => dispatch({ is: 'details', height: px })}
            onClose={() => dispatch({ is: 'details', height: 0 })}
          />
        </div>
      )}
      <Spoken state={state} />
    </main>
  );
}

/** Plots, drawn anew where what they show is another: rows that are scrolled through are nothing to them. */
class StillPlots extends Component<PlotsProps> {
  /** What they call does the same at all times. */
  override shouldComponentUpdate(next: PlotsProps): boolean {
    return Object.entries(next).some(
      ([key, value]) => typeof value !== 'function' && value !== this.props[key as keyof PlotsProps],
    );
  }

  override render(props: PlotsProps): JSX.Element {
    return <Plots {...props} />;
  }
}

/** Moves the focus to the next area of the page, or the one before. */
function moveOn(event: KeyboardEvent, areas: readonly RefObject<HTMLElement | null>[], step: 1 | -1): void {
  const there = areas.flatMap(({ current }) => (current === null ? [] : [current]));
  const focused = document.activeElement;
  const now = there.findIndex((area) => area === focused || area.contains(focused));
  const begin = now === -1 ? (step > 0 ? -1 : there.length) : now;
  const next = there[(begin + step + there.length) % there.length];
  const inside = next?.querySelector<HTMLElement>('[tabindex="0"], button, select');
  (inside ?? next)?.focus();
  take(event);
}

type Actions = Pick<Parameters<typeof Bar>[0], 'dispatch' | 'post'>;

/** Keys of the whole page. Nothing comes here from where text is typed. */
function onPageKey(
  event: KeyboardEvent,
  state: PageState,
  filter: HTMLInputElement | null,
  { dispatch, post }: Actions,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isButton = event.target instanceof HTMLButtonElement;
  switch (event.key) {
    case ' ':
      // A button that has the focus is pressed by it.
      if (isButton) return;
      dispatch({ is: 'shared', shared: { isPaused: !state.shared.isPaused } });
      post({ kind: 'pause', isPaused: !state.shared.isPaused });
      break;
    case '/':
      filter?.focus();
      filter?.select();
      break;
    case 'r':
      dispatch({ is: 'release' });
      break;
    case 'Escape':
      dispatch({ is: 'back' });
      break;
    default:
      return;
  }
  take(event);
}
