import assert from 'node:assert/strict';
import { LocalEngine } from '../../../src/node/engine/localEngine';
import { UserNames } from '../../../src/node/engine/userNames';
import { FakeReader } from './fakeReader';

/** An engine on a fake machine whose user 1000 is called ada. */
export function engineOn(reader: FakeReader): LocalEngine {
  const etc = new FakeReader();
  etc.files.set('passwd', 'root:x:0:0::/root:/bin/sh\nada:x:1000:1000::/home/ada:/bin/sh\n');
  return new LocalEngine({
    reader,
    users: new UserNames(etc),
    littleEndian: true,
    effectiveUid: 1000,
    system: 'linux',
    send: () => assert.fail('nothing may be signalled here'),
    bind: () => assert.fail('nothing may be bound here'),
    gatherInterfaces: () => ({ interfaces: [], devFailure: 'ENOENT', issues: [] }),
  });
}
