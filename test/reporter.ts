import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';
import { stretchTimeLimits } from './mochaLimits';

/** One mocha run's counts, as a line of JSON in the file that NETSTAT_TEST_REPORT names. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Mocha's own `spec` output, the counts where test/run.ts asks for them, and time limits that go by the load. */
export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    stretchTimeLimits(runner);
    const file = process.env['NETSTAT_TEST_REPORT'];
    if (!file) return;
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const counts: Counts = { passed: passes, failed: failures, skipped: pending };
      appendFileSync(file, `${JSON.stringify(counts)}\n`);
    });
  }
}
