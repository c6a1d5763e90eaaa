import assert from 'node:assert/strict';
import Mocha from 'mocha';
import { slowness, stretched, TimeLimit } from '../../host/timeLimit';
import { until } from '../../host/until';
import { stretchTimeLimits } from '../../mochaLimits';

const { EVENT_HOOK_BEGIN, EVENT_RUN_END, EVENT_TEST_BEGIN } = Mocha.Runner.constants;

describe('time limits of tests', () => {
  it('are never shorter than on an idle machine, and end some day', () => {
    assert.ok(slowness() >= 1 && slowness() <= 20);
    assert.ok(stretched(100) >= 100 && stretched(100) <= 2_000);
    const limit = new TimeLimit(1_000);
    assert.ok(limit.length >= 1_000);
    assert.equal(limit.isOver(), false);
  });

  it('call back once they are over, unless nobody waits any more', async () => {
    const over: string[] = [];
    const stopWaiting = new TimeLimit(1).onceOver(() => over.push('nobody waits'));
    stopWaiting();
    new TimeLimit(1).onceOver(() => over.push('over'));
    await until('the end', () => over.length > 0);
    assert.deepEqual(over, ['over']);
  });

  it('of a wait are told with what was waited for', async () => {
    await assert.rejects(
      until('rain', () => undefined, 1, 1),
      /^Error: Waited [\d.]+ s( \([\d.]+ s on an idle machine\))? in vain for rain\.$/,
    );
    let asked = 0;
    assert.equal(await until('the third answer', () => ++asked > 2 && asked, 5_000, 1), 3);
  });

  it('of mocha are stretched by what was set, however often a hook runs', () => {
    const suite = new Mocha.Suite('suite');
    const runner = new Mocha.Runner(suite);
    stretchTimeLimits(runner);
    const test = new Mocha.Test('test', () => undefined);
    const patient = new Mocha.Test('patient', () => undefined);
    suite.addTest(test);
    suite.addTest(patient);
    test.timeout(1_000);
    patient.timeout(0);
    for (let times = 0; times < 50; times++) runner.emit(EVENT_HOOK_BEGIN, test);
    runner.emit(EVENT_TEST_BEGIN, patient);
    runner.emit(EVENT_RUN_END);
    assert.ok(test.timeout() >= 1_000 && test.timeout() <= 20_000, String(test.timeout()));
    assert.equal(patient.timeout(), 0, 'no limit stays none');
  });
});
