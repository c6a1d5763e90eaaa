import assert from 'node:assert/strict';
import { ControlGroups } from '../../../../../src/node/engine/groups/controlGroups';
import { FakeGroups } from './fakeGroups';

function tree(): FakeGroups {
  const made = new FakeGroups();
  made.groups.set('/system.slice', { id: 10 });
  made.groups.set('/system.slice/web.service', { id: 11 });
  made.groups.set('/user.slice', { id: 20 });
  made.groups.set('/user.slice/user-1000.slice', { id: 21 });
  made.groups.set('/user.slice/user-1000.slice/user@1000.service', { id: 22, uid: 1000 });
  return made;
}

describe('control groups by their ids', () => {
  it('are found with the users of the directories on the way', () => {
    const groups = new ControlGroups(tree());
    groups.begin(0);
    const { path, uids } = groups.find(22) ?? {};
    assert.deepEqual([path, uids], ['/user.slice/user-1000.slice/user@1000.service', [0, 0, 1000]]);
  });

  it('are looked for by one walk, which lists no group without others below', () => {
    const made = tree();
    const groups = new ControlGroups(made);
    groups.begin(0);
    for (const id of [11, 22, 20]) assert.ok(groups.find(id));
    assert.deepEqual([made.looks, made.listings], [made.groups.size + 1, 4]);
  });

  it('that are unknown are looked for again after half a minute, and others meanwhile', () => {
    const made = tree();
    const groups = new ControlGroups(made);
    groups.begin(0);
    assert.equal(groups.find(12), undefined);
    const { looks } = made;
    made.groups.set('/system.slice/new.service', { id: 12 });
    groups.begin(29_999);
    assert.equal(groups.find(12), undefined);
    assert.equal(made.looks, looks);
    made.groups.set('/system.slice/newer.service', { id: 13 });
    assert.equal(groups.find(13)?.path, '/system.slice/newer.service');
    groups.begin(30_000);
    assert.equal(groups.find(12)?.path, '/system.slice/new.service');
  });

  it('keep their path when they have ended', () => {
    const made = tree();
    const groups = new ControlGroups(made);
    groups.begin(0);
    const web = groups.find(11);
    made.groups.set('/system.slice/web.service', { id: 99 });
    assert.ok(web);
    groups.verify(web);
    assert.deepEqual([groups.find(11)?.path, web.hasEnded], ['/system.slice/web.service', true]);
    groups.begin(1);
    assert.equal(groups.find(99)?.hasEnded, false);
  });

  it('have ended where a walk does not find them any more', () => {
    const made = tree();
    const groups = new ControlGroups(made);
    groups.begin(0);
    groups.find(11);
    made.groups.delete('/system.slice/web.service');
    groups.find(12);
    groups.begin(1);
    groups.find(13);
    assert.equal(groups.find(11)?.hasEnded, true);
  });

  it('are not all to be seen from within a control group namespace', () => {
    const made = new FakeGroups();
    made.groups.set('', { id: 55 });
    const groups = new ControlGroups(made, '/../../docker');
    groups.begin(0);
    assert.equal(groups.find(11), undefined);
    assert.equal(groups.isWhole, false);
    assert.equal(groups.find(55)?.path, '');
  });

  it('have the path of the hierarchy where a part of it is mounted', () => {
    const made = new FakeGroups();
    made.groups.set('', { id: 55 });
    made.groups.set('/web.service', { id: 56 });
    const groups = new ControlGroups(made, '/machine.slice/inner');
    groups.begin(0);
    const web = groups.find(56);
    assert.deepEqual([web?.path, web?.uids], ['/machine.slice/inner/web.service', [0, 0, 0]]);
    assert.equal(web && groups.pathInTree(web), '/web.service');
  });
});
