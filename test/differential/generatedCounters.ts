import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from '../host/paths';
import type { Random } from './random';

const KNOWN = join(fixtures, 'netstat/snmp-all-keys/input/proc/net');

/** Writes the counters of the kernel: keys that netstat knows in any order, some that it does not, and any values. */
export function generateCounters(random: Random, net: string): void {
  mkdirSync(join(net, 'sctp'), { recursive: true });
  const value = (): string =>
    random.pick(['0', '0', '1', String(random.below(100_000)), '18446744073709551615', '-1', '-5']);
  const mixed = (keys: readonly string[]): string[] =>
    Array.from({ length: random.below(keys.length + 1) }, () =>
      random.below(20) === 0 ? `Unknown${random.below(5)}` : random.pick(keys),
    );
  for (const name of ['snmp', 'netstat']) {
    if (random.below(8) === 0) continue;
    const lines = readFileSync(join(KNOWN, name), 'utf8').split('\n');
    const sections = lines.filter((line, index) => line !== '' && index % 2 === 0);
    const pairs = sections.flatMap((line) => {
      if (random.below(4) === 0) return [];
      const [title = '', keys = ''] = line.split(': ');
      const wanted = mixed(keys.split(' '));
      const values = wanted.map(value);
      if (random.below(10) === 0) values.pop();
      return [`${title}: ${wanted.join(' ')}`, `${title}: ${values.join(' ')}`];
    });
    if (random.below(10) === 0) pairs.push('Other: A B', 'Other: 1 2');
    writeFileSync(join(net, name), `${pairs.join('\n')}\n`);
  }
  for (const name of ['snmp6', 'sctp/snmp']) {
    if (random.below(6) === 0) continue;
    const keys = readFileSync(join(KNOWN, name), 'utf8')
      .split('\n')
      .flatMap((line) => line.split(/\s+/)[0] || []);
    const start = random.below(keys.length);
    const wanted = random.below(2) === 0 ? keys.slice(start) : mixed(keys);
    writeFileSync(join(net, name), wanted.map((key) => `${key.padEnd(32)}\t${value()}\n`).join(''));
  }
}
