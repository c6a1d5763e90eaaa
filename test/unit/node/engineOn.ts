import assert from 'node:assert/strict';
import { LocalEngine } from '../../../src/node/engine/localEngine';
import type { LocalEngineOptions } from '../../../src/node/engine/localEngineOptions';
import { HostNames } from '../../../src/node/engine/answers/hostNames';
import { UserNames } from '../../../src/node/engine/owners/userNames';
import { environmentOn } from './environmentOn';
import { FakeReader, OWN_PID } from './fakeReader';

/** The /etc of a fake machine: its user 1000 is called ada, and http is a service. */
export function fakeEtc(): FakeReader {
  const etc = new FakeReader();
  etc.files.set('passwd', 'root:x:0:0::/root:/bin/sh\nada:x:1000:1000::/home/ada:/bin/sh\n');
  etc.files.set('services', 'http 80/tcp\n');
  return etc;
}

/** An engine on a fake machine with that /etc. */
export function engineOn(reader: FakeReader, more: Partial<LocalEngineOptions> = {}): LocalEngine {
  const etc = fakeEtc();
  return new LocalEngine({
    reader,
    users: new UserNames(etc),
    hostNames: new HostNames(etc, () => assert.fail('no name server may be asked here')),
    socketSurroundings: () => assert.fail('no container engine may be looked for here'),
    littleEndian: true,
    effectiveUid: 1000,
    system: 'linux',
    ownPid: OWN_PID,
    send: () => assert.fail('nothing may be signalled here'),
    bind: () => assert.fail('nothing may be bound here'),
    netstat: environmentOn(reader, etc),
    gatherInterfaces: () => ({ interfaces: [], addresses: [], devFailure: 'ENOENT', issues: [] }),
    ...more,
  });
}
