import assert from 'node:assert/strict';
import type { OneNamespace } from '../../../../../src/core/model/namespace';
import { engineOn } from '../../engineOn';
import { DEV_HEADER, ROUTE_HEADER } from '../../machineTables';
import { FakeNamespaces, idOf } from './fakeNamespaces';

const BLUE: OneNamespace = { kind: 'process', pid: 42, startTime: 42 };

describe('tables of another network namespace', () => {
  let machine: FakeNamespaces;
  beforeEach(() => {
    machine = new FakeNamespaces();
    machine.start(42, 200, [80], { container: 'a' });
    const { files } = machine.reader;
    for (const [folder, device] of [
      ['self', 'eth0'],
      ['42', 'eth7'],
    ] as const) {
      files.set(
        `${folder}/net/route`,
        `${ROUTE_HEADER}${device}\t000011AC\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n`,
      );
      files.set(`${folder}/net/dev`, `${DEV_HEADER}${device}: 5 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n`);
    }
    files.set('sys/net/netfilter/nf_conntrack_count', '17\n');
  });

  it('come from its own files, and the own table stays this machine’s', async () => {
    const engine = engineOn(machine.reader);
    for (const namespace of [BLUE, { kind: 'container', id: idOf('a') }] as const) {
      const { contents, sources } = await engine.readTable('routes', '', namespace);
      assert.deepEqual(
        contents.ipv4.rows.map(({ device }) => device),
        ['eth7'],
      );
      assert.equal(sources[0]?.status, 'ok');
    }
    for (const own of [undefined, { kind: 'own' }, { kind: 'process', pid: 1, startTime: 1 }] as const) {
      const { contents } = await engine.readTable('routes', '', own);
      assert.deepEqual(
        contents.ipv4.rows.map(({ device }) => device),
        ['eth0'],
      );
    }
  });

  it('have nothing of this machine’s where its files do not tell, and say what is denied', async () => {
    const engine = engineOn(machine.reader, {
      gatherInterfaces: () => assert.fail('those are this machine’s'),
      routes: { ask: () => assert.fail('so are these') } as never,
    });
    const denied = async (table: 'interfaces' | 'neighbours' | 'nat'): Promise<string[]> => {
      const { sources } = await engine.readTable(table, '', BLUE);
      return sources.filter(({ status }) => status === 'denied').map(({ file }) => file);
    };
    const { contents } = await engine.readTable('interfaces', '', BLUE);
    assert.deepEqual(
      contents.interfaces.map(({ name, isUntold, mtu }) => [name, isUntold, mtu]),
      [['eth7', true, 0]],
    );
    assert.deepEqual(await denied('interfaces'), ['rtnetlink links']);
    assert.deepEqual(await denied('neighbours'), ['rtnetlink links']);
    assert.deepEqual(await denied('nat'), ['sys/net/netfilter/nf_conntrack_count']);
    assert.equal((await engine.readTable('nat', '', BLUE)).contents.count, undefined);
  });

  it('are printed of the same namespace', async () => {
    const engine = engineOn(machine.reader);
    const print = (namespace?: OneNamespace): Promise<string> =>
      engine.print({
        format: 'text',
        numeric: true,
        rows: [{ kind: 'table', table: 'routes', filter: '', ...(namespace && { namespace }) }],
      });
    assert.match(await print(BLUE), / eth7 /);
    assert.match(await print(), / eth0 /);
  });

  it('are not told of one that has ended, whose name the error has', async () => {
    const engine = engineOn(machine.reader);
    const ends: [OneNamespace, RegExp][] = [
      [BLUE, /^Error: The network namespace of process 42 has ended\.$/],
      [
        { kind: 'container', id: idOf('a') },
        /^Error: The network namespace of container aaaaaaaaaaaa has ended\.$/,
      ],
      [{ kind: 'name', name: 'bl\nue' }, /^Error: The network namespace "bl ue" has ended\.$/],
    ];
    machine.end(42);
    for (const [namespace, message] of ends)
      await assert.rejects(engine.readTable('routes', '', namespace), message);
  });

  it('are not told where their process leaves it while they are read', async () => {
    const read = machine.reader.read.bind(machine.reader);
    machine.reader.read = (path) => {
      if (path === '42/net/ipv6_route') machine.reader.processes.set(42, { startTime: 42, network: 201 });
      return read(path);
    };
    await assert.rejects(
      engineOn(machine.reader).readTable('routes', '', BLUE),
      /^Error: The network namespace of process 42 has ended while it was read\.$/,
    );
  });
});
