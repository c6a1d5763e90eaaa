import assert from 'node:assert/strict';
import { runNetstat } from '../../../../src/core/netstat/run';
import { fixtureEnvironment, KeptOutput } from './fixtureEnvironment';
import { inputOf, type RecordedCase, recordedCases } from './recordedCases';

/** Sets that are about the modes tested here, whole. */
const WHOLE_SETS = [
  'route-edge',
  'groups-edge',
  'masquerade',
  'masquerade-old',
  'sctp',
  'snmp-all-keys',
  'snmp-zeros',
  'exotic-families',
  'exotic-legacy',
];

/** Sets of which only the cases with these options are. */
const PART_SETS = ['real-sockets', 'missing-files'];
const MODE_OPTION = /^-[a-zA-Z0-9]*[rgisMS]|^--(ipx|ax25|x25|netrom|rose)$/;

/** netstat loses the destination's address of a ROSE socket, by overrunning its memory; ours has it. */
function corrected(set: string, { name, stdout }: RecordedCase): string {
  return set === 'exotic-families' && name === '06-rose'
    ? stdout.replace(/^ {10} {2}N1ABC-2/m, '2080123456  N1ABC-2').replace(/^ {10} {2}\*/m, '*           *')
    : stdout;
}

describe('recorded modes', () => {
  for (const set of [...WHOLE_SETS, ...PART_SETS]) {
    const isWhole = WHOLE_SETS.includes(set);
    for (const recorded of recordedCases(set)) {
      if (!isWhole && !recorded.argv.some((argument) => MODE_OPTION.test(argument))) continue;
      if (recorded.uid !== 0) continue;
      it(`${set}: ${recorded.name}`, async () => {
        const output = new KeptOutput();
        const environment = fixtureEnvironment({ input: inputOf(set) });
        const status = await runNetstat(recorded.argv, environment, output);
        assert.equal(output.out, corrected(set, recorded));
        assert.equal(output.err, recorded.stderr);
        assert.equal(status, recorded.status);
      });
    }
  }
});
