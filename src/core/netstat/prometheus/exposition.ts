import { encodeByteText } from '../../text/utf8';
import type { ByteText } from '../context/environment';
import type { Labels, Metric } from './metric';

/** The formats, with their content types. */
export const CONTENT_TYPES = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openMetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
} as const;

export type Format = keyof typeof CONTENT_TYPES;

const TOTAL = /_total$/;

/**
 * Metrics in Prometheus' text format 0.0.4 or in OpenMetrics 1.0, which names a counter's family without `_total`, tells units,
 * and has an end. Of several with one name the first alone stands there: others would make the whole text invalid.
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 * @see https://prometheus.io/docs/specs/om/open_metrics_spec/
 */
export function exposition(metrics: readonly Metric[], format: Format): ByteText {
  const families = new Map<string, Metric>();
  for (const metric of metrics) {
    const family = metric.name.replace(TOTAL, '');
    if (metric.samples.length > 0 && !families.has(family)) families.set(family, metric);
  }
  const text = [...families].map(([family, metric]) => familyText(family, metric, format)).join('');
  return encodeByteText(format === 'text' ? text : `${text}# EOF\n`);
}

function familyText(family: string, { name, help, samples }: Metric, format: Format): string {
  const isText = format === 'text';
  const told = isText ? name : family;
  const unit = isText ? undefined : /_(bytes|seconds)$/.exec(family)?.[1];
  return [
    `# HELP ${told} ${isText ? help.replace(/[\\\n]/g, escaped) : escapedText(help)}`,
    `# TYPE ${told} ${TOTAL.test(name) ? 'counter' : 'gauge'}`,
    ...(unit === undefined ? [] : [`# UNIT ${told} ${unit}`]),
    ...samples.map(([labels, value]) => `${name}${labelsText(labels)} ${value}`),
    '',
  ].join('\n');
}

function labelsText(labels: Labels): string {
  const texts = Object.entries(labels).map(([name, value]) => `${name}="${escapedText(value)}"`);
  return texts.length === 0 ? '' : `{${texts.join(',')}}`;
}

function escapedText(text: string): string {
  return text.replace(/[\\"\n]/g, escaped);
}

function escaped(character: string): string {
  return character === '\n' ? '\\n' : `\\${character}`;
}
