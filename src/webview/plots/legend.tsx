import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SeriesId } from '../../core/model/traffic';
import type { FigureUnits } from '../../core/traffic/figures';
import { t } from '../l10n';
import type { PlotEntry } from './entries';
import type { Ink } from './inks';
import { patternPath } from './patterns';
import type { PlotShape } from './plotModel';
import { useRoving } from './useRoving';
import { valueText } from './values';

/** What a legend shows. */
export interface LegendProps {
  /** Stands before the series; empty where something else says it. */
  readonly title: string;
  /** What the plot is called in words. */
  readonly name: string;
  /** Of the plot, in pixels. */
  readonly width: number;
  readonly entries: readonly PlotEntry[];
  readonly inks: readonly Ink[];
  readonly shape: PlotShape;
  /** The step whose values stand there; -1 where there is none. */
  readonly step: number;
  readonly units: FigureUnits;
  readonly hidden: readonly SeriesId[];
  readonly narrowed: SeriesId | undefined;
  readonly emphasized: SeriesId | undefined;
  readonly canNarrow: boolean;
  readonly onHide: (id: SeriesId, isHidden: boolean) => void;
  readonly onNarrow: (id: SeriesId | undefined) => void;
}

/**
 * A plot's title and its series: the swatch switches one, the name narrows the table to it, the value is of the step. It
 * keeps its height, so that plots stand still; what has no room is there while the pointer or the focus is on it.
 */
export function Legend(props: LegendProps): JSX.Element {
  const { title, name, entries, width } = props;
  const list = useRef<HTMLDivElement>(null);
  const [isCut, setIsCut] = useState(false);
  const key = entries.map(({ id, label }) => `${id} ${label}`).join('\n');
  const roving = useRoving(list, `${key}\n${props.canNarrow}`);
  useLayoutEffect(() => {
    const { current } = list;
    if (current !== null) setIsCut(current.scrollHeight > current.clientHeight + 2);
  }, [width, title, key]);
  return (
    <div class="legend">
      <div ref={list} class="legend-list" role="toolbar" aria-label={t('Legend of {0}', name)} {...roving}>
        {title !== '' && <span class="legend-title">{title}</span>}
        {entries.map((entry, place) => (
          <Entry key={entry.id} entry={entry} ink={props.inks[place]!} {...props} />
        ))}
      </div>
      {isCut && (
        <span class="legend-more" aria-hidden="true">
          …
        </span>
      )}
    </div>
  );
}

function Entry(props: LegendProps & { readonly entry: PlotEntry; readonly ink: Ink }): JSX.Element {
  const { entry, ink, shape, hidden, narrowed, emphasized, canNarrow, step, units, onHide, onNarrow } = props;
  const { id, label } = entry;
  const isHidden = hidden.includes(id);
  const isNarrowed = narrowed === id;
  const classes = ['legend-entry', isHidden && 'off', (isNarrowed || emphasized === id) && 'strong'];
  return (
    <span class={classes.filter(Boolean).join(' ')}>
      <button
        type="button"
        class="legend-switch"
        aria-pressed={!isHidden}
        aria-label={t('Show {0}', label)}
        title={isHidden ? t('Show {0}', label) : t('Hide {0}', label)}
        onClick={() => onHide(id, !isHidden)}
      >
        <Swatch entry={entry} ink={ink} shape={shape} />
      </button>
      {canNarrow ? (
        <button
          type="button"
          class="legend-name"
          aria-pressed={isNarrowed}
          title={isNarrowed ? t('Show all rows again') : t('Show the rows of {0} alone', label)}
          onClick={() => onNarrow(isNarrowed ? undefined : id)}
        >
          {label}
        </button>
      ) : (
        <span class="legend-name">{label}</span>
      )}
      <span class="legend-value">{valueText(entry, step, units)}</span>
    </span>
  );
}

function Swatch({ entry, ink, shape }: { entry: PlotEntry; ink: Ink; shape: PlotShape }): JSX.Element {
  const isLine = shape === 'lines';
  const hasBoth = entry.up !== undefined && entry.down !== undefined;
  const dash = ink.dash.join(' ');
  const colour = entry.up === undefined ? ink.down : ink.up;
  return (
    <svg class="swatch" width={isLine ? 16 : 10} height="10" aria-hidden="true">
      {isLine && (
        <path d={hasBoth ? 'M0 3H16' : 'M0 5H16'} stroke={colour} stroke-width="2" stroke-dasharray={dash} />
      )}
      {isLine && hasBoth && <path d="M0 7.5H16" stroke={ink.down} stroke-width="2" stroke-dasharray={dash} />}
      {!isLine && <rect width="10" height="10" fill={colour} fill-opacity={ink.pattern === 0 ? 1 : 0.15} />}
      {!isLine && ink.pattern > 0 && (
        <path
          d={patternPath(ink.pattern)}
          stroke={colour}
          stroke-width="1"
          transform="scale(1.67)"
          fill="none"
        />
      )}
    </svg>
  );
}
