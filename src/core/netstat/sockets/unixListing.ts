import { unixData } from '../data/socketData';
import { UnixTable, unixSocketAt } from '../../model/unixTable';
import { UnixReader } from '../../procfs/unix';
import { UnixMemory } from '../../procfs/unixLine';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import { sortUnix } from './sortUnix';
import { PORTION, reportMissing } from '../context/support';
import { unixTitle } from './titles';
import { isUnixShown, unixRow } from './unixRow';

const PATH = '/proc/net/unix';

/** Prints the table of UNIX domain sockets. */
export async function printUnix(context: ModeContext): Promise<ExitStatus> {
  const { options, output, environment } = context;
  await output.stdout(unixTitle(options));
  const file = environment.readFile(PATH);
  if (!file.ok) return reportMissing(context, PATH, file, 'AF UNIX', ['ENOENT', 'EACCES'], options.quiet);
  const table = new UnixTable();
  // Data tells what the file says, and not what netstat has in memory.
  const memory = new UnixMemory(context.sink === undefined);
  const rows = new UnixReader(table, memory);
  rows.take(file.bytes);
  const { issues } = rows;
  context.sink?.issues(PATH, issues);
  for (const issue of issues) {
    if (!issue.rowKept) output.stderr('warning, got bogus unix line.\n');
  }
  const columns = { ...table.columns, paths: table.paths };
  const order = options.sort === undefined ? undefined : sortUnix(context, columns, table.length);
  let text = '';
  for (let i = 0; i < table.length; i++) {
    const row = order?.[i] ?? i;
    const socket = unixSocketAt(columns, row);
    if (!isUnixShown(socket, options.which)) continue;
    if (context.sink !== undefined) {
      await context.sink.row('unix', unixData(context, socket));
      continue;
    }
    const exact = memory.exact.get(row);
    // What netstat shows of a damaged row depends on the rows before it.
    let made = exact === undefined ? context.texts?.recallUnix(context, socket) : undefined;
    if (made === undefined) {
      made = unixRow(context, socket, exact);
      if (exact === undefined) context.texts?.keep(made);
    }
    text += made;
    if (text.length > PORTION) {
      await output.stdout(text);
      text = '';
    }
  }
  await output.stdout(text);
  return 0;
}
