/** What a field of a line is replaced by: signs, prefixes, too many digits, other bytes. */
const FIELDS = [
  '',
  'x',
  '-1',
  '+5',
  '0x5',
  '0X',
  '0',
  '-',
  'FFFFFFFFF',
  '123456789012345678901',
  '5x',
  ' 5',
  '\t5',
  '5.5',
  '00000000000000001',
  '1FF',
  '12345',
  '-80000000',
  '-2147483649',
  '\xe9',
  '\0',
];

/** What stands in the place of blanks or a colon. */
const SEPARATORS = ['  ', '\t', ':', ' :', ': ', '\v', ',', '-', '\xa0'];

/** A line that is shortened or garbled, and how. */
export interface GarbledLine {
  readonly how: string;
  readonly text: string;
}

/** Every shortened and garbled form of a line of /proc, a field or a separator at a time. */
export function garbled(line: string): GarbledLine[] {
  const parts = line.split(/(\s+|:)/).filter((part) => part !== '');
  return parts.flatMap((part, index) => {
    const withPart = (text: string): string =>
      [...parts.slice(0, index), text, ...parts.slice(index + 1)].join('');
    const at = `part ${index} (${JSON.stringify(part)})`;
    return [
      { how: `cut before ${at}`, text: parts.slice(0, index).join('') },
      { how: `cut within ${at}`, text: parts.slice(0, index).join('') + part.slice(0, part.length / 2) },
      ...(/[\s:]/.test(part) ? SEPARATORS : FIELDS).map((other) => ({
        how: `${at} replaced by ${JSON.stringify(other)}`,
        text: withPart(other),
      })),
    ];
  });
}
