import assert from 'node:assert/strict';
import { type SocketRole, SocketRoles } from '../../../../src/core/owners/socketRole';
import { type MadeSocket, snapshot } from '../../snapshots';

const EPHEMERAL = [32_768, 60_999] as const;

/** The role of the first socket, all being of one control group unless told. */
function roleOf(sockets: readonly MadeSocket[], groups: readonly number[] = []): SocketRole | undefined {
  const { inet } = snapshot(sockets);
  sockets.forEach((_, row) => (inet.cgroup[row] = groups[row] ?? 7));
  return new SocketRoles(inet, EPHEMERAL).of(0);
}

const LISTENER: MadeSocket = { local: ['0.0.0.0', 80], state: 10 };
const REMOTE = ['10.0.0.9', 50_000] as const;
const ENDS = { local: ['127.0.0.1', 80], remote: REMOTE } as const;

describe('what the control group of a socket says of its owner', () => {
  const cases: [what: string, MadeSocket[], SocketRole | undefined, groups?: number[]][] = [
    ['a listener was made by a process of it', [LISTENER], 'made'],
    ['a datagram socket too', [{ protocol: 'udp6', local: ['0:0:0:0:0:0:0:1', 53] }], 'made'],
    ['a connection to a listener of it was accepted', [{ ...ENDS, state: 1 }, LISTENER], 'accepted'],
    [
      'one of an ephemeral port without a listener was made',
      [{ local: ['127.0.0.1', 40_000], remote: ['10.0.0.9', 80], state: 1 }, LISTENER],
      'made',
    ],
    [
      'one of an ephemeral port with a listener was accepted',
      [
        { local: ['127.0.0.1', 40_000], remote: REMOTE, state: 1 },
        { local: ['0.0.0.0', 40_000], state: 10 },
      ],
      'accepted',
    ],
    [
      'a listener of another group has not accepted it',
      [
        { local: ['127.0.0.1', 40_000], remote: REMOTE, state: 1 },
        { local: ['0.0.0.0', 40_000], state: 10 },
      ],
      'made',
      [7, 8],
    ],
    ['one of a port that was chosen, without a listener, may be either', [{ ...ENDS, state: 1 }], 'unclear'],
    [
      'one whose listener was started anew in another group was accepted',
      [{ ...ENDS, state: 1 }, LISTENER],
      'accepted',
      [7, 8],
    ],
    ['one that is being opened was made', [{ ...ENDS, state: 2 }], 'made'],
    [
      'one in the making has its listener’s group',
      [{ ...ENDS, state: 3, inode: 0 }, LISTENER],
      'listenersGroup',
    ],
    [
      'one without an inode waits for its listener',
      [{ ...ENDS, state: 1, inode: 0 }, LISTENER],
      'notAccepted',
    ],
    ['so does one that its other end has closed', [{ ...ENDS, state: 8, inode: 0 }, LISTENER], 'notAccepted'],
    ['an orphan has nobody', [{ ...ENDS, state: 4, inode: 0 }, LISTENER], undefined],
    ['an orphan without a listener has nobody', [{ ...ENDS, state: 1, inode: 0 }], undefined],
    ['nor has what is in TIME_WAIT', [{ ...ENDS, state: 6, inode: 0 }, LISTENER], undefined],
  ];
  for (const [what, sockets, role, groups] of cases)
    it(what, () => assert.equal(roleOf(sockets, groups), role));
});
