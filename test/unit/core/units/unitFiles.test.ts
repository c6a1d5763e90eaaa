import assert from 'node:assert/strict';
import {
  isUnitPath,
  SYSTEM_UNIT_FOLDERS,
  type UnitFile,
  unitSources,
} from '../../../../src/core/units/unitFiles';

const ETC = SYSTEM_UNIT_FOLDERS.indexOf('/etc/systemd/system');
const RUN = SYSTEM_UNIT_FOLDERS.indexOf('/run/systemd/system');
const USR = SYSTEM_UNIT_FOLDERS.indexOf('/usr/lib/systemd/system');

const file = (folder: number, path: string, text?: string): UnitFile => ({
  folder,
  path,
  ...(text !== undefined && { text }),
});
const link = (folder: number, path: string, linksTo: string, text = 'x'): UnitFile => ({
  folder,
  path,
  text,
  linksTo,
});

/** Each unit with its texts, "ssh.socket: main a b". */
const read = (...files: UnitFile[]): string[] =>
  unitSources(files, 'socket').map(({ unit, main, dropIns }) => `${unit}: ${[main, ...dropIns].join(' ')}`);

describe('the files of units', () => {
  it('are taken from the strongest folder, in whatever order they come', () => {
    assert.deepEqual(read(file(USR, 'a.socket', 'usr'), file(ETC, 'a.socket', 'etc')), ['a.socket: etc']);
    assert.deepEqual(read(file(ETC, 'a.socket', 'etc'), file(RUN, 'a.socket', 'run')), ['a.socket: etc']);
  });

  it('have drop-ins by name, of one name the strongest, the nearest and not that of the type', () => {
    const files = [
      file(USR, 'a-b.socket', 'main'),
      file(USR, 'a-b.socket.d/20.conf', 'usr20'),
      file(ETC, 'a-b.socket.d/10.conf', 'etc10'),
      file(USR, 'a-b.socket.d/10.conf', 'usr10'),
      file(USR, 'a-.socket.d/20.conf', 'prefix20'),
      file(USR, 'a-.socket.d/30.conf', 'prefix30'),
      file(ETC, 'socket.d/30.conf', 'type30'),
      file(USR, 'socket.d/40.conf', 'type40'),
      file(ETC, 'a-b.socket.d/.50.conf', 'hidden'),
      file(ETC, 'a-b.socket.d/50.conf~', 'backup'),
      file(ETC, 'b.socket.d/60.conf', 'other'),
    ];
    assert.deepEqual(read(...files), ['a-b.socket: main etc10 usr20 prefix30 type40']);
    assert.deepEqual(read(...files.toReversed()), read(...files));
    // The folder counts before how near the name is.
    assert.deepEqual(
      read(
        file(USR, 'a-b.socket', 'main'),
        file(USR, 'a-b.socket.d/1.conf', 'usr'),
        file(ETC, 'a-.socket.d/1.conf', 'etc'),
      ),
      ['a-b.socket: main etc'],
    );
  });

  it('have a drop-in hide another, and a mask the unit', () => {
    assert.deepEqual(
      read(
        file(USR, 'a.socket', 'main'),
        file(USR, 'a.socket.d/1.conf', 'usr'),
        file(ETC, 'a.socket.d/1.conf', ''),
      ),
      ['a.socket: main '],
    );
    assert.deepEqual(read(file(USR, 'a.socket', 'main'), link(ETC, 'a.socket', '/dev/null', '')), []);
  });

  it('make instances of templates where one is wanted, with the drop-ins of both', () => {
    const files = [
      file(USR, 'git@.socket', 'main'),
      file(ETC, 'git@.socket.d/2.conf', 'template'),
      file(ETC, 'git@a.socket.d/1.conf', 'instance'),
    ];
    assert.deepEqual(read(...files), []);
    assert.deepEqual(read(...files, file(ETC, 'sockets.target.wants/git@a.socket')), [
      'git@a.socket: main instance template',
    ]);
    assert.deepEqual(
      read(...files, link(ETC, 'git@b.socket', '/usr/lib/systemd/system/git@.socket', 'main')),
      ['git@b.socket: main template'],
    );
  });

  it('are one unit under several names, whose drop-ins all count', () => {
    const files = [
      file(USR, 'ssh.socket', 'main'),
      link(ETC, 'sshd.socket', '/lib/systemd/system/ssh.socket'),
      link(USR, 'openssh.socket', 'ssh.socket'),
      link(RUN, 'remote.socket', '../../../usr/lib/systemd/system/./ssh.socket'),
      file(ETC, 'sshd.socket.d/1.conf', 'alias'),
    ];
    assert.deepEqual(read(...files), ['ssh.socket: main alias']);
    // What lies elsewhere, or is called the same, is a file as others are.
    assert.deepEqual(read(link(ETC, 'a.socket', '/opt/a/b.socket')), ['a.socket: x']);
    assert.deepEqual(read(link(ETC, 'a.socket', '/usr/lib/systemd/system/a.socket')), ['a.socket: x']);
  });

  it('leave out what could not be read whole', () => {
    const main = file(USR, 'a.socket', 'main');
    assert.deepEqual(read(file(USR, 'a.socket')), []);
    assert.deepEqual(read(main, file(ETC, 'a.socket.d/1.conf')), []);
    assert.deepEqual(read(main, file(ETC, 'a.socket.d/1.conf', 'x'.repeat(65_537))), []);
    assert.deepEqual(read(main, file(ETC, 'b.socket.d/1.conf')), ['a.socket: main']);
  });

  it('are units by their names alone', () => {
    const names = [
      'a b.socket',
      '-a.socket',
      'a\n.socket',
      '.socket',
      'a.service',
      'x/a.socket',
      'a.socket.bak',
    ];
    assert.deepEqual(read(...names.map((name) => file(USR, name, 'main'))), []);
  });

  it('are told from what else is there', () => {
    for (const path of ['a.socket', 'a.socket.d/x.conf', 'socket.d/x.conf', 'x.target.wants/a.socket', 'x.requires/a.socket']) {
      assert.ok(isUnitPath(path, 'socket'), path);
    } // prettier-ignore
    for (const path of ['a.service', 'a.service.d/x.conf', 'a.socket.d/x', 'a.socket.d/x.conf/y.conf', 'x.wants/a.service', '']) {
      assert.ok(!isUnitPath(path, 'socket'), path);
    } // prettier-ignore
  });

  it('are put together in time, however many dashes and names there are', () => {
    const name = `${'-a'.repeat(127).slice(1)}@b.socket`;
    const files = Array.from({ length: 200 }, (_, at) => link(ETC, `x${at}.socket`, name));
    const start = process.cpuUsage().user;
    assert.equal(read(...files, file(ETC, name, 'main')).length, 1);
    assert.ok(process.cpuUsage().user - start < 1_000_000);
  });
});
