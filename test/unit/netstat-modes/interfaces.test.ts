import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { InterfaceAddress, ModeContext } from '../../../src/core/netstat/environment';
import { compareInterfaces } from '../../../src/core/netstat/interfaceOrder';
import { printInterfaces } from '../../../src/core/netstat/interfaces';
import { openNames } from '../../../src/core/netstat/nameDatabases';
import { parseArguments } from '../../../src/core/netstat/parseArguments';
import { type FixtureMachine, fixtureEnvironment, KeptOutput } from './fixtureEnvironment';
import { inputOf, recordedCases } from './recordedCases';

/** What the ioctls said when the set was recorded. */
interface IoctlFacts {
  readonly name: string;
  readonly flags: number;
  readonly hwtype: number;
  readonly hwaddr: string;
  readonly mtu: number;
  readonly txqueuelen: number;
  readonly addr: string | null;
  readonly netmask: string | null;
  readonly dstaddr: string | null;
}

const RUNNING = 0x40;

function interfacesOf(set: string): IoctlFacts[] {
  return JSON.parse(readFileSync(path.join(inputOf(set), 'interfaces.json'), 'utf8')) as IoctlFacts[];
}

/** /sys as the kernel would have it for these facts; RUNNING is not among its flags, operstate tells it. */
function sysFiles(facts: readonly IoctlFacts[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const { name, flags, mtu, txqueuelen, hwtype, hwaddr } of facts) {
    const write = (attribute: string, text: string | number): unknown =>
      files.set(`/sys/class/net/${name}/${attribute}`, `${text}\n`);
    write('flags', `0x${(flags & ~RUNNING).toString(16)}`);
    write('operstate', (flags & RUNNING) === 0 ? 'down' : 'up');
    write('mtu', mtu);
    write('tx_queue_len', txqueuelen);
    write('type', hwtype);
    write('address', hwaddr);
  }
  return files;
}

/** Node tells no address of an interface that is not running: the kernel's tables do. */
function recordedMachine(set: string): FixtureMachine {
  const facts = interfacesOf(set);
  const addresses = facts.flatMap(({ name, addr, netmask, flags }): InterfaceAddress[] =>
    addr === null || netmask === null || (flags & RUNNING) === 0 ? [] : [{ name, address: addr, netmask }],
  );
  const files = sysFiles(facts);
  files.set(
    '/proc/net/route',
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n' +
      'tun0\t0200080A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0\n',
  );
  const locals = facts.flatMap(({ addr }) => (addr === null ? [] : [addr]));
  files.set(
    '/proc/net/fib_trie',
    `Local:\n${locals.map((address) => `     |-- ${address}\n        /32 host LOCAL\n`).join('')}`,
  );
  return { input: inputOf(set), files, addresses };
}

function contextOf(argv: readonly string[], machine: FixtureMachine, output: KeptOutput): ModeContext {
  const environment = fixtureEnvironment(machine);
  const parsed = parseArguments(argv, environment);
  assert.equal(parsed.kind, 'run');
  const names = openNames(environment);
  return { options: parsed.options, environment, output, names, programs: undefined, round: 0 };
}

describe('netstat -i', () => {
  for (const { name, argv, stdout, stderr, status } of recordedCases('real-interfaces')) {
    it(`prints real-interfaces: ${name}`, async () => {
      const output = new KeptOutput();
      const context = contextOf(argv, recordedMachine('real-interfaces'), output);
      assert.equal(await printInterfaces(context, { strict: true }), status);
      assert.equal(output.out, stdout);
      assert.equal(output.err, stderr);
    });
  }

  it('shows the true counters of the longest names unless it is to be strict', async () => {
    const output = new KeptOutput();
    await printInterfaces(contextOf(['-i'], recordedMachine('real-interfaces'), output));
    assert.match(output.out, /^fifteen-chars-x {2}1500 {8}7 {6}0 {6}0 0 {13}7 {6}0 {6}0 {6}0 BMRU$/m);
  });

  it('prints its title in the first round only', async () => {
    const output = new KeptOutput();
    const context = contextOf(['-ic'], recordedMachine('real-interfaces'), output);
    await printInterfaces({ ...context, round: 1 });
    assert.match(output.out, /^Iface /);
  });

  it('lists what has an address where /proc/net/dev is missing, and says so', async () => {
    const output = new KeptOutput();
    const machine = {
      input: inputOf('cli'),
      addresses: [{ name: 'lo', address: '127.0.0.1', netmask: '255.0.0.0' }],
    };
    assert.equal(await printInterfaces(contextOf(['-i'], machine, output)), 0);
    assert.match(output.out, /^lo {18}0 {6}- no statistics available - +LRU$/m);
    assert.equal(
      output.err,
      'Warning: cannot open /proc/net/dev (No such file or directory). Limited output.\n',
    );
  });

  it('finds the address of an interface without carrier in the tables of routes', async () => {
    const output = new KeptOutput();
    await printInterfaces(contextOf(['-ie'], recordedMachine('real-interfaces'), output));
    assert.match(
      output.out,
      /^tun0: .*\n {8}inet 10\.8\.0\.1 {2}netmask 255\.255\.255\.255 {2}destination 10\.8\.0\.2$/m,
    );
  });
});

describe('compareInterfaces', () => {
  it('orders numbers by value, aliases after their interface and shorter names first', () => {
    const names = ['ethfoo', 'veth100', 'eth0:1', 'veth9', 'eth0', 'lo', 'veth10', 'eth', 'eth0:0', 'eth00'];
    assert.deepEqual(names.sort(compareInterfaces), [
      'eth',
      'eth0',
      'eth0:0',
      'eth0:1',
      'eth00',
      'ethfoo',
      'lo',
      'veth9',
      'veth10',
      'veth100',
    ]);
  });
});
