/** Binds that are tried, and what is told instead of them: of one port, by several at once, beside every kind of holder. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { endianness } from 'node:os';
import type {
  BindTrial,
  PortFacts,
  PortQuestion,
  TrialAddress,
} from '../../../../../src/core/model/portFacts';
import { explainPort } from '../../../../../src/core/ports/explainPort';
import { type Bind, bindByNode, tryBinds } from '../../../../../src/node/engine/answers/bindTrial';
import { machineEngine } from '../../../../../src/node/engine/machineEngine';
import { Netlink } from '../../../../../src/node/engine/sockets/netlink';
import { readPortFacts } from '../../../../../src/node/engine/answers/portFactsAnswer';
import { readPortRules } from '../../../../../src/node/engine/answers/portRules';
import { bindPredictor } from '../../../../../src/node/engine/answers/portDiagnosis';
import { systemBind } from '../../../../../src/node/engine/answers/systemBind';
import { FileReader } from '../../../../../src/node/reader';
import { loadSystemCalls, type SystemCalls } from '../../../../../src/node/system/systemCalls';
import { tellsBoundSockets } from '../../../../kernelVersion';
import { skipWithReason } from '../../../../skip';
import { type MadeSocket, process, snapshot } from '../../../snapshots';
import { FakeReader } from '../../fakeReader';

const LITTLE_ENDIAN = endianness() === 'LE';

const TRANSPORTS = ['tcp', 'udp'] as const;

/** Where a holder can be, as Node's servers take it. */
const PLACES: readonly { readonly host: string; readonly ipv6Only?: boolean }[] = [
  { host: '127.0.0.1' },
  { host: '127.0.0.2' },
  { host: '0.0.0.0' },
  { host: '::1' },
  { host: '::1', ipv6Only: true },
  { host: '::' },
  { host: '::', ipv6Only: true },
  { host: '::ffff:127.0.0.1' },
  { host: '::ffff:127.0.0.2' },
];

/** Holds a port; what is returned lets go of it. */
async function hold(
  transport: PortQuestion['transport'],
  place: (typeof PLACES)[number],
): Promise<{ port: number; release: () => Promise<void> }> {
  const { host, ipv6Only = false } = place;
  if (transport === 'tcp') {
    const server = createServer().listen({ ...place, port: 0 });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { port, release: async () => void (await once(server.close(), 'close')) };
  }
  const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', ipv6Only }).bind(0, host);
  await once(socket, 'listening');
  const { port } = socket.address();
  return { port, release: async () => void (await once(socket.close(), 'close')) };
}

async function freePort(transport: PortQuestion['transport']): Promise<number> {
  const { port, release } = await hold(transport, { host: '::' });
  await release();
  return port;
}

/** The machine's calls, with the ports that are bound noted down. */
function watched(calls: SystemCalls): { calls: SystemCalls; ports: number[] } {
  const ports: number[] = [];
  const bind: SystemCalls['bind'] = (socket, address, size) => {
    ports.push(((address[2] ?? 0) << 8) | (address[3] ?? 0));
    return calls.bind(socket, address, size);
  };
  return { calls: { ...calls, bind }, ports };
}

describe('trials of a port', () => {
  const calls = loadSystemCalls();
  const ways = calls instanceof Error ? [calls] : [calls, new Error('none')];

  for (const way of ways) {
    const name = way instanceof Error ? 'without system calls' : 'with them';
    for (const transport of TRANSPORTS) {
      const free = async (ask: (question: PortQuestion) => Promise<PortFacts>): Promise<void> => {
        const question = { transport, port: await freePort(transport) };
        const asked = Array.from({ length: 10 }, () => ask(question));
        for (const facts of await Promise.all(asked)) {
          const { verdict, causes } = explainPort(facts);
          assert.deepEqual([verdict, causes], ['free', []], JSON.stringify(facts.trials));
        }
      };

      it(`never meet each other in one engine, ${name} (${transport})`, async () => {
        const engine = machineEngine(way);
        for (let round = 0; round < 2; round++) await free((question) => engine.portFacts(question));
      });

      it(`never meet each other, asked 300 times, ${name} (${transport})`, async () => {
        const options = {
          reader: new FileReader('/proc'),
          bind: way instanceof Error ? bindByNode : systemBind(way, LITTLE_ENDIAN),
          netlink: way instanceof Error ? undefined : new Netlink(way, LITTLE_ENDIAN),
          // Reading the whole machine each time takes long on a busy one, and nothing is to be seen.
          look: () => ({ snapshot: snapshot([]), holders: [] }),
        };
        for (let round = 0; round < 30; round++) await free((question) => readPortFacts(question, options));
      });
    }
  }

  it('come to what the kernel tells without them, whoever holds the port', async function () {
    if (calls instanceof Error) return skipWithReason(this, calls.message);
    const reader = new FileReader('/proc');
    const kernel = { reader, netlink: new Netlink(calls, LITTLE_ENDIAN) };
    for (const transport of TRANSPORTS) {
      for (const place of PLACES) {
        const { port, release } = await hold(transport, place);
        const question = { transport, port };
        const tell = bindPredictor(question, readPortRules(reader, question), kernel);
        const told = await tryBinds(systemBind(calls, LITTLE_ENDIAN), question, tell);
        const tried = await tryBinds(bindByNode, question, () => undefined);
        await release();
        assert.deepEqual(told, tried, `${transport} ${JSON.stringify(place)}`);
        assert.ok(told.some(({ outcome }) => outcome === 'inUse'));
      }
    }
  });

  it('are not made where the kernel tells who has the port', async function () {
    if (calls instanceof Error) return skipWithReason(this, calls.message);
    for (const transport of TRANSPORTS) {
      const { calls: spied, ports } = watched(calls);
      const engine = machineEngine(spied);
      const { port, release } = await hold(transport, { host: '::' });
      await engine.portFacts({ transport, port });
      await release();
      if (transport === 'udp' || tellsBoundSockets) await engine.portFacts({ transport, port });
      assert.deepEqual(new Set(ports), new Set([0]), 'only whether the machine has the addresses');
    }
  });

  it('are made without listening where only a bind can tell', async function () {
    if (calls instanceof Error) return skipWithReason(this, calls.message);
    // Whether a connection's socket lets others reuse its port is told nowhere.
    const server = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = connect(port, '127.0.0.1');
    await once(client, 'connect');
    const { calls: spied, ports } = watched(calls);
    const own = client.localPort ?? 0;
    const { trials } = await machineEngine(spied).portFacts({ transport: 'tcp', port: own });
    client.destroy();
    await once(server.close(), 'close');
    assert.ok(ports.includes(own));
    assert.equal(outcomeAt(trials, '127.0.0.1'), 'inUse');
    assert.equal(outcomeAt(trials, '::1'), 'free');
  });
});

