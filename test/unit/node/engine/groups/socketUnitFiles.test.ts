import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readSocketUnits } from '../../../../../src/node/engine/groups/socketUnitFiles';

describe('unit files of .socket units', () => {
  let root = '';
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'netstat-units-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  it('are read with their drop-ins, and say which service they are for', () => {
    write('usr/lib/systemd/system/ssh.socket', '[Socket]\nListenStream=22\nService=sshd.service\n');
    write('etc/systemd/system/ssh.socket.d/port.conf', '[Socket]\nListenStream=\nListenStream=2222\n');
    symlinkSync('usr/lib', join(root, 'lib'));
    const [unit, ...others] = readSocketUnits(root);
    assert.deepEqual(
      [unit?.unit, unit?.service, unit?.listens[0]?.port],
      ['ssh.socket', 'sshd.service', 2222],
    );
    assert.deepEqual([unit?.listens.length, others], [1, []]);
  });

  it('that are masked, no regular file, or too long are no units', () => {
    write('usr/lib/systemd/system/a.socket', '[Socket]\nListenStream=1\n');
    mkdirSync(join(root, 'etc/systemd/system'), { recursive: true });
    symlinkSync('/dev/null', join(root, 'etc/systemd/system/a.socket'));
    write('usr/lib/systemd/system/b.socket', `[Socket]\nListenStream=2\n${'#'.repeat(70_000)}`);
    execFileSync('mkfifo', [join(root, 'usr/lib/systemd/system/c.socket')]);
    assert.deepEqual(readSocketUnits(root), []);
  });

  it('are none where there are no folders', () => assert.deepEqual(readSocketUnits(root), []));
});
