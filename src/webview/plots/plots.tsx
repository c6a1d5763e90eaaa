import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { TRAFFIC_PLOTS, type TrafficPlot, type TrafficSpan } from '../../core/model/traffic';
import { t } from '../l10n';
import { entriesOf, type PlotEntry, titleOf } from './entries';
import { inksOf } from './inks';
import { ColourKeeper } from './palette';
import { Plot } from './plot';
import type { PlotShape } from './plotModel';
import type { PlotsProps, PlotsSize } from './plotsProps';
import { RowNumber } from './rowNumber';
import type { SharedOfPlots } from './shared';
import { useTheme } from './theme';
import { useSize } from '../useSize';
import './plots.css';

const SHAPES: Readonly<Record<TrafficPlot, PlotShape>> = {
  interfaces: 'lines',
  processes: 'stack',
  states: 'lines',
  turnover: 'bars',
  losses: 'bars',
};

/** Plots whose series have rows in the table; an interface has those with its addresses. */
const NARROWING: readonly TrafficPlot[] = ['interfaces', 'processes', 'states'];

/** Pixels of drawings by the room there is: of plots, and of the strips of bars below them. */
const HEIGHTS: Readonly<Record<PlotsSize, readonly [plot: number, strip: number]>> = {
  large: [120, 16],
  small: [56, 16],
  row: [28, 28],
};

/** Pixels of width below which one plot is shown at a time. */
const NARROW = 500;

const NONE: Float64Array = new Float64Array();

/** The plots of the page, which share one time axis, one line through all, and one marked span. */
export function Plots(props: PlotsProps): JSX.Element {
  const { answer, window, size, units, hidden, span, narrowed } = props;
  const element = useRef<HTMLElement>(null);
  const { width } = useSize(element);
  const theme = useTheme();
  const [keeper] = useState(() => new ColourKeeper());
  const [pointed, setPointed] = useState<number>();
  const [marked, setMarked] = useState<TrafficSpan>();
  const [spoken, setSpoken] = useState('');
  const [chosen, setChosen] = useState<TrafficPlot>('interfaces');

  const steps = useMemo(() => ({ times: answer?.times ?? NONE, begins: answer?.begins ?? NONE }), [answer]);
  const entries = useMemo(
    () => new Map(TRAFFIC_PLOTS.map((plot) => [plot, entriesOf(plot, answer?.plots[plot] ?? [])] as const)),
    [answer],
  );
  const { onHide, onSpan, onNarrow } = props;
  const shared: SharedOfPlots = {
    ...{ steps, window, units, theme, hidden, narrowed, span: marked ?? span, pointed },
    ...{ onPoint: setPointed, onMark: setMarked, onHide, onSpan, onNarrow, onSay: setSpoken },
  };

  const isNarrow = width > 0 && width < NARROW;
  const plots = TRAFFIC_PLOTS.filter((plot) =>
    isNarrow ? plot === chosen : size !== 'row' || SHAPES[plot] !== 'bars',
  );
  const [high, low] = HEIGHTS[size];
  const draw = (plot: TrafficPlot): JSX.Element => {
    const shape = SHAPES[plot];
    const ofPlot: readonly PlotEntry[] = entries.get(plot)!;
    return (
      <Plot
        key={plot}
        shared={shared}
        title={isNarrow ? '' : titleOf(plot)}
        name={titleOf(plot)}
        entries={ofPlot}
        inks={inksOf(plot, ofPlot, theme, keeper)}
        shape={shape}
        height={shape === 'bars' && !isNarrow ? low : high}
        hasLegend={size !== 'row'}
        hasAxis={size !== 'row' && (shape !== 'bars' || isNarrow)}
        canNarrow={NARROWING.includes(plot)}
        number={
          size === 'row' ? (
            <RowNumber plot={plot} shared={shared} entries={ofPlot} summary={answer?.summary} />
          ) : undefined
        }
      />
    );
  };

  return (
    <section
      ref={element}
      class={`plots plots-${size}${isNarrow ? ' plots-narrow' : ''}`}
      aria-label={t('Plots')}
    >
      {isNarrow && <Switch chosen={chosen} onChoose={setChosen} />}
      <div class="plots-main">{plots.filter((plot) => isNarrow || SHAPES[plot] !== 'bars').map(draw)}</div>
      {!isNarrow && size !== 'row' && (
        <div class="plots-strip">{plots.filter((plot) => SHAPES[plot] === 'bars').map(draw)}</div>
      )}
      <div class="spoken" role="status">
        {spoken}
      </div>
    </section>
  );
}

interface SwitchProps {
  readonly chosen: TrafficPlot;
  readonly onChoose: (plot: TrafficPlot) => void;
}

/** Which plot is shown where there is room for one. */
function Switch({ chosen, onChoose }: SwitchProps): JSX.Element {
  return (
    <select
      class="plots-switch"
      aria-label={t('Plot')}
      value={chosen}
      onChange={(event) => onChoose(event.currentTarget.value as TrafficPlot)}
    >
      {TRAFFIC_PLOTS.map((plot) => (
        <option key={plot} value={plot}>
          {titleOf(plot)}
        </option>
      ))}
    </select>
  );
}
