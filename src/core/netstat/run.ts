import type { ByteText, Environment } from './context/environment';
import type { HistoryPrinter } from './context/historyPrinter';
import type { ModeContext } from './context/modeContext';
import type { ExitStatus, Output } from './context/output';
import { printInterfaces } from './interfaces/interfaceListing';
import type { ExportMetrics } from './prometheus/metricsRun';
import { printMasquerade } from './routes/masqueradeListing';
import { openNames } from './context/nameDatabases';
import type { Options } from './commandLine/options';
import { parseArguments } from './commandLine/parseArguments';
import { RoundTexts } from './context/roundTexts';
import { printRoutes } from './routes/routeListing';
import { printSockets } from './sockets/socketListing';
import { printStatistics } from './statistics/statisticsListing';
import { dataWriter, writeRound } from './data/writer';
import { wantedTables } from './wantedTables';

/**
 * Runs netstat: reads the command line (without the program's name), and prints what it asks for.
 * @param exportMetrics does what --prometheus asks for
 * @returns the status that the process is to exit with
 */
export async function runNetstat(
  args: readonly ByteText[],
  environment: Environment & Partial<HistoryPrinter>,
  output: Output,
  exportMetrics: ExportMetrics = noMetrics,
): Promise<ExitStatus> {
  const parsed = parseArguments(args, environment);
  if (parsed.stderr !== '') output.stderr(parsed.stderr);
  if (parsed.kind === 'exit') {
    await output.stdout(parsed.stdout);
    await output.flush();
    return parsed.status;
  }
  const { options } = parsed;
  if (options.metrics === undefined) return runOptions(options, environment, output);
  const names = openNames(environment);
  return exportMetrics({
    options,
    environment,
    output,
    enterNamespace: () => enterNamespace(options, environment),
    round: (asked, writer) =>
      writeRound(
        { options: asked, environment, output, names, programs: undefined, round: 0 },
        writer,
        printRound,
      ),
  });
}

/** For files that are no machine's. */
async function noMetrics({ output }: Parameters<ExportMetrics>[0]): Promise<ExitStatus> {
  return fail("option '--prometheus' is not supported here", output);
}

async function enterNamespace(
  { namespace }: Options,
  environment: Environment,
): Promise<ByteText | undefined> {
  if (namespace === undefined) return undefined;
  return environment.enterNamespace ? environment.enterNamespace(namespace) : NO_NAMESPACES;
}

/** Prints what the options ask for; with -c again and again, until a round fails or the user ends it. */
async function runOptions(
  options: Options,
  environment: Environment & Partial<HistoryPrinter>,
  output: Output,
): Promise<ExitStatus> {
  const { history, format } = options;
  if (history !== undefined) {
    return (
      environment.printHistory?.(history.span, format, output) ?? fail('there is no history here', output)
    );
  }
  const refusal = await enterNamespace(options, environment);
  if (refusal !== undefined) return fail(refusal, output);
  const names = openNames(environment);
  const print = options.format === 'text' ? printRound : dataPrinter(options, output);
  const texts = options.continuous && options.format === 'text' ? new RoundTexts() : undefined;
  for (let round = 0; ; round++) {
    texts?.begin();
    const shown = output.showsOneRound === true ? 0 : round;
    const context = { options, environment, output, names, programs: undefined, round: shown, texts };
    const status = await print(context);
    await output.flush();
    const trouble = environment.namespaceTrouble?.();
    if (trouble !== undefined) return fail(trouble, output);
    // Statistics are printed once even with -c, as by netstat.
    if (status !== 0 || !options.continuous || options.mode === 'statistics') return status;
    if (!(await environment.sleep(options.interval))) return status;
  }
}

const NO_NAMESPACES = 'what is read are files, which have no other network namespaces';

function fail(message: ByteText, output: Output): ExitStatus {
  output.stderr(`netstat: ${message}\n`);
  return 1;
}

/** Prints rounds as JSON or CSV. */
function dataPrinter(options: Options, output: Output): typeof printRound {
  const writer = dataWriter(options, wantedTables(options), output);
  return (context) => writeRound(context, writer, printRound);
}

function printRound(context: ModeContext): Promise<ExitStatus> {
  switch (context.options.mode) {
    case 'sockets':
      return printSockets(context);
    case 'routes':
      return printRoutes(context);
    case 'interfaces':
      return printInterfaces(context);
    case 'masquerade':
      return printMasquerade(context);
    case 'statistics':
      return printStatistics(context);
  }
}
