import type { SeriesId, TrafficPlot } from '../../core/model/traffic';
import { tcpStateKind } from '../../core/query/tcpStateKind';
import { seriesId } from '../../core/traffic/seriesIds';
import type { PlotEntry } from './entries';
import { type Colour, type ColourKeeper, PROCESS_COLOURS, seenOn } from './palette';
import type { PlotTheme } from './theme';

/** How an entry is drawn. */
export interface Ink {
  readonly up: Colour;
  readonly down: Colour;
  /** Lengths of line and space in pixels; empty for a line without spaces. */
  readonly dash: readonly number[];
  /** Which of the patterns its area or bars have: 0 for none. */
  readonly pattern: number;
}

const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 2, 2, 2], [12, 3], [4, 4]];

/** Patterns that areas and bars are told apart by. */
const PATTERNS = 6;

/** How the entries of a plot, or of the plots of one row, are drawn, in their order. */
export function inksOf(
  plot: TrafficPlot | 'row',
  entries: readonly PlotEntry[],
  theme: PlotTheme,
  keeper: ColourKeeper,
): Ink[] {
  switch (plot) {
    case 'interfaces':
      return entries.map((_, place) => ({
        up: theme.received,
        down: theme.sent,
        dash: DASHES[place % DASHES.length]!,
        pattern: 0,
      }));
    case 'row':
      return entries.map(({ id }) => ({
        up: id === 'roundTrip' ? theme.foreground : theme.received,
        down: theme.sent,
        dash: [],
        pattern: 0,
      }));
    case 'processes':
      return processInks(entries, theme, keeper);
    case 'states':
      return stateInks(entries, theme);
    case 'turnover':
      return entries.map(() => ({ up: theme.green, down: theme.muted, dash: [], pattern: 0 }));
    case 'losses':
      return entries.map((_, place) => ({
        up: theme.trouble,
        down: theme.trouble,
        dash: [],
        pattern: place,
      }));
  }
}

function processInks(entries: readonly PlotEntry[], theme: PlotTheme, keeper: ColourKeeper): Ink[] {
  const processes = entries.filter(({ id }) => id !== REST).map(({ id }) => id);
  const slots = keeper.slotsOf(processes);
  const seen = new Map<number, number>();
  return entries.map(({ id }) => {
    if (id === REST) return { up: theme.muted, down: theme.muted, dash: [], pattern: 0 };
    const slot = slots[processes.indexOf(id)] ?? 0;
    // One that comes back keeps its colour, which another one may have got meanwhile.
    const same = seen.get(slot) ?? 0;
    seen.set(slot, same + 1);
    const colour = seenOn(PROCESS_COLOURS[theme.isDark ? 'dark' : 'light'][slot]!, theme.ground);
    return {
      up: colour,
      down: colour,
      dash: DASHES[same % DASHES.length]!,
      pattern: theme.isHighContrast ? slot % PATTERNS : 0,
    };
  });
}

const REST: SeriesId = seriesId({ of: 'rest' });

/** States in the colours that the trees have for them; those of one colour are told apart by dashes. */
function stateInks(entries: readonly PlotEntry[], theme: PlotTheme): Ink[] {
  const used = new Map<Colour, number>();
  return entries.map(({ id }, place) => {
    const colour = stateColour(Number(id.slice('state '.length)), theme);
    const same = used.get(colour) ?? 0;
    used.set(colour, same + 1);
    const dash = theme.isHighContrast ? place : same;
    return { up: colour, down: colour, dash: DASHES[dash % DASHES.length]!, pattern: 0 };
  });
}

/** By the number of the state: include/net/tcp_states.h. */
function stateColour(state: number, theme: PlotTheme): Colour {
  switch (tcpStateKind(state)) {
    case 'open':
      return theme.green;
    case 'opening':
      return theme.yellow;
    case 'past':
      return theme.muted;
    case 'halfClosed':
      return theme.warning;
    case 'waiting':
      return theme.received;
    case 'unconnected':
      return theme.foreground;
    case 'closing':
    case 'unknown':
      return theme.sent;
  }
}
