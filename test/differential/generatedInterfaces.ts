import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from './random';

const HEADER = [
  'Inter-|   Receive                                                |  Transmit',
  ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
];

/** The one interface of a new network namespace, as its ioctls tell it. */
const LOOPBACK = {
  name: 'lo',
  in_proc_net_dev: true,
  in_siocgifconf: true,
  flags: 0x49,
  hwtype: 772,
  hwaddr: '00:00:00:00:00:00',
  mtu: 65536,
  txqueuelen: 1000,
  addr: '127.0.0.1',
  netmask: '255.0.0.0',
};

/** Writes counters and IPv6 addresses of the loopback interface as chance has them. */
export function generateInterfaces(random: Random, input: string): void {
  const net = join(input, 'proc/net');
  const counter = (): string =>
    random.pick([
      '0',
      '1',
      String(random.below(2 ** 31)),
      '18446744073709551615',
      `${random.below(2 ** 31)}000000`,
    ]);
  const counters = Array.from({ length: 16 }, counter).map((text) => text.padStart(random.below(9)));
  const name = random.pick(['    lo:', 'lo:', ' lo: ']);
  writeFileSync(join(net, 'dev'), `${[...HEADER, `${name}${counters.join(' ')}`].join('\n')}\n`);
  const hex2 = (): string => random.hex(2).toLowerCase();
  const addresses = Array.from({ length: random.below(5) }, () => {
    const address = random.pick([
      `${'0'.repeat(31)}1`,
      random.hex(32).toLowerCase(),
      `fe80${'0'.repeat(28)}`,
    ]);
    const device = random.pick(['lo', 'lo', 'lo', 'eth0']);
    return `${address} 01 ${hex2()} ${random.pick(['00', '10', '20', '40', '80', 'a0', hex2()])} ${hex2()} ${device.padStart(8)}\n`;
  });
  if (random.below(5) > 0) writeFileSync(join(net, 'if_inet6'), addresses.join(''));
  writeFileSync(join(input, 'interfaces.json'), JSON.stringify([LOOPBACK]));
}
