import type { Random } from './random';

const PATHS = [
  '',
  ' /run/a.sock',
  ' @/tmp/.X11-unix/X0',
  ' /run/with blank',
  ' @\x01\x02',
  ' /caf\xc3\xa9',
  ' @a@@b',
  ' relative',
];

/** A line of /proc/net/unix as chance has it. */
export function unixLine(random: Random): string {
  const hex = (value: number, digits: number): string =>
    value.toString(16).toUpperCase().padStart(digits, '0');
  const protocol = random.below(10) === 0 ? 1 : 0;
  const flags = random.pick([0, 0x10000, 0x20000, 0x40000, 0x70000, 1]);
  const fields = [
    hex(random.below(20), 8),
    hex(protocol, 8),
    hex(flags, 8),
    hex(random.below(7), 4),
    hex(random.below(6), 2),
    String(random.pick([1000 + random.below(100), 1000 + random.below(100), random.below(2 ** 31)])).padStart(
      5,
    ),
  ];
  return `${random.hex(16)}: ${fields.join(' ')}${random.pick(PATHS)}`;
}
