/** `node dist/netstat.js ARGS`: netstat on the command line. */
import { release } from 'node:os';
import type { ExportMetrics } from '../core/netstat/prometheus/metricsRun';
import { callsHere, FileReader, NodeEnvironment, runNetstat, thisMachine } from './cli/commandParts';
import type * as metrics from './cli/exportMetrics';
import { optimizeFromNow, postponeOptimizing } from './cli/optimizer';
import { ProcessOutput } from './cli/output';
import { ThisKernel } from './cli/kernel';

// In the bundle: for the thread of documents, which has this file for what is in it.
export * from './cli/commandParts';

if (require.main === module) {
  postponeOptimizing();
  const args = process.argv.slice(2).map((arg) => Buffer.from(arg).toString('latin1'));
  const machine = thisMachine(process.env);
  const calls = callsHere(machine.proc);
  const kernel =
    calls && new ThisKernel(new FileReader(machine.proc), machine.littleEndian, release(), calls);
  const exportMetrics: ExportMetrics = (run) => {
    if (run.options.metrics?.serve !== undefined) optimizeFromNow();
    return (require('./cli/exportMetrics') as typeof metrics).exportMetrics(run, calls);
  };

  runNetstat(args, new NodeEnvironment(machine, calls, kernel), new ProcessOutput(), exportMetrics).then(
    // Nothing is left to be waited for, a slow name server neither.
    (status) => process.exit(status),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
