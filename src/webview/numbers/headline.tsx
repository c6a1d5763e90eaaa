import type { JSX } from 'preact';
import type { TrafficSummary } from '../../core/model/traffic';
import { type FigureUnits, figureText } from '../../core/traffic/figures';
import { t } from '../l10n';
import { stepText } from './stepText';
import { troublesOf } from './troubles';
import './headline.css';

/** The last sample's figures. */
export interface HeadlineProps {
  readonly summary: TrafficSummary | undefined;
  /** When the sample was taken, in milliseconds since 1970. */
  readonly takenAt?: number;
  /** Milliseconds that it is of; undefined for a first one, and behind a gap. */
  readonly step?: number;
  readonly units: FigureUnits;
  readonly isPaused?: boolean;
}

/** The numbers that matter, in one line: what the machine moves, how many connections there are, and trouble. */
export function Headline({ summary, takenAt, step, units, isPaused }: HeadlineProps): JSX.Element {
  return (
    <div class="headline" role="group" aria-label={t('Last sample')}>
      {summary !== undefined && <Figures summary={summary} units={units} />}
      <span class="headline-step">{stepText(takenAt, step, isPaused === true)}</span>
    </div>
  );
}

function Figures({
  summary,
  units,
}: {
  readonly summary: TrafficSummary;
  readonly units: FigureUnits;
}): JSX.Element {
  const rate = (value: number | undefined): string => figureText(value, 'bytesPerSecond', units);
  const events = (value: number | undefined): string => figureText(value, 'perSecond', units);
  const interfaces = t(
    'Devices of the network together. Loopback, bridges and interfaces of containers are left out: each byte counts once.',
  );
  return (
    <>
      {!summary.isLoopbackOnly && (
        <>
          <Figure
            mark="received"
            label="↓"
            spoken={t('received')}
            title={interfaces}
            value={rate(summary.received)}
          />
          <Figure mark="sent" label="↑" spoken={t('sent')} title={interfaces} value={rate(summary.sent)} />
        </>
      )}
      <Figure label="ESTABLISHED" value={figureText(summary.established, 'count', units)} />
      <Figure label={t('new')} title={t('Connections that were opened')} value={events(summary.opened)} />
      <Figure label={t('closed')} title={t('Connections that were closed')} value={events(summary.closed)} />
      <Figure
        label={t('retransmitted')}
        title={t('Part of the segments of TCP that were sent again')}
        value={figureText(summary.retransmitted, 'fraction', units)}
      />
      {troublesOf(summary, units).map(({ text, why }) => (
        <span key={text} class="headline-trouble" title={why}>
          <span aria-hidden="true">⚠ </span>
          {text}
        </span>
      ))}
    </>
  );
}

interface FigureProps {
  readonly mark?: 'received' | 'sent';
  readonly label: string;
  /** What a screen reader says where the label is a sign. */
  readonly spoken?: string;
  readonly title?: string;
  readonly value: string;
}

function Figure({ mark, label, spoken, title, value }: FigureProps): JSX.Element {
  return (
    <span class="headline-figure" title={title}>
      {spoken !== undefined && <span class="spoken">{spoken}</span>}
      <span
        class={mark === undefined ? 'headline-label' : `headline-label ${mark}`}
        aria-hidden={spoken !== undefined}
      >
        {label}
      </span>{' '}
      <span class="headline-value">{value}</span>
    </span>
  );
}
