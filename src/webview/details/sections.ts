import type { DetailLine } from '../../core/traffic/messages';

/** Facts below one heading; it is empty for those that come first without one. */
export interface Section {
  readonly heading: string;
  readonly facts: { readonly label: string; readonly value: string }[];
}

/** Lines by the headings that they stand below. */
export function sectionsOf(lines: readonly DetailLine[]): Section[] {
  const sections: Section[] = [];
  for (const line of lines) {
    if ('heading' in line) sections.push({ heading: line.heading, facts: [] });
    else {
      if (sections.length === 0) sections.push({ heading: '', facts: [] });
      sections.at(-1)!.facts.push(line);
    }
  }
  return sections;
}
