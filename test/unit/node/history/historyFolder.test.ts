import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { historyFolder, networkFileSystem, systemTrouble } from '../../../../src/node/history/historyFolder';

describe('the folder of the history', () => {
  it('is the one that the environment names, else where the state of programs is', () => {
    const usual = join(homedir(), '.local/state/netstat-vscode/history');
    assert.equal(historyFolder({}), usual);
    assert.equal(historyFolder({ XDG_STATE_HOME: '/state' }), '/state/netstat-vscode/history');
    assert.equal(historyFolder({ XDG_STATE_HOME: '' }), usual);
    // "Paths set in these environment variables must be absolute": the base directory specification.
    assert.equal(historyFolder({ XDG_STATE_HOME: 'state' }), usual);
    assert.equal(historyFolder({ XDG_STATE_HOME: '/state', NETSTAT_HISTORY_FOLDER: '/own' }), '/own');
  });

  it('may not be shared with other machines', () => {
    // include/uapi/linux/magic.h, as statfs(2) tells them; where a C long has 32 bits, some are below 0.
    assert.equal(networkFileSystem(0x6969), 'NFS');
    assert.equal(networkFileSystem(0xff534d42), 'CIFS');
    assert.equal(networkFileSystem(0xff534d42 | 0), 'CIFS');
    assert.equal(networkFileSystem(0x65735546), 'FUSE');
    assert.equal(networkFileSystem(0x01021997), '9p');
    for (const local of [0xef53, 0x01021994, 0x9123683e, 0x58465342, 0x794c7630]) {
      assert.equal(networkFileSystem(local), undefined);
    }
  });

  it('is told as what keeps it from being used', () => {
    const kindOf = (code: string): string => systemTrouble(Object.assign(new Error('why'), { code })).kind;
    assert.deepEqual(['EACCES', 'EROFS', 'ENOSPC', 'EDQUOT', 'EIO'].map(kindOf), [
      ...['readOnly', 'readOnly', 'full', 'full', 'failed'],
    ]);
  });
});
