import assert from 'node:assert/strict';
import { InetTable } from '../../../../../src/core/model/inetTable';
import type { Environment } from '../../../../../src/core/netstat/context/environment';
import { observed } from '../../../../../src/core/netstat/data/observedEnvironment';
import { fixtureEnvironment } from '../fixtureEnvironment';
import { inputOf } from '../recordedCases';

const SEEN = { isHeld: () => false, isLookedInto: () => false };

describe('an environment that is observed', () => {
  it('has all that the other has', () => {
    const told = new InetTable();
    const asked: unknown[] = [];
    const other: Environment = {
      ...fixtureEnvironment({ input: inputOf('sctp') }),
      tcpSockets: (onlyServers) => {
        asked.push(onlyServers);
        return told;
      },
      likelyOwners: (_, tcp) => {
        asked.push(tcp);
        return 'untold';
      },
    };
    const { environment, sources } = observed(other);
    const missing = Object.keys(other).filter((name) => !(name in environment));
    assert.deepEqual(missing, []);
    assert.equal(environment.tcpSockets?.(true), told);
    assert.equal(environment.likelyOwners?.(SEEN, 'none'), 'untold');
    assert.deepEqual(asked, [true, 'none']);
    environment.readFile('/proc/net/none');
    assert.deepEqual(sources(), [{ file: '/proc/net/none', status: 'absent', code: 'ENOENT' }]);
  });

  it('has nothing to tell of sockets where the other has not', () => {
    const { environment } = observed(fixtureEnvironment({ input: inputOf('sctp') }));
    assert.equal(environment.tcpSockets?.(false), undefined);
    assert.equal(environment.likelyOwners?.(SEEN, 'none'), undefined);
  });
});
