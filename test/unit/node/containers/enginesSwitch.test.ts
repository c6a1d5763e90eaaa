import assert from 'node:assert/strict';
import { ENGINES_SWITCH, enginesAllowed, enginesSwitch } from '../../../../src/node/containers/enginesSwitch';

describe('which container engines a server for agents may ask', () => {
  it('are those that are found, unless it is told otherwise', () => {
    for (const environment of [{}, { [ENGINES_SWITCH]: '' }])
      assert.deepEqual(enginesAllowed(environment), { engines: 'auto', startsPodman: false });
  });

  it('are what the setting says', () => {
    for (const engines of ['auto', 'off', ['/run/docker.sock'], ['/a', 'unix:///b']] as const) {
      const environment = { [ENGINES_SWITCH]: enginesSwitch({ engines }) };
      assert.deepEqual(enginesAllowed(environment).engines, engines);
    }
  });
});
