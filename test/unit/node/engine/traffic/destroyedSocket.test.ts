import assert from 'node:assert/strict';
import {
  DestroyedSocket,
  MOST_AT_ONCE,
  SHARES,
} from '../../../../../src/node/engine/traffic/destroyedSocket';
import { closing, TellingCalls } from './closings';

const AT = 1_700_000_000_000;

describe('DestroyedSocket', () => {
  let calls: TellingCalls;
  beforeEach(() => {
    calls = new TellingCalls();
  });

  function opened(): DestroyedSocket {
    const [socket, ...others] = DestroyedSocket.open(calls, true);
    assert.ok(socket);
    assert.deepEqual(others, []);
    return socket;
  }

  /** What it heard: ports of rows, and how many were lost. */
  function heard(socket: DestroyedSocket) {
    const taken = socket.take();
    return taken && { ports: [...taken.rows.localPort], lost: taken.lost };
  }

  it('asks for a large queue as root may, and else for as much as anyone may have', () => {
    opened();
    assert.deepEqual(calls.options, [33]);
    calls.isRoot = false;
    opened();
    assert.deepEqual(calls.options, [33, 33, 8]);
  });

  it('is several that share the messages where none may be large', () => {
    calls.attachFilter = (socket, program, instructions) => {
      assert.equal(program.length, instructions * 8);
      filtered.add(socket);
      return 0;
    };
    const filtered = new Set<number>();
    assert.equal(DestroyedSocket.open(calls, true).length, 1);
    calls.sockets.clear();
    calls.isRoot = false;
    assert.equal(DestroyedSocket.open(calls, true).length, SHARES);
    assert.deepEqual(calls.sockets, filtered);
  });

  it('is one that hears all where the kernel has no filters', () => {
    calls.isRoot = false;
    calls.attachFilter = () => -1;
    assert.equal(DestroyedSocket.open(calls, true).length, 1);
    assert.equal(calls.sockets.size, 1);
  });

  it('is none, and leaves none open, where the kernel does not tell', () => {
    calls.isTelling = false;
    assert.deepEqual(DestroyedSocket.open(calls, true), []);
    assert.equal(calls.sockets.size, 0);
  });

  it('takes all that was told, and gives it away once', () => {
    const socket = opened();
    calls.told.push(closing(1), 'EINTR', closing(2));
    assert.equal(socket.drain(AT, 100), 2);
    assert.equal(socket.length, 2);
    assert.deepEqual(heard(socket), { ports: [1, 2], lost: 0 });
    assert.equal(heard(socket), undefined);
  });

  it('counts what the kernel dropped, each once, and hears what comes behind it', () => {
    const socket = opened();
    calls.told.push('ENOBUFS', closing(1));
    calls.drops = 7;
    socket.drain(AT, 100);
    assert.deepEqual(heard(socket), { ports: [1], lost: 7 });
    calls.told.push(closing(2));
    socket.drain(AT, 100);
    assert.deepEqual(heard(socket), { ports: [2], lost: 0 });
    calls.told.push('ENOBUFS');
    calls.drops = 9;
    socket.drain(AT, 100);
    assert.deepEqual(heard(socket), { ports: [], lost: 2 });
  });

  it('counts on where the kernel’s counter begins anew', () => {
    const socket = opened();
    for (const drops of [0xffff_fffe, 1]) {
      calls.drops = drops;
      calls.told.push('ENOBUFS');
      socket.drain(AT, 100);
    }
    assert.equal(socket.take()?.lost, 0xffff_fffe + 3);
  });

  it('counts one where an older kernel does not tell how many it dropped', () => {
    const socket = opened();
    calls.drops = undefined;
    calls.told.push('ENOBUFS');
    socket.drain(AT, 100);
    assert.deepEqual(heard(socket), { ports: [], lost: 1 });
  });

  it('counts what cannot be understood as lost, too', () => {
    const socket = opened();
    calls.told.push(closing(1).subarray(0, 50), new Uint8Array(9000), closing(2));
    socket.drain(AT, 100);
    assert.deepEqual(heard(socket), { ports: [2], lost: 2 });
  });

  it('keeps no more rows than there is room for, and counts those beyond', () => {
    const socket = opened();
    calls.told.push(closing(1), closing(2), closing(3));
    socket.drain(AT, 2);
    assert.deepEqual(heard(socket), { ports: [1, 2], lost: 1 });
  });

  it('stops after a while in a storm, and says so', () => {
    const socket = opened();
    for (let i = 0; i < MOST_AT_ONCE + 5; i++) calls.told.push(closing(1));
    assert.equal(socket.drain(AT, 1_000_000), MOST_AT_ONCE);
    assert.equal(socket.drain(AT, 1_000_000), 5);
  });
});
