import type { Counter, StatisticsSection } from '../../model/statistics';
import type { ByteText } from '../context/environment';
import { type CounterClass, type Group, KNOWN_SECTIONS } from './statisticsText';

const HISTOGRAM_TITLES = { input: 'ICMP input histogram:', output: 'ICMP output histogram:' } as const;

/** Which groups of protocols are to be shown. */
export type ShownGroups = Readonly<Record<Group, boolean>>;

/** Whether a section is of a group that is shown; those that netstat does not know always are. */
export function isSectionShown({ name }: StatisticsSection, shown: ShownGroups): boolean {
  const known = KNOWN_SECTIONS.get(name);
  return known === undefined || shown[known.group];
}

/**
 * The text of all sections, in their order. Sections without texts of their own are always shown.
 *
 * The indent of a raw counter and of a histogram's title depends on the class of the last counter before it, known
 * sections alone begin anew: so the counters of IcmpMsg are indented like the histogram that they follow.
 */
export function statisticsText(sections: readonly StatisticsSection[], shown: ShownGroups): ByteText {
  const lines: ByteText[] = [];
  let current: CounterClass = 'always';
  for (const section of sections) {
    const known = KNOWN_SECTIONS.get(section.name);
    if (known !== undefined) current = 'always';
    if (!isSectionShown(section, shown)) continue;
    lines.push(`${section.name}:`);
    for (const counter of section.counters) {
      const [kind, text] = known?.texts[counter.key] ?? [undefined, ''];
      lines.push(...counterLines(counter, kind, text, current));
      if (kind !== undefined && kind !== 'hidden') current = kind;
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** A counter as its section has it, whether or not it is 0. */
export function counterLine(section: string, { key, value }: Counter): ByteText {
  const [kind, text] = KNOWN_SECTIONS.get(section)?.texts[key] ?? [undefined, ''];
  const words =
    kind === undefined || kind === 'hidden' ? `${key}: ${value}` : text.replace('#', String(value));
  return `    ${words}\n`;
}

/** No line, one, or two: a histogram's title comes with its first counter, though that may be 0 and so not shown. */
function counterLines(
  { key, value }: Counter,
  kind: CounterClass | undefined,
  text: string,
  current: CounterClass,
): ByteText[] {
  const indent = current === 'input' || current === 'output' ? '        ' : '    ';
  const words = text.replace('#', String(value));
  switch (kind) {
    case 'hidden':
      return [];
    case 'always':
      return [`    ${words}`];
    case 'nonzero':
      return value === 0n ? [] : [`    ${words}`];
    case 'input':
    case 'output': {
      const line = value === 0n ? [] : [`        ${words}`];
      return kind === current ? line : [indent + HISTOGRAM_TITLES[kind], ...line];
    }
    case undefined:
      return value === 0n ? [] : [`${indent}${key}: ${value}`];
  }
}
