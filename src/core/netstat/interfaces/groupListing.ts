import { groupData } from '../data/interfaceData';
import type { ParseIssue } from '../../model/issue';
import { parseIgmp } from '../../procfs/igmp';
import { parseIgmp6 } from '../../procfs/igmp6';
import { hostText } from '../context/addressCell';
import { noted, printRow } from '../context/printRow';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import { FATAL, reportMissing } from '../context/support';

const IGMP = '/proc/net/igmp';
const IGMP6 = '/proc/net/igmp6';

/** Error codes that mean that the kernel lacks the file. */
const MISSING = ['ENOENT', 'EACCES'];

/** Title and header of the table. */
export const GROUPS_TITLE = `IPv6/IPv4 Group Memberships
Interface       RefCnt Group
--------------- ------ ---------------------
`;

/** -g: the multicast groups of each interface, IPv4 first. An igmp6 that cannot be read is passed over. */
export async function printGroups(context: ModeContext): Promise<ExitStatus> {
  const { options, output } = context;
  await output.stdout(GROUPS_TITLE);
  let status: ExitStatus = 0;
  if (!options.explicit || options.inet) status = await printIpv4Groups(context);
  if (status !== FATAL && (!options.explicit || options.inet6)) await printIpv6Groups(context);
  return status;
}

async function printIpv4Groups(context: ModeContext): Promise<ExitStatus> {
  const { environment, options } = context;
  const file = environment.readFile(IGMP);
  if (!file.ok) return reportMissing(context, IGMP, file, 'AF INET (igmp)', MISSING, options.quiet);
  const { rows, issues } = noted(context, IGMP, parseIgmp(file.bytes, environment.littleEndian));
  warn(context, 'igmp', issues);
  for (const group of rows)
    await printGroup(context, group.device, group.users, [group.address, 0, 0, 0], false);
  return 0;
}

async function printIpv6Groups(context: ModeContext): Promise<void> {
  const file = context.environment.readFile(IGMP6);
  if (!file.ok) return;
  const { rows, issues } = noted(context, IGMP6, parseIgmp6(file.bytes));
  warn(context, 'igmp6', issues);
  for (const group of rows) await printGroup(context, group.device, group.users, group.address, true);
}

/** Prints a group that an interface listens to. */
export async function printGroup(
  context: ModeContext,
  device: ByteText,
  users: number,
  words: readonly number[],
  isIPv6: boolean,
): Promise<void> {
  const host = await hostText(Uint32Array.from(words), isIPv6, context.options, context.names);
  await printRow(
    context,
    'groups',
    () => `${groupRow(device, users, host)}\n`,
    () => groupData(device, users, words, isIPv6, host),
  );
}

/** A row of the table, without its newline. */
export function groupRow(device: ByteText, users: number, host: ByteText): ByteText {
  return `${device.slice(0, 15).padEnd(15)} ${String(users).padEnd(6)} ${host}`;
}

/** netstat counts lines from 0. */
function warn(context: ModeContext, name: ByteText, issues: readonly ParseIssue[]): void {
  for (const { line, rowKept } of issues) {
    if (!rowKept) context.output.stderr(`warning, got bogus ${name} line ${line - 1}.\n`);
  }
}
