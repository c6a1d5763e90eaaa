import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { SeriesId, TrafficSeries } from '../../core/model/traffic';
import type { DetailLine } from '../../core/traffic/messages';
import { Icon } from '../icon';
import { t } from '../l10n';
import { entriesOf } from '../plots/entries';
import { inksOf } from '../plots/inks';
import { ColourKeeper } from '../plots/palette';
import { Plot } from '../plots/plot';
import type { SharedOfPlots } from '../plots/shared';
import { useTheme } from '../plots/theme';
import type { DetailsProps } from './detailsProps';
import { sectionsOf } from './sections';
import { Separator } from './separator';
import './details.css';

/** What is known of the selected row: facts on the left, its own traffic and round trip on the right. */
export function Details(props: DetailsProps): JSX.Element {
  const { title, lines, height, onHeight, onClose } = props;
  return (
    <section class="details" style={{ height: `${height}px` }} aria-label={t('Details')}>
      <Separator height={height} onHeight={onHeight} />
      <header class="details-title">
        <h2>{title}</h2>
        <button
          type="button"
          class="action"
          aria-label={t('Close Details')}
          title={t('Close Details')}
          onClick={() => onClose()}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="details-body">
        <Facts lines={lines} />
        <RowPlots {...props} />
      </div>
    </section>
  );
}

/** Headings, each with a list of labels and values; scrolls by keyboard, and can be selected. */
function Facts({ lines }: { readonly lines: readonly DetailLine[] }): JSX.Element {
  return (
    <div class="details-facts" tabIndex={0} role="group" aria-label={t('Facts')}>
      {sectionsOf(lines).map(({ heading, facts }) => (
        <>
          {heading !== '' && <h3>{heading}</h3>}
          {facts.length > 0 && (
            <dl>
              {facts.map(({ label, value }) => (
                <div>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </>
      ))}
    </div>
  );
}

const NOTHING = (): void => {};

/** Pixels of the details' title and of the time axis, of a plot's legend, and of a plot at least. */
const CHROME = 52;
const LEGEND = 18;
const LEAST_PLOT = 36;

const isRoundTrip = ({ id }: TrafficSeries): boolean => id === 'roundTrip';
const isTraffic = (series: TrafficSeries): boolean => !isRoundTrip(series);

/** The row's own traffic and round trip; without series, nothing. */
function RowPlots({ series, times, begins, window, units, height }: DetailsProps): JSX.Element | undefined {
  const theme = useTheme();
  const [keeper] = useState(() => new ColourKeeper());
  const [pointed, setPointed] = useState<number>();
  const [spoken, setSpoken] = useState('');
  const [hidden, setHidden] = useState<readonly SeriesId[]>([]);
  const steps = useMemo(() => ({ times, begins }), [times, begins]);
  const plots = useMemo(
    () => [isTraffic, isRoundTrip].map((test) => entriesOf('losses', series.filter(test))),
    [series],
  );
  if (series.length === 0) return undefined;
  const onHide = (id: SeriesId, isHidden: boolean): void =>
    setHidden((before) => (isHidden ? [...before, id] : before.filter((other) => other !== id)));
  const drawn = plots.filter((entries) => entries.length > 0);
  const plotHeight = Math.max(LEAST_PLOT, Math.floor((height - CHROME) / drawn.length) - LEGEND);
  const shared: SharedOfPlots = {
    ...{ steps, window, units, theme, hidden, narrowed: undefined, span: undefined, pointed },
    ...{ onPoint: setPointed, onMark: NOTHING, onHide, onSpan: NOTHING, onNarrow: NOTHING, onSay: setSpoken },
  };
  return (
    <div class="details-plots">
      {drawn.map((entries, place) => (
        <Plot
          key={entries[0]!.id}
          shared={shared}
          title={place === 0 ? t('Traffic') : ''}
          name={place === 0 ? t('Traffic') : t('Round trip')}
          entries={entries}
          inks={inksOf('row', entries, theme, keeper)}
          shape="lines"
          height={plotHeight}
          hasLegend
          hasAxis={place === drawn.length - 1}
          canNarrow={false}
        />
      ))}
      <div class="spoken" role="status">
        {spoken}
      </div>
    </div>
  );
}
