import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';
import { stretchTimeLimits } from './mochaLimits';

/** One mocha run's counts, as a line of JSON in the file that NETSTAT_TEST_REPORT names. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, and why. */
  readonly failures?: readonly Failure[];
}

/** A test that failed, with the names of its suites before its own, and what was wrong. */
export interface Failure {
  readonly test: string;
  readonly reason: string;
}

/** Characters of a reason: enough to see what it was, and to find the rest in the log. */
const LONGEST_REASON = 2_000;

/** Mocha's own `spec` output, the counts where test/run.ts asks for them, and time limits that go by the load. */
export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    stretchTimeLimits(runner);
    const file = process.env['NETSTAT_TEST_REPORT'];
    if (!file) return;
    const failed: Failure[] = [];
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (test: Mocha.Test, error: Error) => {
      const reason = (error.stack ?? String(error)).slice(0, LONGEST_REASON);
      failed.push({ test: test.fullTitle(), reason });
    });
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const counts: Counts = { passed: passes, failed: failures, skipped: pending, failures: failed };
      appendFileSync(file, `${JSON.stringify(counts)}\n`);
    });
  }
}
