/** What an ordinary user is told where less can be seen: of processes, of control groups, over system calls. */
import assert from 'node:assert/strict';
import { NOBODY } from '../host/users';
import { skipWithReason } from '../skip';
import { type Case, NOTHING, ONLY, service } from './case';
import { bundleProbe, Probe, type ProbeOptions } from './probe';
import type { Row } from './probe.inner';
import { isCalled, told } from './rows';
import { Scene, TREE, whyNoScene } from './scene';

/** A service of the machine, and one of a container's inside. */
const CONTAINER = '/system.slice/inside.scope';
const CASE: Case = {
  what: 'two services',
  daemons: [
    `${service('outer')} name=outer tcp=$0`,
    `group=@${CONTAINER}/system.slice/inner.service name=inner tcp=$1`,
  ],
  told: { 'listens 0': `outer.service ~outer: ${ONLY}`, 'listens 1': 'inside.scope: madeInGroup' },
};

describe('owners that are likely', () => {
  let scene: Scene;
  before(async function () {
    skipWithReason(this, whyNoScene());
    await bundleProbe();
    scene = new Scene();
    await scene.make(CASE, 0);
  });
  after(() => scene?.remove());

  async function see(options: ProbeOptions): Promise<readonly Row[]> {
    const probe = new Probe({ uid: NOBODY, ...options });
    try {
      const rows = await probe.settled();
      return ['listens 0', 'listens 1'].map((socket) => {
        const row = rows.find((each) => isCalled(each, socket, 0));
        assert.ok(row, socket);
        return row;
      });
    } finally {
      await probe.end();
    }
  }

  /** A program that another is run by within the container's group. */
  const inside = (): string[] => [
    ...['sh', '-c', `echo $$ > ${scene.group(CONTAINER)}/cgroup.procs && exec "$@"`, 'sh'],
    ...['unshare', '--cgroup'],
  ];

  it('are told on a unified machine and on a hybrid one', async () => {
    const hybrid = `umount ${TREE} && mount -t tmpfs t ${TREE} && mkdir ${TREE}/unified && mount -t cgroup2 c ${TREE}/unified`;
    for (const before of [':', hybrid])
      assert.deepEqual((await see({ before })).map(told), Object.values(CASE.told));
  });

  it('are units alone where /proc hides the processes of others', async () => {
    const rows = await see({ before: 'mount -t proc -o hidepid=2 proc /proc' });
    assert.deepEqual(rows.map(told), [
      'outer.service: madeInGroup severalProcesses',
      'inside.scope: madeInGroup',
    ]);
    assert.ok(
      rows.every(({ likelyOwner, reasons }) => likelyOwner?.count === 1 && reasons.includes('hidepid')),
    );
  });

  it('are units alone where /proc denies what is in processes of others', async () => {
    const rows = await see({ before: 'mount -t proc -o hidepid=1 proc /proc' });
    assert.equal(told(rows[0] as Row), 'outer.service: madeInGroup severalProcesses');
  });

  it('are units alone from within a pid namespace, whose processes have other pids', async () => {
    for (const within of [
      ['unshare', '--pid', '--fork'],
      ['unshare', '--pid', '--fork', '--mount-proc'],
    ]) {
      const [outer] = await see({ within });
      assert.equal(outer && told(outer), 'outer.service: madeInGroup severalProcesses', within.join(' '));
    }
  });

  it('are those of a container within its control group namespace, and of others that they were made outside', async () => {
    const [outer, inner] = await see({
      within: inside(),
      before: `umount ${TREE} && mount -t cgroup2 c ${TREE}`,
    });
    assert.equal(outer && told(outer), NOTHING);
    assert.ok(outer?.reasons.includes('outsideGroups'));
    assert.equal(inner && told(inner), `inner.service ~inner: ${ONLY}`);
  });

  it('are all where a namespace has the machine’s tree all the same', async () => {
    assert.deepEqual((await see({ within: inside() })).map(told), Object.values(CASE.told));
  });

  it('are none where no tree is in reach, and nothing is said of outside', async () => {
    const rows = await see({ before: `umount ${TREE}` });
    assert.deepEqual(rows.map(told), [NOTHING, NOTHING]);
    assert.ok(rows.every(({ reasons }) => !reasons.includes('outsideGroups')));
  });

  it('are none where sockets are read from files, which have no groups', async () => {
    const rows = await see({ files: true });
    assert.deepEqual(rows.map(told), [NOTHING, NOTHING]);
    assert.ok(rows.every(({ reasons }) => !reasons.includes('outsideGroups')));
  });
});
