import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from './random';

const HEADER = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';
const CACHE_HEADER =
  'Iface\tDestination\tGateway \tFlags\t\tRefCnt\tUse\tMetric\tSource\t\tMTU\tWindow\tIRTT\tTOS\tHHRef\tHHUptod\tSpecDst';

const DEVICES = ['eth0', 'lo', 'wlp0s20f3', 'verylongifname0', 'v0.5', '*', 'caf\xe9'];
const WORDS = [
  '00000000',
  '0100007F',
  '0A0200C0',
  '0000FEA9',
  '0000000A',
  '09000000',
  '00010200',
  'FFFFFFFF',
];
const MASKS = ['00000000', '000000FF', '0000FFFF', '00FFFFFF', 'FFFFFFFF', '80FFFFFF', '00FF00FF'];
const WORDS6 = [
  '0'.repeat(32),
  '00000000000000000000000000000001',
  '20010db8000000000000000000000001',
  'fe80000000000000000000000000000a',
  'ff020000000000000000000000000000',
  '00000000000000000000ffffc000020a',
];

/** Writes the routing tables as chance has them. */
export function generateRoutes(random: Random, net: string): void {
  const write = (name: string, header: readonly string[], row: () => string): void => {
    if (random.below(10) === 0) return;
    const rows = Array.from({ length: random.below(12) }, row);
    writeFileSync(join(net, name), [...header, ...rows].map((line) => `${line}\n`).join(''), 'latin1');
  };
  const word = (): string => (random.below(3) === 0 ? random.hex(8) : random.pick(WORDS));
  const number = (): number => random.pick([0, 0, 1, random.below(1000), random.below(2 ** 31), -1]);
  // Of its bits most are set now and then, among them those of routes that are none.
  const flags = (): string => random.pick(['0001', '0003', '0007', '0005', '0205', '0000', random.hex(8)]);
  write('route', [HEADER], () =>
    [
      ...[random.pick(DEVICES), word(), word(), flags(), number(), number(), number()],
      ...[random.pick(MASKS), number(), number(), number()],
    ]
      .join('\t')
      .padEnd(random.pick([0, 127])),
  );
  write('rt_cache', [CACHE_HEADER], () =>
    [
      ...[random.pick(DEVICES), word(), word(), random.hex(8), number(), number(), number(), word()],
      ...[
        number(),
        number(),
        number(),
        String(random.below(100)).padStart(2, '0'),
        number(),
        number(),
        word(),
      ],
    ].join('\t'),
  );
  const word6 = (): string => (random.below(3) === 0 ? random.hex(32).toLowerCase() : random.pick(WORDS6));
  const length = (): string => random.pick(['00', '0a', '30', '40', '60', '80']);
  const hex8 = (): string =>
    random.pick(['00000000', '00000001', '00000400', 'ffffffff', random.hex(8).toLowerCase()]);
  const flags6 = (): string =>
    random.pick([
      '00000001',
      '00000003',
      '00000005',
      '00200200',
      '80200001',
      '01000003',
      random.hex(8).toLowerCase(),
    ]);
  write(
    'ipv6_route',
    [],
    () =>
      `${word6()} ${length()} ${word6()} ${length()} ${word6()} ${hex8()} ${hex8()} ${hex8()} ${flags6()} ${random.pick(DEVICES).padStart(8)}`,
  );
}
