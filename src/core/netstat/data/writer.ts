import type { Environment } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus, Output } from '../context/output';
import type { Options } from '../commandLine/options';
import { CsvWriter } from './csvWriter';
import { JsonWriter } from './jsonWriter';
import { observed } from './observedEnvironment';
import type { DataSink, DataWriter } from './dataSink';
import { columnsOf } from './dataTables';
import type { TableName } from './ownTables';

/**
 * The writer for --json or --csv.
 * @param tables those that there may be rows of
 */
export function dataWriter(options: Options, tables: readonly TableName[], output: Output): DataWriter {
  const { format, mode, continuous } = options;
  if (format === 'csv') {
    const columns = columnsOf(tables);
    const hasTime = continuous && output.showsOneRound !== true;
    return new CsvWriter(output, hasTime ? ['time', ...columns] : columns);
  }
  return new JsonWriter(output, mode, continuous && output.showsOneRound !== true);
}

/** Prints a round as netstat would, but its rows go to the writer, and its titles nowhere. */
export async function writeRound(
  context: ModeContext,
  writer: DataWriter,
  print: (context: ModeContext) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const { environment, sources } = observed(context.environment);
  const output: Output = {
    stdout: () => undefined,
    stderr: (text) => writer.error(text),
    flush: () => context.output.flush(),
  };
  const sink: DataSink = {
    row: (table, row) => writer.row(table, row),
    issues: (file, issues) => writer.issues(file, issues),
    message: (text) => writer.message(text),
  };
  await writer.begin(timeOf(environment));
  const status = await print({ ...context, environment, output, sink });
  await writer.end(sources(), status);
  return status;
}

function timeOf(environment: Environment): string {
  return new Date(environment.now()).toISOString();
}
