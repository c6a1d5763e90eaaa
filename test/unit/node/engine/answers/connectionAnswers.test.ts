import assert from 'node:assert/strict';
import { constants } from 'node:os';
import type { NamedConnection } from '../../../../../src/core/model/connection';
import { closeConnection, findConnection } from '../../../../../src/node/engine/answers/connectionAnswers';
import { Netlink } from '../../../../../src/node/engine/sockets/netlink';
import { describing, done, refusal } from '../../../core/netlink/recordedMessages';
import { FakeCalls } from '../../fakeCalls';

const CONNECTION: NamedConnection = {
  ...{ protocol: 'tcp', isIPv6: false, state: 1, inode: 77, device: 0, cookie: [5, 6] },
  ...{ localAddress: [1, 0, 0, 0], localPort: 4000, remoteAddress: [2, 0, 0, 0], remotePort: 443 },
};
const LISTENER = { state: 10, inode: 9, local: [[1, 0, 0, 0], 4000], cookie: [1, 1] } as const;

function described(more: Partial<NamedConnection> = {}): Uint8Array {
  return describing({
    ...{ ...CONNECTION, ...more },
    local: [CONNECTION.localAddress, CONNECTION.localPort],
    remote: [CONNECTION.remoteAddress, CONNECTION.remotePort],
  });
}

/** A kernel that has these sockets, and answers so to the request to close one. */
function kernel(
  sockets: readonly Uint8Array[] | undefined,
  error?: keyof typeof constants.errno,
): { readonly netlink: Netlink; readonly destroyed: number[] } {
  const calls = new FakeCalls();
  const destroyed: number[] = [];
  calls.answersTo = (request) => {
    const view = Buffer.from(request);
    if (view.readUInt16LE(4) !== 21) return sockets && [...sockets, done()];
    destroyed.push(view.readUInt32LE(16 + 8 + 40));
    return [refusal(error === undefined ? 0 : constants.errno[error])];
  };
  return { netlink: new Netlink(calls, true), destroyed };
}

describe('finding a connection', () => {
  it('gives the kernel’s names of it', () => {
    const { netlink } = kernel([describing(LISTENER), described({ state: 8 })]);
    const { cookie: _cookie, device: _device, ...seen } = CONNECTION;
    assert.deepEqual(findConnection(seen, netlink), {
      kind: 'found',
      connection: { ...CONNECTION, state: 8 },
    });
  });

  it('says why there is none', () => {
    const kindIn = (sockets: readonly Uint8Array[] | undefined, seen = CONNECTION): string =>
      findConnection(seen, kernel(sockets).netlink).kind;
    assert.equal(kindIn([describing(LISTENER)]), 'gone');
    assert.equal(kindIn([described({ inode: 78 })]), 'changed');
    assert.equal(kindIn([described()], { ...CONNECTION, state: 10 }), 'refused');
    assert.equal(kindIn(undefined), 'untold');
    assert.equal(findConnection(CONNECTION, undefined).kind, 'untold');
  });
});

describe('closing a connection', () => {
  const outcomeOf = (
    sockets: readonly Uint8Array[],
    error?: keyof typeof constants.errno,
  ): ReturnType<typeof closeConnection> => closeConnection(CONNECTION, kernel(sockets, error).netlink);

  it('is done where the kernel has it no more, by its cookie', () => {
    const { netlink, destroyed } = kernel([describing(LISTENER)]);
    assert.deepEqual(closeConnection(CONNECTION, netlink), { kind: 'closed' });
    assert.deepEqual(destroyed, [5]);
    // Another may have taken the ends at once.
    assert.deepEqual(outcomeOf([described({ cookie: [5, 7] })]), { kind: 'closed' });
  });

  it('is not believed to be done where it is still there', () => {
    assert.deepEqual(outcomeOf([described()]), { kind: 'remains' });
  });

  it('says why it was not done', () => {
    assert.deepEqual(outcomeOf([], 'ENOENT'), { kind: 'gone' });
    assert.deepEqual(outcomeOf([], 'ESTALE'), { kind: 'gone' });
    assert.deepEqual(outcomeOf([describing(LISTENER)], 'ENOENT'), { kind: 'gone' });
    assert.deepEqual(outcomeOf([described({ cookie: [8, 8] })], 'ENOENT'), { kind: 'changed' });
    assert.deepEqual(outcomeOf([described()], 'EPERM'), { kind: 'denied' });
    assert.deepEqual(outcomeOf([described()], 'EOPNOTSUPP'), { kind: 'unsupported' });
    assert.deepEqual(outcomeOf([described()], 'EINVAL'), { kind: 'unsupported' });
    assert.deepEqual(outcomeOf([described()], 'ENOBUFS'), { kind: 'failed', code: 'ENOBUFS' });
    assert.deepEqual(closeConnection(CONNECTION, undefined), { kind: 'untold' });
    assert.deepEqual(closeConnection(CONNECTION, new Netlink(new FakeCalls(), true)), { kind: 'untold' });
  });

  it('asks nothing of the kernel for what is never closed', () => {
    for (const other of [{ state: 10 }, { state: 7 }, { remotePort: 0 }, { protocol: 'udp' }] as const) {
      const { netlink, destroyed } = kernel([]);
      assert.deepEqual(closeConnection({ ...CONNECTION, ...other }, netlink), { kind: 'refused' });
      assert.deepEqual(destroyed, []);
    }
  });
});
