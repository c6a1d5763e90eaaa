import type { Options } from '../commandLine/options';
import type { ByteText, Environment } from '../context/environment';
import type { ExitStatus, Output } from '../context/output';
import type { DataWriter } from '../data/dataSink';

/** What is needed to print, write or serve metrics. */
export interface MetricsRun {
  /** As given: those of a listing of sockets, but for `metrics`. */
  readonly options: Options;
  readonly environment: Environment;
  readonly output: Output;
  /** Has everything be read of the namespace that was asked for, from now on. @returns what is to be told where it fails */
  enterNamespace(): Promise<ByteText | undefined>;
  /** One round of netstat, whose rows go to the writer. */
  round(options: Options, writer: DataWriter): Promise<ExitStatus>;
}

/** Prints, writes or serves them, as the options say. */
export type ExportMetrics = (run: MetricsRun) => Promise<ExitStatus>;
