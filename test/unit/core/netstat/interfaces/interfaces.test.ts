import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { KernelInterfaces } from '../../../../../src/core/model/kernelInterfaces';
import type { InterfaceAddress } from '../../../../../src/core/netstat/context/environment';
import type { ModeContext } from '../../../../../src/core/netstat/context/modeContext';
import { compareInterfaces } from '../../../../../src/core/netstat/interfaces/interfaceOrder';
import { printInterfaces } from '../../../../../src/core/netstat/interfaces/interfaceListing';
import { openNames } from '../../../../../src/core/netstat/context/nameDatabases';
import { parseArguments } from '../../../../../src/core/netstat/commandLine/parseArguments';
import { type FixtureMachine, fixtureEnvironment, KeptOutput } from '../fixtureEnvironment';
import { inputOf, recordedCases } from '../recordedCases';

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

describe('netstat -i where the kernel can be asked', () => {
  const device = {
    flags: 0x1003,
    mtu: 1500,
    txQueueLength: 7,
    hardwareType: 1,
    hardwareAddress: [2, 0, 0, 0, 0, 1],
    resources: { memoryStart: 0n, memoryEnd: 0n, baseAddress: 0xff, interrupt: 0, dma: 0 },
  };
  const address = { address: 0x0a000001, netmask: 0xffffff00, broadcast: 0, destination: 0x0a000001 };
  const kernel: KernelInterfaces = {
    devices: [
      { ...device, name: 'v0' },
      {
        ...device,
        name: 'old0',
        flags: 0x1002,
        resources: {
          memoryStart: 0xf7c00000n,
          memoryEnd: 0xf7c20000n,
          baseAddress: 0xe800,
          interrupt: 20,
          dma: 3,
        },
      },
    ],
    addresses: [
      { ...address, label: 'v0:x' },
      { ...address, label: 'v0:1', address: 0x0a000002 },
      { ...address, label: 'v0:1', address: 0x0a000003 },
    ],
  };

  async function printed(argv: readonly string[]): Promise<string> {
    const output = new KeptOutput();
    const row = 'v0: 0 1 0 0 0 0 0 0 0 2 0 0 0 0 0 0\n';
    const machine = {
      input: inputOf('cli'),
      files: new Map([['/proc/net/dev', `bytes compressed\n\n${row}`]]),
    };
    const context = contextOf(argv, machine, output);
    const environment = { ...context.environment, kernelInterfaces: () => kernel };
    assert.equal(await printInterfaces({ ...context, environment }), 0);
    return output.out;
  }

  it('shows labels of interfaces that are up without running', async () => {
    assert.deepEqual((await printed(['-i'])).split('\n').slice(2), [
      'v0               1500        1      0      0 0             2      0      0      0 BMU',
      'v0:1             1500      - no statistics available -                        BMU',
      'v0:x             1500      - no statistics available -                        BMU',
      '',
    ]);
  });

  it('shows the first address of each label, and a broadcast address that was never set as such', async () => {
    const blocks = (await printed(['-ie'])).split('\n\n');
    assert.match(
      blocks[0] ?? '',
      /^Kernel.*\nv0: flags=4099<UP,BROADCAST,MULTICAST> {2}mtu 1500\n {8}ether /,
    );
    assert.match(
      blocks[1] ?? '',
      /\n {8}inet 10\.0\.0\.2 {2}netmask 255\.255\.255\.0 {2}broadcast 0\.0\.0\.0\n/,
    );
  });

  it('shows where old devices are to be reached', async () => {
    const output = new KeptOutput();
    const files = new Map([['/proc/net/dev', 'bytes compressed\n\nold0: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n']]);
    const context = contextOf(['-iae'], { input: inputOf('cli'), files }, output);
    await printInterfaces({
      ...context,
      environment: { ...context.environment, kernelInterfaces: () => kernel },
    });
    assert.match(
      output.out,
      /collisions 0\n {8}device interrupt 20 {2}base 0xe800 {2}memory 0xf7c00000-f7c20000 {4}dma 0x3\n\n/,
    );
    assert.doesNotMatch(await printed(['-iae']), /device/);
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
