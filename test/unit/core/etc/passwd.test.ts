import assert from 'node:assert/strict';
import { parseHomes, parsePasswd } from '../../../../src/core/etc/passwd';

const FILE = Buffer.from(
  [
    'root:x:0:0:root:/root:/bin/bash',
    '# nobody::1:1::/nowhere:',
    'alice:x:1000:1000:Alice,,,:/home/alice:/bin/zsh',
    'second:x:1000:1000::/home/second:/bin/sh',
    'short:x:7:7',
    '+nis:x:8:8::/home/nis:',
    'broken:x:nine:9::/home/broken:',
  ].join('\n'),
);

describe('/etc/passwd', () => {
  it('has names and homes of users by their ids, the first line of each', () => {
    assert.deepEqual(
      [...parsePasswd(FILE)],
      [
        [0, 'root'],
        [1000, 'alice'],
        [7, 'short'],
      ],
    );
    assert.deepEqual(
      [...parseHomes(FILE)],
      [
        [0, '/root'],
        [1000, '/home/alice'],
        [7, ''],
      ],
    );
  });
});
