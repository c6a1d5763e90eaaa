import type { Engine } from '../model/engine';
import type {
  HistoryAction,
  HistoryAnswer,
  HistoryEntry,
  HistoryPlace,
  HistoryProgram,
} from '../model/history';
import { processKey } from '../model/process';
import type { Asked } from './asked';
import { programsOf } from './asking';

/** Actions and gaps that are looked through for those that a story needs. */
const MOST_AROUND = 500;

/**
 * All that a story of something needs: its entries, what was done to whoever had it, and when nobody looked. Not sorted.
 * @param span milliseconds since 1970
 */
export async function askHistory(
  engine: Pick<Engine, 'history'>,
  asked: Asked,
  most: number,
  span: { readonly from?: number; readonly to?: number } = {},
): Promise<HistoryAnswer> {
  // Of everything, they are among it.
  if (Object.keys(asked).length === 0) return engine.history({ ...span, most });
  const [answer, around] = await Promise.all([
    engine.history({ ...asked, ...span, most }),
    engine.history({ ...span, kinds: ['action', 'gap'], most: MOST_AROUND }),
  ]);
  const known = new Set(answer.entries.map(({ id }) => id));
  const others = around.entries.filter(({ id }) => !known.has(id));
  return { ...answer, entries: [...answer.entries, ...concerning(answer.entries, others)] };
}

/** Of actions and gaps those that a story of these entries tells. */
function concerning(entries: readonly HistoryEntry[], others: readonly HistoryEntry[]): HistoryEntry[] {
  if (entries.length === 0) return [];
  const began = Math.min(...entries.map(beginningOf));
  const programs = new Set(
    entries.flatMap((entry) => programsOf(entry).map((each) => keyOf(entry.place, each))),
  );
  const containers = new Set(entries.flatMap((entry) => programsOf(entry).map(({ container }) => container)));
  const concerns = ({ place, deed }: HistoryAction): boolean =>
    deed.kind === 'signal'
      ? programs.has(keyOf(place, deed.program))
      : deed.kind === 'stopContainer' && containers.has(deed.container);
  return others.filter((entry) =>
    entry.kind === 'gap' ? entry.to >= began : entry.kind === 'action' && concerns(entry),
  );
}

function keyOf({ boot }: HistoryPlace, program: HistoryProgram): string {
  return `${boot} ${processKey(program)}`;
}

/** When it was so first, as far as that is known. */
function beginningOf(entry: HistoryEntry): number {
  if (entry.kind === 'gap') return entry.from;
  if (entry.kind === 'listener') return entry.opened.by;
  return entry.kind === 'connection' ? (entry.opened?.by ?? entry.closed?.by ?? Infinity) : entry.at.by;
}
