import assert from 'node:assert/strict';
import { compileFilter } from '../../../../../src/core/query/filter/compile';
import { appliesTo, inetSubject, passes } from '../../../../../src/core/query/filter/filterSubject';
import { namesOfNamespace } from '../../../../../src/core/query/filter/filterNamespaces';
import { suggestionsOf } from '../../../../../src/core/query/filter/suggest';
import { inetSocketAt } from '../../../../../src/core/model/inetTable';
import type { Snapshot } from '../../../../../src/core/model/snapshot';
import { ShownSockets } from '../../../../../src/core/query/page/shownSockets';
import { neighbours } from '../../../../../src/core/tables/neighbours';
import { dockerProxy } from '../../../knownContainers';
import { snapshot } from '../../../snapshots';
import {
  DB,
  DB_SPACE,
  FROM_HOST,
  namespace,
  namespaced,
  part,
  POSTGRES,
  TO_DB,
} from '../page/otherNamespaces';
import { filterOf } from './machine';

const blue = namespace(2, { names: ['blue'] });
const taken = namespaced([TO_DB, { inode: 8 }], [part(DB_SPACE, [FROM_HOST]), part(blue, [{ inode: 9 }])]);

/** The inodes of what a filter finds among all namespaces. */
function found(expression: string, whole: Snapshot = taken): number[] {
  const sockets = ShownSockets.of(whole, { kind: 'all' });
  assert.ok(sockets !== undefined);
  const { inet } = compileFilter(filterOf(expression), sockets.snapshot, sockets);
  return [...sockets.snapshot.inet.inode].filter((_, row) => inet(row)).toSorted((a, b) => a - b);
}

describe('a filter for network namespaces', () => {
  it('finds them by a name of theirs, a container in them, or a process', () => {
    assert.deepEqual(found('namespace:BLU'), [9]);
    assert.deepEqual(found('namespace:db'), [2]);
    assert.deepEqual(found('netns:aaaaaaaaaaaa,blue'), [2, 9]);
    assert.deepEqual(found('namespace:4002'), [9]);
    assert.deepEqual(found('namespace:400'), []);
    assert.deepEqual(found('-namespace:blue'), [1, 2, 8]);
  });

  it('finds the own one by a word, in whole', () => {
    assert.deepEqual(found('namespace:host'), [1, 8]);
    assert.deepEqual(found('namespace:own'), [1, 8]);
    assert.deepEqual(found('namespace:hos'), []);
    assert.deepEqual(found('-namespace:host'), [2, 9]);
  });

  it('finds all where no other was read, and a listener that is asked for alone', () => {
    const alone = snapshot([TO_DB, { inode: 8 }]);
    assert.deepEqual(found('namespace:host', alone), [1, 8]);
    assert.deepEqual(found('namespace:db', alone), []);
    const subject = inetSubject(inetSocketAt(alone.inet, 0), { owners: [] });
    assert.equal(passes(filterOf('namespace:host'), subject, alone.users), true);
    assert.equal(passes(filterOf('namespace:db'), subject, alone.users), false);
  });

  it('asks one socket by the names of its namespace, as they are shown', () => {
    const hostile = namespace(3, { names: ['bl\u001bue'] });
    const subject = inetSubject(inetSocketAt(taken.inet, 0), {
      owners: [],
      namespace: namesOfNamespace(hostile, taken),
    });
    assert.equal(passes(filterOf('namespace:host'), subject, taken.users), false);
    assert.equal(passes(filterOf('namespace:4003'), subject, taken.users), true);
    const [shown = ''] = suggestionsOf(namespaced([], [part(hostile, [])])).namespace?.slice(1) ?? [];
    assert.equal(passes(filterOf(`namespace:"${shown}"`), subject, taken.users), true);
  });

  it('leaves tables alone that have no sockets', () => {
    assert.equal(appliesTo(filterOf('namespace:db'), neighbours.facts), false);
  });

  it('is completed with those that were read', () => {
    assert.deepEqual(suggestionsOf(taken).namespace, ['host', 'db', 'blue']);
    const nameless = part(namespace(3), []);
    assert.deepEqual(suggestionsOf(namespaced([], [nameless])).namespace, ['host', '4003']);
    assert.deepEqual(suggestionsOf(undefined).namespace, ['host', 'own']);
  });
});

describe('a filter for containers', () => {
  it('finds connections by who has them, by their namespace, and by the container at either end', () => {
    assert.deepEqual(found('container:db'), [1, 2]);
    assert.deepEqual(found('image:postgres'), [1, 2]);
    assert.deepEqual(found('project:shop namespace:host'), [1]);
    assert.deepEqual(found('-container:db'), [8, 9]);
  });

  it('finds the own end of a connection where its namespace was not read', () => {
    assert.deepEqual(found('container:db', namespaced([TO_DB, { inode: 8 }], [])), [1]);
  });

  it('finds who comes by a published port', () => {
    const ends = { state: 1, pids: [700] } as const;
    const client = { ...ends, inode: 5, pids: [42], local: ['127.0.0.1', 1] as const };
    const proxy = { ...ends, inode: 6, remote: ['127.0.0.1', 1] as const };
    const whole = namespaced(
      [
        { ...client, remote: ['127.0.0.1', 15_432] },
        { ...proxy, local: ['127.0.0.1', 15_432] },
      ],
      [],
      { processes: new Map([dockerProxy(), POSTGRES].map((each) => [each.pid, each])) },
    );
    assert.deepEqual(found('container:db', whole), [5, 6]);
    assert.equal(DB.name, 'db');
  });
});
