import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { garbled } from './garble';
import type { Random } from './random';

const LONG = 'a-name-that-is-longer-than-the-cell-of-an-address.example.org';
const NAMES = ['www', 'db.example.org', LONG, 'x'.repeat(70), 'caf\xe9', 'a_b', '*', '-'];
const ADDRESSES = [
  '127.0.0.1',
  '192.0.2.10',
  '198.51.100.7',
  '10.1.2.3',
  '0.2.1.0',
  '0.0.0.9',
  '255.255.255.255',
];
const ADDRESSES6 = [
  '::1',
  '::ffff:192.0.2.10',
  '2001:db8::1',
  'fe80::a8c0:ff:201:feff',
  '::2:1',
  'FE80:0:0:0:A8C0:00FF:0201:FEFF',
];
const UIDS = ['0', '33', '101', '1000', '4242', '65534', '2147483648', '4294967295', '+33', ' 1000', '0101'];

/** Writes the files of /etc as chance and careless hands have them. */
export function generateEtc(random: Random, input: string): void {
  const etc = join(input, 'etc');
  mkdirSync(etc, { recursive: true });
  const write = (name: string, make: () => string): void => {
    if (random.below(8) === 0) return;
    const lines = Array.from({ length: random.below(12) }, () => careless(random, make()));
    writeFileSync(join(etc, name), lines.join('\n') + random.pick(['\n', '\n', '', '\n\n']), 'latin1');
  };
  const name = (): string => random.pick(NAMES);
  const blanks = (): string => random.pick([' ', '\t', '  ', ' \t ', '\v']);
  const comment = (): string => random.pick(['', '', ' # comment', '#comment', ` ${name()}`]);
  const port = (): number => random.pick([22, 25, 53, 80, 443, 5353, 32001, 65535, 65558]);
  write('hosts', () => random.pick([...ADDRESSES, ...ADDRESSES6]) + blanks() + name() + comment());
  write('networks', () => {
    const number = random.pick([
      ...ADDRESSES,
      '10',
      '192.0',
      '169.254',
      '0xa',
      '010.1',
      '0.1.2',
      '127',
      '-1',
      '1.2.3.4.5',
      '',
    ]);
    return name() + blanks() + number + comment();
  });
  write('services', () => {
    const protocol = random.pick(['tcp', 'tcp', 'udp', 'raw', 'sctp', 'TCP']);
    return `${name()}${blanks()}${port()}/${protocol}${comment()}`;
  });
  write(
    'protocols',
    () => name() + blanks() + random.pick(['0', '1', '6', '17', '22', '80', '+25', '053']) + comment(),
  );
  write('passwd', () => {
    const [uid, gid] = [random.pick(UIDS), random.pick(['0', '33', '', 'x', '-1', ' 7'])];
    return `${name()}:x:${uid}:${gid}${random.pick(['', ':', '::/:/bin/sh'])}`;
  });
  // Without name servers: names come from these files alone.
  const files = 'passwd: files\nhosts: files\nnetworks: files\nservices: files\nprotocols: files\n';
  writeFileSync(join(etc, 'nsswitch.conf'), files);
}

/** Now and then a line that is garbled, a comment, or empty. */
function careless(random: Random, line: string): string {
  switch (random.below(16)) {
    case 0:
      return random.pick(garbled(line)).text;
    case 1:
      return `#${line}`;
    case 2:
      return random.pick(['', ' ', '\t', `${line}\r`, ` ${line}`]);
    default:
      return line;
  }
}
