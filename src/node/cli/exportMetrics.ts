/** `netstat --prometheus`: what the command loads once metrics are asked for. */
import { InetTable } from '../../core/model/inetTable';
import { InetDiagReader, inetDiagRequest } from '../../core/netlink/inetDiag';
import type { ByteText, Environment } from '../../core/netstat/context/environment';
import type { ExitStatus } from '../../core/netstat/context/output';
import { strerror } from '../../core/netstat/context/strerror';
import { exposition } from '../../core/netstat/prometheus/exposition';
import type { MetricsRun } from '../../core/netstat/prometheus/metricsRun';
import { portTaker } from '../../core/netstat/prometheus/portTaker';
import { type AcceptLimits, readMetrics, type ReadMetrics } from '../../core/netstat/prometheus/readMetrics';
import { servedAt } from '../../core/netstat/prometheus/scrape';
import { Netlink } from '../engine/sockets/netlink';
import type { SystemCallsOnce } from '../system/systemCallsOnce';
import { replaceFile } from './metricsFile';
import { MetricsServer } from './metricsServer';

/** Prints, writes or serves metrics. @param calls system calls, where it is this machine that is read */
export function exportMetrics(run: MetricsRun, calls: SystemCallsOnce | undefined): Promise<ExitStatus> {
  const { serve, output } = run.options.metrics ?? {};
  if (run.output.showsOneRound === true && (serve ?? output) !== undefined) {
    return Promise.resolve(fail(run, "options '--output' and '--serve' are for terminals"));
  }
  const read = reader(run, calls);
  if (serve !== undefined) return serveMetrics(run, serve, read);
  return output === undefined ? printMetrics(run, read) : writeMetrics(run, output, read);
}

type Read = () => Promise<ReadMetrics>;

async function printMetrics(run: MetricsRun, read: Read): Promise<ExitStatus> {
  const refusal = await run.enterNamespace();
  if (refusal !== undefined) return fail(run, refusal);
  const { metrics, status } = await read();
  await run.output.stdout(exposition(metrics, 'text'));
  await run.output.flush();
  return status;
}

/** With -c until a file cannot be written. */
async function writeMetrics(run: MetricsRun, file: ByteText, read: Read): Promise<ExitStatus> {
  const { options, environment } = run;
  const refusal = await run.enterNamespace();
  if (refusal !== undefined) return fail(run, refusal);
  for (;;) {
    const { metrics, status } = await read();
    const trouble = environment.namespaceTrouble?.() ?? replaceFile(file, exposition(metrics, 'text'));
    if (trouble !== undefined) return fail(run, trouble);
    if (!options.continuous || !(await environment.sleep(options.interval))) return status;
  }
}

/** Until it is told to end. It listens before it enters a namespace, where nobody here would reach it. */
async function serveMetrics(run: MetricsRun, where: ByteText, read: Read): Promise<ExitStatus> {
  const { environment, output } = run;
  const place = servedAt(where);
  if (place === 'wrong')
    return fail(run, `'--serve' needs an address and a port, as in 127.0.0.1:9101, not '${where}'`);
  if (place === 'elsewhere') {
    return fail(
      run,
      `'--serve' answers to this machine alone, on 127.0.0.1, [::1] or localhost, and not on '${where}': ` +
        'whoever can reach it is told programs and ports, and asked for no password',
    );
  }
  let trouble: ByteText | undefined;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const server = new MetricsServer(async () => {
    const { metrics } = await read();
    trouble = environment.namespaceTrouble?.();
    if (trouble === undefined) return metrics;
    end();
    throw new Error(trouble);
  });
  try {
    await server.listen(place.address, place.port);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return fail(
      run,
      `cannot listen on ${where}: ${code === 'EADDRINUSE' ? await portTaker(run, place) : strerror(code)}`,
    );
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  const refusal = await run.enterNamespace();
  if (refusal === undefined) {
    await output.stdout(`http://${place.host}:${place.port}/metrics\n`);
    await output.flush();
    await ended;
  }
  server.close();
  const message = refusal ?? trouble;
  return message === undefined ? 0 : fail(run, message);
}

/** Reads everything once. What netstat says meanwhile is said once, and not with each reading. */
function reader(run: MetricsRun, calls: SystemCallsOnce | undefined): Read {
  const said = new Set<ByteText>();
  const tell = (message: ByteText): void => {
    if (!said.has(message)) run.output.stderr(message);
    said.add(message);
  };
  // Between two readings most processes have run: what is kept of their descriptors for rounds a second apart would be read
  // again, and once more for each table.
  const options = { ...run.options, continuous: false };
  return () => readMetrics({ ...run, options }, acceptLimits(run.environment, calls), tell);
}

/** The kernel alone tells them, and of the namespace that this thread is in. */
function acceptLimits(
  { isOutsideNamespace, littleEndian }: Environment,
  calls: SystemCallsOnce | undefined,
): AcceptLimits {
  const limits = new Map<number, number>();
  const loaded = isOutsideNamespace === true ? undefined : calls?.load();
  if (loaded === undefined) return limits;
  const listeners = new InetDiagReader('tcp', littleEndian, new InetTable(), undefined, limits);
  const request = inetDiagRequest('tcp', 'listening', littleEndian);
  new Netlink(loaded, littleEndian).ask([{ request, take: (part) => listeners.take(part) }]);
  return limits;
}

function fail({ output }: MetricsRun, message: ByteText): ExitStatus {
  output.stderr(`netstat: ${message}\n`);
  return 1;
}
