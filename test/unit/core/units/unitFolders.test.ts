import assert from 'node:assert/strict';
import { unitFilePaths, userUnitFolders } from '../../../../src/core/units/unitFolders';

describe('files of units', () => {
  const paths = (unit: string): string[] => unitFilePaths({ unit, unitOf: 'system' }, ['/etc', '/usr/lib']);

  it('are looked for by the name in all folders, then by that of the template', () => {
    assert.deepEqual(paths('ssh.service'), ['/etc/ssh.service', '/usr/lib/ssh.service']);
    assert.deepEqual(paths('postgresql@16-main.service'), [
      '/etc/postgresql@16-main.service',
      '/usr/lib/postgresql@16-main.service',
      '/etc/postgresql@.service',
      '/usr/lib/postgresql@.service',
    ]);
    assert.deepEqual(paths('a@b@c.service').slice(2), ['/etc/a@.service', '/usr/lib/a@.service']);
  });

  it('are none of names that could lead elsewhere', () => {
    for (const unit of ['../../home/eve/x.service', 'a/b.service', '..', '', 'passwd', 'a\0.service'])
      assert.deepEqual(paths(unit), [], unit);
    assert.deepEqual(unitFilePaths({ unitOf: 'container' }, ['/etc']), []);
  });

  it('of a user are below the home directory only where that is known', () => {
    const own = userUnitFolders(1000, '/home/alice');
    assert.ok(
      own.includes('/home/alice/.config/systemd/user') && own.includes('/run/user/1000/systemd/user'),
    );
    assert.ok(own.indexOf('/home/alice/.config/systemd/user') < own.indexOf('/etc/systemd/user'));
    assert.deepEqual(
      userUnitFolders(1000, undefined).filter((folder) => /home|undefined/.test(folder)),
      [],
    );
  });
});