describe('what the kernel tells of a port', () => {
  const outcomes = async (
    code: string | undefined,
    told: 'free' | 'inUse' | undefined,
  ): Promise<string[]> => {
    const bind: Bind = (_transport, port) => {
      assert.equal(port, told === undefined ? 3000 : 0);
      return code === undefined ? Promise.resolve() : Promise.reject(Object.assign(new Error(), { code }));
    };
    const trials = await tryBinds(bind, { transport: 'tcp', port: 3000 }, () => told);
    return [...new Set(trials.map(({ outcome }) => outcome))];
  };

  it('stands unless the address may not be bound at all', async () => {
    assert.deepEqual(await outcomes(undefined, 'inUse'), ['inUse']);
    assert.deepEqual(await outcomes(undefined, 'free'), ['free']);
    assert.deepEqual(await outcomes('EADDRNOTAVAIL', 'inUse'), ['unavailable']);
    assert.deepEqual(await outcomes('EPERM', 'free'), ['denied']);
  });

  it('is not mistaken where the kernel has no port left to give away', async () => {
    assert.deepEqual(await outcomes('EADDRINUSE', 'free'), ['free']);
    assert.deepEqual(await outcomes('EADDRINUSE', undefined), ['inUse']);
  });

  it('comes after the trials before it, a failed one included', async () => {
    const order: string[] = [];
    const slow: Bind = async (_transport, port) => {
      order.push(`from ${port}`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`to ${port}`);
      throw Object.assign(new Error(), { code: 'EINVAL' });
    };
    const nothing = (): undefined => undefined;
    await Promise.all([1, 2].map((port) => tryBinds(slow, { transport: 'tcp', port }, nothing)));
    assert.deepEqual(
      order,
      [1, 1, 1, 1, 2, 2, 2, 2].flatMap((port) => [`from ${port}`, `to ${port}`]),
    );
  });
});

describe('a port that is refused for a moment', () => {
  const question: PortQuestion = { transport: 'tcp', port: 3000 };

  /** What is found where binds are refused at first so often, and these sockets are seen, one set a look. */
  async function found(refusals: number, ...looks: readonly (readonly MadeSocket[])[]): Promise<PortFacts> {
    let left = refusals * 4;
    const bind: Bind = () => {
      if (left-- > 0) return Promise.reject(Object.assign(new Error(), { code: 'EADDRINUSE' }));
      return Promise.resolve();
    };
    let look = 0;
    return readPortFacts(question, {
      reader: new FakeReader(),
      bind,
      look: () => {
        const sockets = looks[Math.min(look++, looks.length - 1)] ?? [];
        return { snapshot: snapshot(sockets, [process()]), holders: [] };
      },
    });
  }

  const conclusion = async (facts: Promise<PortFacts>): Promise<[string, string[]]> => {
    const { verdict, causes } = explainPort(await facts);
    return [verdict, causes.map(({ kind }) => kind)];
  };

  it('is tried again where nobody is seen to have it', async () => {
    assert.deepEqual(await conclusion(found(1, [])), ['free', []]);
    assert.deepEqual(await conclusion(found(4, [])), ['free', []]);
  });

  it('is told where it stays refused', async () => {
    assert.deepEqual(await conclusion(found(1_000, [])), ['busy', ['boundOnly']]);
  });

  it('is tried again where who was seen to have it is gone a moment later', async () => {
    const passing: MadeSocket = { inode: 7, pids: [42] };
    assert.deepEqual(await conclusion(found(1, [passing], [])), ['free', []]);
    assert.deepEqual(await conclusion(found(0, [passing], [])), ['free', []]);
  });

  it('has its holder named where that stays', async () => {
    const staying: MadeSocket = { inode: 7, pids: [42] };
    assert.deepEqual(await conclusion(found(1_000, [staying])), ['busy', ['listener']]);
    const orphaned: MadeSocket = { inode: 0, state: 4, remote: ['127.0.0.1', 5000] };
    assert.deepEqual(await conclusion(found(1_000, [orphaned])), ['busy', ['connection']]);
  });
});

function outcomeAt(trials: readonly BindTrial[], address: TrialAddress): string | undefined {
  return trials.find((trial) => trial.address === address)?.outcome;
}
