import assert from 'node:assert/strict';
import fc from 'fast-check';
import { portUses } from '../../../../src/core/containers/portUses';
import type { MentionedPort } from '../../../../src/core/mentions/mention';
import type { ContainerFacts } from '../../../../src/core/model/container';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { containerId, dbContainer, dockerProxy } from '../../knownContainers';
import { assertProperty } from '../../property';
import { snapshot } from '../../snapshots';

const FILE = '/srv/shop/compose.yaml';
const DB = dbContainer({ name: 'shop-db-1', folder: '/srv/shop', composeFiles: [FILE] });
const place = (service?: string, file = FILE): MentionedPort => ({
  port: 15_432,
  transport: 'tcp',
  compose: { file, ...(service !== undefined && { service }) },
});
const uses = (mention: MentionedPort, ...containers: readonly ContainerFacts[]): string[] =>
  portUses(mention, [], containers).map(({ facts, is }) => `${facts.name} ${is}`);

describe('the containers that have a port which a text names', () => {
  it('are of the very service, of the same file, or others', () => {
    assert.deepEqual(uses(place('db'), DB), ['shop-db-1 service']);
    assert.deepEqual(uses(place('web'), DB), ['shop-db-1 file']);
    assert.deepEqual(uses(place(), DB), ['shop-db-1 file'], 'a fragment is no service’s');
    assert.deepEqual(uses(place('db', '/srv/other/compose.yaml'), DB), ['shop-db-1 other']);
    assert.deepEqual(uses(place('db', 'compose.yaml'), DB), ['shop-db-1 other'], 'it is nowhere');
    assert.deepEqual(uses({ port: 15_432 }, DB), ['shop-db-1 other'], 'no Compose file');
    const { service: _service, ...unnamed } = DB;
    assert.deepEqual(uses(place('db'), unnamed), ['shop-db-1 other']);
  });

  it('are of a file that their labels name, or of its folder as Compose takes them', () => {
    const of = (facts: Partial<ContainerFacts>, file = FILE): string | undefined => {
      const { composeFiles: _files, folder: _folder, ...other } = DB;
      return portUses(place('db', file), [], [{ ...other, ...facts }])[0]?.is;
    };
    assert.equal(of({ composeFiles: ['/x/a.yml', FILE] }), 'service');
    assert.equal(
      of({ composeFiles: ['compose.yaml'], folder: '/srv/shop/' }),
      'service',
      'of podman-compose',
    );
    assert.equal(of({ folder: '/srv/shop' }), 'service');
    assert.equal(
      of({ folder: '/srv/shop', composeFiles: ['/srv/shop/test.yml'] }),
      'service',
      'the same project',
    );
    const test = { folder: '/srv/shop', composeFiles: ['/srv/shop/test.yml'], project: 'shoptest' };
    assert.equal(of(test), 'other', 'a project of its own');
    assert.equal(
      of({ ...test, folder: '/srv/My.Shop', project: 'myshop' }, '/srv/My.Shop/compose.yml'),
      'service',
    );
    assert.equal(of({ folder: '/srv' }), 'other');
    assert.equal(of({}), 'other');
  });

  it('come by what is nearest to the text, each once', () => {
    const web = dbContainer({ ...DB, id: containerId('b'), name: 'shop-web-1', service: 'web' });
    const other = dbContainer({ ...DB, id: containerId('c'), name: 'other', composeFiles: [], folder: '/' });
    assert.deepEqual(uses(place('db'), other, web, DB), [
      'shop-db-1 service',
      'shop-web-1 file',
      'other other',
    ]);
    const machine = snapshot([{ local: ['0.0.0.0', 15_432], pids: [700] }], [dockerProxy()], {
      containers: [DB],
    });
    const found = portUses(place('db'), listeningPorts(machine), [DB]);
    assert.deepEqual([found.length, found[0]?.published?.containerPort], [1, 5432]);
  });

  it('publish it where the text says, by its transport and in its range, here and now', () => {
    const at = (hostAddress: string | undefined, mention: Partial<MentionedPort>): boolean => {
      const port = { transport: 'tcp', hostPort: 15_432, containerPort: 5432 } as const;
      const facts = dbContainer({ ports: [hostAddress === undefined ? port : { ...port, hostAddress }] });
      return uses({ port: 15_432, ...mention }, facts).length > 0;
    };
    for (const host of [undefined, 'localhost', '127.0.0.1', '0.0.0.0']) {
      assert.ok(at('0.0.0.0', { ...(host !== undefined && { host }) }), host);
      assert.ok(at(undefined, { ...(host !== undefined && { host }) }), host);
    }
    assert.ok(!at('127.0.0.2', { host: '127.0.0.1' }));
    assert.ok(at('127.0.0.2', { host: '127.0.0.2' }));
    assert.ok(!at('0.0.0.0', { transport: 'udp' }) && !at('0.0.0.0', { transport: 'sctp' }));
    assert.ok(at('0.0.0.0', { port: 15_400, lastPort: 15_450 }) && !at('0.0.0.0', { port: 15_433 }));
    assert.deepEqual(uses(place('db'), { ...DB, isHere: false }), [], 'a port of the engine’s own machine');
    assert.deepEqual(uses(place('db'), { ...DB, state: 'exited' }), []);
    assert.deepEqual(uses(place('db'), { ...DB, state: 'paused' }).length, 1);
    assert.deepEqual(
      uses(place('db'), { ...DB, publishesOn: 'elsewhere' }),
      [],
      'of an engine in another network namespace',
    );
    assert.deepEqual(uses(place('db'), { ...DB, publishesOn: 'here' }).length, 1);
  });

  it('may have any labels', () => {
    const label = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 50 }),
      fc.constantFrom('', '/', '//', '../..', 'file:///x', '$(id)', '\n', FILE, '/srv/shop'),
    );
    assertProperty(
      fc.record({
        folder: label,
        project: label,
        service: label,
        composeFiles: fc.array(label, { maxLength: 4 }),
      }),
      (labels) => {
        for (const { is } of portUses(place('db'), [], [dbContainer(labels)])) {
          if (is === 'service') assert.equal(labels.service, 'db');
        }
      },
    );
  });
});
