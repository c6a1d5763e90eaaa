import assert from 'node:assert/strict';
import type { Environment } from '../../../../src/core/netstat/context/environment';
import type { Output } from '../../../../src/core/netstat/context/output';
import { runNetstat } from '../../../../src/core/netstat/run';
import { fixtureEnvironment, KeptOutput } from './fixtureEnvironment';
import { inputOf } from './recordedCases';

const FILES = new Map([
  [
    '/proc/net/tcp',
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n' +
      '   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 77 1 0 100 0 0 10 0\n',
  ],
  [
    '/proc/net/unix',
    'Num       RefCount Protocol Flags    Type St Inode Path\n' +
      '0000000000000000: 00000002 00000000 00010000 0001 01 79 /run/web\n',
  ],
  ['/proc/42/cmdline', 'a\nudp 0 0 x\0'],
  ['/proc/42/attr/current', 'a:b\nunix:c\0'],
]);

const machine: Environment = {
  ...fixtureEnvironment({ input: inputOf('cli'), files: FILES }),
  readDirectory: () => ({ ok: true, names: ['42'] }),
  socketsOf: () => ({ ok: true, inodes: Float64Array.of(77, 79) }),
  selinuxEnabled: true,
};

async function printed(facts: Partial<Output>, ...argv: string[]): Promise<string> {
  const output = Object.assign(new KeptOutput(), facts);
  assert.equal(await runNetstat(argv, machine, output), 0);
  return output.out;
}

const OPTIONS = [
  ['-tlnp'],
  ['-xlp'],
  ['-tlnZ'],
  ['-xlZ'],
  ['-tlnpZ'],
  ['-tlnp', '--csv'],
  ['-xlpZ', '--csv'],
];

describe('a newline in what a program is called', () => {
  for (const argv of OPTIONS) {
    it(`makes no row in a terminal (${argv.join(' ')})`, async () => {
      const text = await printed({ isTerminal: true }, ...argv);
      assert.match(text, /a(?:\?|\\u000a)udp 0 0 x|a:b\?unix:c/);
      assert.doesNotMatch(text, /^(?:udp 0|unix:c)/m);
    });
  }

  it('makes no row in a document', async () => {
    assert.match(await printed({ showsOneRound: true }, '-tlnp'), /42\/a\?udp 0 0 x/);
  });

  it('stays for programs that read netstat, to the byte', async () => {
    assert.match(await printed({}, '-tlnp'), /42\/a\nudp 0 0 x/);
  });
});
