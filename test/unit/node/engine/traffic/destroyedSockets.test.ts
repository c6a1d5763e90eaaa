import assert from 'node:assert/strict';
import { NamespaceEntry } from '../../../../../src/node/engine/namespaces/namespaceEntry';
import type { DestroyedNews } from '../../../../../src/node/engine/traffic/destroyedMessages';
import { MOST_ROWS } from '../../../../../src/node/engine/traffic/destroyedSocket';
import { DestroyedSockets } from '../../../../../src/node/engine/traffic/destroyedSockets';
import { closing, TellingCalls } from './closings';

const AT = 1_700_000_000_000;

describe('DestroyedSockets', () => {
  let calls: TellingCalls;
  let told: DestroyedNews[];
  let sockets: DestroyedSockets;
  beforeEach(() => {
    calls = new TellingCalls();
    told = [];
    const never = (): never => assert.fail('nobody is left elsewhere');
    const reader = { stat: () => assert.fail('no inode is known') };
    sockets = new DestroyedSockets({
      calls,
      entry: new NamespaceEntry(calls, reader, never),
      littleEndian: true,
      tell: (news) => void told.push(news),
    });
  });

  it('listen in this namespace, and in others that may be entered', () => {
    calls.setNamespace = () => 0;
    calls.links.set('/proc/thread-self/ns/net/x', '');
    calls.links.set('/proc/7/ns/net/x', '');
    sockets.listen([{ key: '' }, { key: 'other', path: '/proc/7/ns/net' }]);
    assert.deepEqual(told, [
      { kind: 'listening', key: '' },
      { kind: 'listening', key: 'other' },
    ]);
    assert.equal(calls.sockets.size, 2);
  });

  it('say of one that may not be entered, once for each way to it', () => {
    const denied = { key: 'other', path: '/proc/7/ns/net' };
    sockets.listen([{ key: '' }, denied]);
    sockets.listen([{ key: '' }, denied]);
    assert.deepEqual(
      told.map((news) => news.kind === 'listening' && [news.key, news.whyNot]),
      [
        ['', undefined],
        ['other', '/proc/7/ns/net may not be entered, or is gone'],
      ],
    );
    sockets.listen([{ key: '' }, { key: 'other', path: '/proc/8/ns/net' }]);
    assert.equal(told.length, 3);
  });

  it('say so where the kernel refuses', () => {
    calls.isTelling = false;
    sockets.listen([{ key: '' }]);
    assert.deepEqual(told, [{ kind: 'listening', key: '', whyNot: 'the kernel refuses it' }]);
  });

  it('keep no namespace alive that is listed no more', () => {
    sockets.listen([{ key: '' }]);
    sockets.listen([]);
    assert.equal(calls.sockets.size, 0);
  });

  it('tell what was heard by namespace, and nothing where that is nothing', () => {
    sockets.listen([{ key: '' }]);
    told = [];
    assert.equal(sockets.tell(), 0);
    calls.told.push(closing(1, 5), closing(2, 6));
    sockets.drain(AT, 0);
    assert.equal(sockets.tell(), 2);
    const [news] = told;
    assert.ok(news?.kind === 'closed');
    assert.deepEqual([news.key, [...news.rows.sent], news.lost], ['', [5, 6], 0]);
  });

  it('keep what waits for who listens within bounds, and count the rest', () => {
    sockets.listen([{ key: '' }]);
    told = [];
    calls.told.push(closing(1), closing(2), closing(3));
    sockets.drain(AT, MOST_ROWS - 1);
    sockets.tell();
    calls.told.push(closing(4));
    sockets.drain(AT, MOST_ROWS);
    sockets.tell();
    assert.deepEqual(
      told.map((news) => news.kind === 'closed' && [news.rows.at.length, news.lost]),
      [
        [1, 2],
        [0, 1],
      ],
    );
  });
});
