import type { Environment } from '../../../../../src/core/netstat/context/environment';
import { exposition } from '../../../../../src/core/netstat/prometheus/exposition';
import { type AcceptLimits, readMetrics } from '../../../../../src/core/netstat/prometheus/readMetrics';
import { runNetstat } from '../../../../../src/core/netstat/run';
import { KeptOutput } from '../fixtureEnvironment';

/** What `netstat --prometheus` prints on a machine, with its messages and exit status. */
export async function metricsOf(
  environment: Environment,
  limits: AcceptLimits = new Map(),
): Promise<{ readonly text: string; readonly messages: readonly string[]; readonly status: number }> {
  let text = '';
  const messages: string[] = [];
  const status = await runNetstat(['--prometheus'], environment, new KeptOutput(), async (run) => {
    const read = await readMetrics(run, limits, (message) => messages.push(message));
    text = exposition(read.metrics, 'text');
    return read.status;
  });
  return { text, messages, status };
}

/** The lines of samples of a metric, without its name. */
export function samplesOf(text: string, name: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .map((line) => line.slice(name.length));
}
