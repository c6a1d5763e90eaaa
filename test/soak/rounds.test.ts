/** netstat -c over many rounds while connections come and go: what it needs may not grow. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { release } from 'node:os';
import type { Output } from '../../src/core/netstat/context/output';
import { runNetstat } from '../../src/core/netstat/run';
import { NodeEnvironment } from '../../src/node/cli/machineEnvironment';
import { ThisKernel } from '../../src/node/cli/kernel';
import { thisMachine } from '../../src/node/cli/machine';
import { FileReader } from '../../src/node/reader';
import { SystemCallsOnce } from '../../src/node/system/systemCallsOnce';

const ROUNDS = Math.ceil(Number(process.env['NETSTAT_REFRESHES'] ?? 20_000) / 10);

/** Looks at the memory in all. */
const SAMPLES = 60;

/** Connections that are open at a time. */
const OPEN = 20;

/** What the last third may have more than the one before: the heap's own ups and downs. */
const TOLERANCE = 1.1;
const SLACK = 4 * 2 ** 20;

/** This machine, on which a connection goes and another comes before each round. */
class ChurningMachine extends NodeEnvironment {
  readonly samples: { readonly heap: number; readonly buffers: number; readonly descriptors: number }[] = [];
  readonly #port: number;
  readonly #open: Socket[] = [];
  #rounds = 0;

  constructor(port: number) {
    const machine = thisMachine({});
    const calls = new SystemCallsOnce();
    super(machine, calls, new ThisKernel(new FileReader('/proc'), machine.littleEndian, release(), calls));
    this.#port = port;
  }

  override async sleep(): Promise<boolean> {
    const socket = connect(this.#port, '127.0.0.1').on('error', () => undefined);
    this.#open.push(socket);
    await once(socket, 'connect');
    if (this.#open.length > OPEN) this.#open.shift()?.resetAndDestroy();
    if (++this.#rounds % Math.ceil(ROUNDS / SAMPLES) === 0) this.#sample();
    return this.#rounds < ROUNDS;
  }

  close(): void {
    for (const socket of this.#open) socket.destroy();
  }

  #sample(): void {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    this.samples.push({
      heap: heapUsed,
      buffers: arrayBuffers,
      descriptors: readdirSync('/proc/self/fd').length,
    });
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

describe(`${ROUNDS} rounds of netstat -c under churn`, function () {
  this.timeout(0);
  let machine: ChurningMachine;

  before(async () => {
    const server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    machine = new ChurningMachine((server.address() as AddressInfo).port);
    const nowhere: Output = { stdout: () => undefined, stderr: () => undefined, flush: () => undefined };
    assert.equal(await runNetstat(['-c', '-anp'], machine, nowhere), 0);
    machine.close();
    server.close();
  });

  for (const what of ['heap', 'buffers'] as const) {
    it(`keep memory flat: ${what}`, () => {
      const values = machine.samples.map((each) => each[what]);
      const third = Math.floor(values.length / 3);
      const [before, after] = [median(values.slice(third, 2 * third)), median(values.slice(2 * third))];
      assert.ok(after <= before * TOLERANCE + SLACK, `${before} before, ${after} in the last third`);
    });
  }

  it('leak no descriptor', () => {
    const counts = machine.samples.map(({ descriptors }) => descriptors);
    assert.ok(Math.max(...counts) <= (counts[0] ?? 0) + 2 * OPEN, counts.join(' '));
  });
});
