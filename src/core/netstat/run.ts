import type { ByteText, Environment } from './context/environment';
import type { HistoryPrinter } from './context/historyPrinter';
import type { ModeContext } from './context/modeContext';
import type { ExitStatus, Output } from './context/output';
import { printInterfaces } from './interfaces/interfaceListing';
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
 * @returns the status that the process is to exit with
 */
export async function runNetstat(
  args: readonly ByteText[],
  environment: Environment & Partial<HistoryPrinter>,
  output: Output,
): Promise<ExitStatus> {
  const parsed = parseArguments(args, environment);
  if (parsed.stderr !== '') output.stderr(parsed.stderr);
  if (parsed.kind === 'exit') {
    await output.stdout(parsed.stdout);
    await output.flush();
    return parsed.status;
  }
  return runOptions(parsed.options, environment, output);
}

/** Prints what the options ask for; with -c again and again, until a round fails or the user ends it. */
async function runOptions(
  options: Options,
  environment: Environment & Partial<HistoryPrinter>,
  output: Output,
): Promise<ExitStatus> {
  const { namespace, history, format } = options;
  if (history !== undefined) {
    return (
      environment.printHistory?.(history.span, format, output) ?? fail('there is no history here', output)
    );
  }
  if (namespace !== undefined) {
    const refusal = environment.enterNamespace ? await environment.enterNamespace(namespace) : NO_NAMESPACES;
    if (refusal !== undefined) return fail(refusal, output);
  }
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
