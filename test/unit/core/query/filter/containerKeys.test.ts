import assert from 'node:assert/strict';
import { compileFilter } from '../../../../../src/core/query/filter/compile';
import { inetSubject, passes } from '../../../../../src/core/query/filter/filterSubject';
import { suggestionsOf } from '../../../../../src/core/query/filter/suggest';
import { listeningPorts } from '../../../../../src/core/ports/listeningPorts';
import { containerId, dbContainer, dockerProxy } from '../../../knownContainers';
import { process, snapshot } from '../../../snapshots';
import { filterOf } from './machine';

const web = dbContainer({
  id: containerId('b'),
  name: 'web-1',
  image: 'nginx:1.27',
  service: 'front',
  keepers: [701],
  ports: [{ transport: 'tcp', hostAddress: '127.0.0.1', hostPort: 18_080, containerPort: 80 }],
});
const elsewhere = dbContainer({ id: containerId('c'), name: 'far', isHere: false });
const taken = snapshot(
  [
    { local: ['0.0.0.0', 15_432], pids: [700] },
    { local: ['127.0.0.1', 18_080], pids: [701] },
    { local: ['127.0.0.1', 3000], pids: [42] },
  ],
  [dockerProxy(), dockerProxy({ pid: 701 }), process({ description: { what: 'vite', project: 'shop-web' } })],
  { containers: [dbContainer(), web, elsewhere] },
);

/** The ports that a filter finds: as Listening Ports asks, and made for a snapshot as the other views do. */
function found(expression: string): number[] {
  const filter = filterOf(expression);
  const { inet } = compileFilter(filter, taken);
  const compiled = [...taken.inet.localPort].filter((_, row) => inet(row));
  const one = listeningPorts(taken)
    .filter(({ sockets }) =>
      sockets.some((each) => passes(filter, inetSubject(each.socket, each), taken.users)),
    )
    .map(({ port }) => port);
  assert.deepEqual(
    compiled.toSorted((a, b) => a - b),
    one,
    expression,
  );
  return one;
}

describe('a filter for containers', () => {
  it('finds them by a part of the name, id, service, image and project', () => {
    assert.deepEqual(found('container:DB'), [15_432]);
    assert.deepEqual(found('container:web,aaaaaaaaaaaa'), [15_432, 18_080]);
    assert.deepEqual(found('container:front'), [18_080]);
    assert.deepEqual(found('image:nginx'), [18_080]);
    assert.deepEqual(found('project:shop'), [3000, 15_432, 18_080]);
    assert.deepEqual(found('-project:shop'), []);
    assert.deepEqual(found('project:shop -image:postgres'), [3000, 18_080]);
    assert.deepEqual(found('container:nothing'), []);
  });

  it('finds them by a word without a key', () => {
    assert.deepEqual(found('nginx:1.27'.split(':')[0] ?? ''), [18_080]);
    assert.deepEqual(found('shop'), [3000, 15_432, 18_080]);
  });

  it('finds processes by what people call them, and by their project', () => {
    for (const expression of [
      'process:Vite',
      'vite',
      'project:shop-web',
      '"vite of shop-web"',
      'process:node',
    ])
      assert.deepEqual(found(expression), [3000], expression);
    assert.deepEqual(found('container:shop-web'), []);
  });

  it('is completed with those that run here', () => {
    const { container, image, project, process: programs } = suggestionsOf(taken);
    assert.deepEqual(programs, ['docker-proxy', 'node', 'vite']);
    assert.deepEqual(container, ['db', 'web-1']);
    assert.deepEqual(image, ['postgres:16', 'nginx:1.27']);
    assert.deepEqual(project, ['shop', 'shop-web']);
  });
});
