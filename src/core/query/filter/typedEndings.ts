/** What a moment can go on with, wherever it stops: `1`, `14:`, `14:0`, `2026-1`, `2026-11-27T`. */
const MOMENTS = [
  ...['m', 's', '0', '00', '0:00', ':00', '00:00', '1', '01', '30', '31'],
  ...[
    '-28',
    '-30',
    '-31',
    '28',
    '-01',
    '-01-01',
    '01-01',
    '-12-31',
    '12-31',
    '2-31',
    '099-12-31',
    '99-12-31',
    '9-12-31',
  ],
];

/** What ends a span, however it begins: shortly before now, a time of a day, and a day that no other is after. */
const ENDS = ['-0s', '-15:00', '-2099-12-31'];

/**
 * Texts that values are completed with, whatever their key, to find out whether what was typed may become right: digits of a
 * number, the rest of an address in each notation, of a network, a port or a name, of a moment and of a span.
 */
export const GOES_ON: readonly string[] = [
  ...['x', '1', '0', '00', '000', '0000', '00000', '9', '99', '999', '9999'],
  ...['65535', '5535', '535', '35', '5', '4294967295', '294967295', '94967295'],
  ...['.1', ':1', '::1', '1::1', ']', '1]', ':1]', '::1]', '/8', '8', '1.1', '1.1.1', '.1.1', '.1.1.1'],
  ...['localhost', 'ocalhost', 'calhost', 'alhost', 'lhost', 'host', 'ost', 'st', 't'],
  ...[':3000', '3000', 'beef::1'],
  ...MOMENTS,
  ...['', ...MOMENTS].flatMap((moment) => ENDS.map((end) => moment + end)),
];
