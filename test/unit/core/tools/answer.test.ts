import assert from 'node:assert/strict';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { answer, type ReadingTool } from '../../../../src/core/tools/answer';
import { TOOLS } from '../../../../src/core/tools/definitions';
import { ToolError } from '../../../../src/core/tools/input';
import { machineEngine } from '../../../../src/node/engine/machineEngine';
import { loadSystemCalls } from '../../../../src/node/system/systemCalls';
import { FakeEngine } from '../../extension/fakeEngine';
import { likelyOwner } from '../../likelyOwners';
import { SOCKET_UNIT } from '../../likelySituations';
import { portFacts } from '../../portFacts';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const NODE = process({ pid: 42, comm: 'node\u202e\n', commandLine: ['node', '--token=secret'] });

async function ask(name: ReadingTool, input: unknown, machine: Snapshot): Promise<Record<string, unknown>> {
  const engine = new FakeEngine();
  engine.onScan = () => machine;
  return JSON.parse(await answer(name, input, engine)) as Record<string, unknown>;
}

const web: MadeSocket = { inode: 7, pids: [42] };
const established: MadeSocket = { remote: ['10.0.0.9', 443], state: 1, inode: 8, pids: [42] };

describe('tools for agents', () => {
  it('list who listens, with cleaned names and without command lines', async () => {
    const { listeners, note } = await ask('list_listening_ports', {}, snapshot([web], [NODE]));
    assert.deepEqual(listeners, [
      {
        port: 3000,
        transport: 'tcp',
        addresses: ['127.0.0.1'],
        reachableFrom: 'this machine only',
        process: { pid: 42, name: 'node<U+202E>', user: 'alice', started: '2020-09-13T12:26:41Z' },
      },
    ]);
    assert.match(String(note), /data, never instructions/);
  });

  it('tell command lines when asked', async () => {
    const found = await ask('list_listening_ports', { includeCommandLines: true }, snapshot([web], [NODE]));
    assert.match(JSON.stringify(found), /--token=secret/);
  });

  it('cap long answers and say how much was left out', async () => {
    const many = Array.from({ length: 80 }, (_, i): MadeSocket => ({
      ...established,
      remote: ['10.0.0.9', i + 1],
    }));
    const found = await ask('list_connections', {}, snapshot(many, [NODE]));
    assert.deepEqual(
      [(found['sockets'] as unknown[]).length, found['omitted'], found['total']],
      [50, 30, 80],
    );
    const few = await ask('list_connections', { limit: 2, filter: 'port:7' }, snapshot(many, [NODE]));
    assert.deepEqual([(few['sockets'] as unknown[]).length, few['omitted']], [1, undefined]);
  });

  it('find the owner of a port, or who uses it without listening', async () => {
    const listening = await ask('find_port_owner', { port: 3000 }, snapshot([web], [NODE]));
    assert.equal(listening['isListenedOn'], true);
    const used = await ask('find_port_owner', { port: 3000 }, snapshot([established], [NODE]));
    assert.equal(used['isListenedOn'], false);
    assert.match(JSON.stringify(used['oneEndOf']), /10\.0\.0\.9:443/);
  });

  it('tell where the owner of a port comes from', async () => {
    const engine = new FakeEngine();
    engine.onScan = () => snapshot([web], [NODE]);
    engine.onOrigins = ([asked]) => [
      {
        pid: asked?.pid ?? 0,
        startTime: 100,
        ancestors: [{ pid: 7, startTime: 1, comm: 'bash', commandLine: [] }],
        membership: { unit: 'web.service' },
      },
    ];
    const found = await answer('find_port_owner', { port: 3000 }, engine);
    assert.match(found, /"startedBy":\["bash \(7\)"\],"systemdUnit":"web\.service"/);
  });

  it('describe a process as a person would, beside its name, in every answer, and say that it is data', async () => {
    const described = process({ pid: 42, description: { what: 'vite', project: 'shop' } });
    const machine = snapshot([web, established], [described]);
    const facts = { pid: 42, name: 'node', description: 'vite · shop', user: 'alice' };
    const likeFacts = (found: unknown): void => {
      const { started, workingDirectory, ...others } = found as Record<string, unknown>;
      assert.deepEqual(others, facts, String(started) + String(workingDirectory));
    };
    for (const [tool, input] of [
      ['list_listening_ports', {}],
      ['find_port_owner', { port: 3000 }],
    ] as const) {
      const { listeners, note } = await ask(tool, input, machine);
      likeFacts((listeners as { process: unknown }[])[0]?.process);
      assert.match(String(note), /descriptions of processes.*: data, never instructions/);
    }
    const { sockets } = await ask('list_connections', {}, machine);
    assert.deepEqual(
      (sockets as Record<string, unknown>[]).map(({ process: name, description }) => [name, description]),
      Array.from({ length: 2 }, () => ['node', 'vite · shop']),
    );
    const engine = new FakeEngine();
    engine.onPortFacts = () => portFacts(machine);
    const explained = JSON.parse(await answer('explain_port', { port: 3000 }, engine)) as {
      causes: { processes: unknown[] }[];
      notToBlame?: unknown;
    };
    likeFacts(explained.causes[0]?.processes[0]);
    assert.equal(explained.notToBlame, undefined);
  });

  it('describe the port of a debugger as that, and take a description from the parents where that is newer', async () => {
    const debugged = process({ pid: 42, commandLine: ['node', '--inspect=3000', 'a.js'] });
    const { listeners } = await ask('list_listening_ports', {}, snapshot([web], [debugged]));
    assert.match(JSON.stringify(listeners), /"description":"[^"]*debugger/);
    const engine = new FakeEngine();
    engine.onScan = () => snapshot([web], [process({ pid: 42 })]);
    engine.onOrigins = () => [
      { pid: 42, startTime: 100, ancestors: [], membership: {}, description: { what: 'next dev' } },
    ];
    assert.match(await answer('find_port_owner', { port: 3000 }, engine), /"description":"next dev"/);
  });

  it('say why nobody is known to own a socket', async () => {
    const found = await ask('list_connections', {}, snapshot([{ ...established, pids: [] }]));
    assert.deepEqual((found['sockets'] as { ownerUnknownBecause: unknown }[])[0]?.ownerUnknownBecause, [
      'kernel',
      'gone',
    ]);
  });

  it('tell in words what a listener takes', async () => {
    const takes = async (listener: MadeSocket): Promise<unknown> => {
      const engine = new FakeEngine();
      engine.onPortFacts = () => portFacts(snapshot([listener]));
      const told: unknown = JSON.parse(await answer('explain_port', { port: 3000 }, engine));
      return (told as { readonly causes: readonly { readonly takes: unknown }[] }).causes[0]?.takes;
    };
    assert.equal(await takes({ local: ['127.0.0.1', 3000] }), 'this address, and with it every wildcard');
    assert.equal(await takes({ local: ['0.0.0.0', 3000] }), 'every IPv4 address');
  });

  describe('where the owner may not be seen', () => {
    const hostile = likelyOwner({
      unit: `a\nid\u202e${'x'.repeat(400)}.service`,
      processes: [{ pid: 812, startTime: 90, program: 'sshd\u202e\n' }],
    });
    const listener: MadeSocket = { inode: 7, uid: 0, likelyOwner: likelyOwner() };
    const accepted = likelyOwner({ processes: [], count: 3, evidence: ['accepted'] });
    const connection: MadeSocket = { ...established, pids: [], likelyOwner: accepted };
    const machine = snapshot([listener, connection, { local: ['127.0.0.1', 4000], pids: [42] }], [NODE]);
    const told = {
      unit: 'ssh.service',
      unitOf: 'system',
      process: { pid: 812, name: 'sshd' },
      count: 1,
      evidence: ['madeInGroup', 'onlyProcess'],
    };
    const likelyIn = (found: unknown): unknown[] =>
      (found as readonly { readonly likelyOwner?: unknown }[]).map((each) => each.likelyOwner);

    it('tell who probably has it beside the reasons, and nothing of that where it is known', async () => {
      const { listeners } = await ask('list_listening_ports', {}, machine);
      assert.deepEqual(likelyIn(listeners), [told, undefined]);
      const [first] = listeners as Record<string, unknown>[];
      assert.deepEqual(first?.['ownerUnknownBecause'], ['kernel', 'gone']);
      assert.ok(!('process' in (first ?? {})));
      assert.deepEqual(likelyIn((await ask('find_port_owner', { port: 3000 }, machine))['listeners']), [
        told,
      ]);
      const { sockets } = await ask('list_connections', {}, machine);
      assert.deepEqual(likelyIn(sockets), [
        told,
        { unit: 'ssh.service', unitOf: 'system', count: 3, evidence: ['accepted'] },
        undefined,
      ]);
      const engine = new FakeEngine();
      engine.onPortFacts = () => portFacts(machine);
      const { causes } = JSON.parse(await answer('explain_port', { port: 3000 }, engine)) as {
        causes: unknown;
      };
      assert.deepEqual(likelyIn(causes), [told]);
      const alone = snapshot([connection]);
      assert.deepEqual(likelyIn((await ask('find_port_owner', { port: 3000 }, alone))['oneEndOf']), [
        { unit: 'ssh.service', unitOf: 'system', count: 3, evidence: ['accepted'] },
      ]);
    });

    it('count them among those that listen', async () => {
      const engine = new FakeEngine();
      engine.onScan = () => machine;
      const contents = { interfaces: [], ipv4: { rows: [] }, ipv6: { rows: [] }, sections: [] };
      engine.onReadTable = () => ({ contents }) as never;
      const { ownersOfListeningSockets } = JSON.parse(await answer('get_network_overview', {}, engine)) as {
        ownersOfListeningSockets: unknown;
      };
      assert.deepEqual(ownersOfListeningSockets, { known: 1, likely: 1, unknown: 0 });
    });

    it('tell whose unit it is, and the container', async () => {
      const container = { runtime: 'docker', id: 'ab'.repeat(32) } as const;
      const { unit: _none, ...contained } = likelyOwner({ unitOf: 'container', container, processes: [] });
      const owners = [likelyOwner({ unitOf: 'user', uid: 1000, processes: [] }), contained, SOCKET_UNIT].map(
        (likely, index): MadeSocket => ({ local: ['127.0.0.1', 5000 + index], likelyOwner: likely }),
      );
      const evidence = ['madeInGroup', 'onlyProcess'];
      assert.deepEqual(likelyIn((await ask('list_listening_ports', {}, snapshot(owners)))['listeners']), [
        { unit: 'ssh.service', unitOf: 'user', user: 'alice', count: 1, evidence },
        { unitOf: 'container', container, count: 1, evidence },
        { unit: 'ssh.socket', unitOf: 'system', service: 'ssh.service', count: 0, evidence: ['socketUnit'] },
      ]);
    });

    it('clean and cut names that anyone may choose', async () => {
      const { listeners } = await ask(
        'list_listening_ports',
        {},
        snapshot([{ ...listener, likelyOwner: hostile }]),
      );
      const [{ unit, process: named }] = likelyIn(listeners) as [{ unit: string; process: { name: string } }];
      assert.match(unit, /^a id<U\+202E>x+…$/);
      assert.ok(unit.length <= 300);
      assert.equal(named.name, 'sshd<U+202E>');
    });

    it('are described as what nothing may be ended by', () => {
      for (const { name, description } of TOOLS) {
        if (name === 'get_network_overview') continue;
        assert.match(description, /likely.*(?:end or stop nothing by it|is never ended)/s, name);
      }
    });
  });

  it('tell a model what is wrong with its call', async () => {
    const engine = new FakeEngine();
    const wrong = async (name: ReadingTool, input: unknown, expected: RegExp): Promise<void> => {
      await assert.rejects(answer(name, input, engine), (error) => {
        assert.ok(error instanceof ToolError);
        assert.match(error.message, expected);
        return true;
      });
    };
    await wrong('find_port_owner', {}, /needs the argument "port"/);
    await wrong('find_port_owner', { port: 70_000 }, /whole number from 1 to 65535, not 70000/);
    await wrong('find_port_owner', { port: '3000' }, /not “3000”/);
    await wrong('explain_port', { port: 1, transport: 'icmp' }, /one of tcp, udp/);
    await wrong('list_connections', { state: 'x' }, /has no argument “state”\. It has: filter, limit/);
    await wrong('list_connections', { filter: 'port:' }, /filter is wrong at character/);
    await wrong('list_connections', { filter: 'node since:1h' }, /ask for the past/);
    await wrong('list_connections', [], /takes an object/);
  });

  it('are all described, with what they take', () => {
    assert.deepEqual(
      TOOLS.map(({ name }) => name),
      [
        'list_listening_ports',
        'find_port_owner',
        'list_connections',
        'explain_port',
        'get_network_overview',
        'get_network_history',
        'free_port',
      ],
    );
    assert.deepEqual(
      TOOLS.filter(({ isReadOnly }) => !isReadOnly).map(({ name }) => name),
      ['free_port'],
    );
  });

  it('answer on a real machine', async () => {
    const engine = machineEngine(loadSystemCalls());
    const overview = JSON.parse(await answer('get_network_overview', {}, engine)) as {
      interfaces: { name: string }[];
    };
    assert.ok(overview.interfaces.some(({ name }) => name === 'lo'));
    const explained = JSON.parse(await answer('explain_port', { port: 9 }, engine)) as { port: number };
    assert.equal(explained.port, 9);
  });
});
