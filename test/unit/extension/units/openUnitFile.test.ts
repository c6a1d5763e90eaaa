import '../fakeVscode';
import assert from 'node:assert/strict';
import { openUnitFile } from '../../../../src/extension/units/openUnitFile';
import { FakeTerminal } from './fakeTerminal';

const SSH = { unit: 'ssh.service', unitOf: 'system' } as const;

describe('the file of a unit', () => {
  let screen: FakeTerminal;
  beforeEach(() => void (screen = new FakeTerminal()));
  afterEach(() => screen.dispose());

  it('is opened itself', async () => {
    const path = '/usr/lib/systemd/system/ssh.service';
    await openUnitFile(SSH, { uid: 1000 }, () => ({ path, isText: true }));
    assert.deepEqual(screen.opened, [path]);
    assert.equal(screen.said, '');
  });

  it('is told where there is none, or none to look at', async () => {
    await openUnitFile(SSH, { uid: 1000 }, () => undefined);
    await openUnitFile(SSH, { uid: 1000 }, () => ({
      path: '/etc/systemd/system/ssh.service',
      isText: false,
    }));
    assert.deepEqual(screen.opened, []);
    assert.match(screen.said, /^No file of ssh\.service was found\./);
    assert.match(screen.said, /\n\/etc\/systemd\/system\/ssh\.service was not opened: .* masked/);
  });
});
