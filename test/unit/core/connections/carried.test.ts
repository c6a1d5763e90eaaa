import assert from 'node:assert/strict';
import { type Carried, carriedOver, type EndOwner } from '../../../../src/core/connections/carried';
import type { SeenConnection } from '../../../../src/core/model/connection';
import { likelyOwner, POSTGRES_UNIT } from '../../likelyOwners';
import { process, words } from '../../snapshots';

const CONNECTION: SeenConnection = {
  ...{ protocol: 'tcp', isIPv6: false, state: 1, inode: 77 },
  ...{ localAddress: words('10.0.0.1'), localPort: 2222 },
  ...{ remoteAddress: words('10.0.0.2'), remotePort: 51_000 },
};
const NODE = process();
const SSHD = process({ comm: 'sshd', executable: '/usr/sbin/sshd' });
const CODE = process({
  comm: 'code',
  executable: '/usr/share/code/code',
  commandLine: ['/usr/share/code/code'],
});
const known = (...owners: EndOwner['owners']): EndOwner => ({ owners });

function carried(
  owners: readonly EndOwner[],
  more: Partial<SeenConnection> = {},
  sshConnection?: string,
  own = 9,
): Carried | undefined {
  const by = { isOwn: ({ pid }: { pid: number }) => pid === own, sshConnection };
  return carriedOver({ ...CONNECTION, ...more }, owners, by);
}

describe('who works over a connection', () => {
  it('is nobody where programs of users have both ends', () => {
    assert.equal(carried([known(NODE), known(NODE)]), undefined);
    assert.equal(carried([{ owners: [], likelyOwner: POSTGRES_UNIT }]), undefined);
    assert.equal(carried([known()]), undefined);
  });

  it('is the window where its processes have either end', () => {
    assert.equal(carried([known(NODE)], {}, undefined, NODE.pid), 'window');
    assert.equal(carried([known(process({ pid: 50 })), known(NODE)], {}, undefined, NODE.pid), 'window');
  });

  it('is the window where sshd says that it came through this one', () => {
    assert.equal(carried([known()], {}, '10.0.0.2 51000 10.0.0.1 2222'), 'window');
    assert.equal(carried([known()], {}, '10.0.0.1 2222 10.0.0.2 51000'), 'window');
    const mapped = { isIPv6: true, protocol: 'tcp6' } as const;
    const inIPv6 = (last: number): [number, number, number, number] => [0, 0, 0xffff, 0x0a_00_00_00 + last];
    assert.equal(
      carried(
        [known()],
        { ...mapped, localAddress: inIPv6(1), remoteAddress: inIPv6(2) },
        '10.0.0.2 51000 10.0.0.1 2222',
      ),
      'window',
    );
    for (const other of [
      '10.0.0.2 51001 10.0.0.1 2222',
      '10.0.0.3 51000 10.0.0.1 2222',
      '',
      'x',
      '1 2 3 4 5',
    ])
      assert.equal(carried([known()], {}, other), undefined, other);
  });

  it('is another window, or a user who is logged in, by who has either end', () => {
    assert.equal(carried([known(NODE), known(CODE)]), 'editor');
    assert.equal(carried([known(SSHD)]), 'login');
    assert.equal(carried([known(NODE), known(SSHD)]), 'login');
  });

  it('is a login also where that is only likely, or nothing is known of what is at sshd’s port', () => {
    assert.equal(carried([{ owners: [], likelyOwner: likelyOwner() }]), 'login');
    assert.equal(carried([{ owners: [], likelyOwner: likelyOwner({ processes: [] }) }]), 'login');
    assert.equal(carried([known()], { localPort: 22 }), 'login');
    assert.equal(carried([known(NODE)], { localPort: 22 }), undefined);
  });

  it('is nobody in TIME_WAIT', () => {
    assert.equal(carried([known()], { state: 6, localPort: 22 }, '10.0.0.2 51000 10.0.0.1 22'), undefined);
  });
});
