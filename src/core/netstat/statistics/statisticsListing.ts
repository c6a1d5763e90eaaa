import { counterData } from '../data/counterData';
import type { StatisticsSection } from '../../model/statistics';
import { parseCounterList } from '../../procfs/counterList';
import { parseSnmp, type ParsedSnmp } from '../../procfs/snmp';
import { parseSnmp6 } from '../../procfs/snmp6';
import { noted, printMessage } from '../context/printRow';
import { isSectionShown, statisticsText } from './statisticsRows';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import { strerror } from '../context/strerror';

const SNMP = '/proc/net/snmp';
const SNMP6 = '/proc/net/snmp6';
const NETSTAT = '/proc/net/netstat';
const SCTP_SNMP = '/proc/net/sctp/snmp';

/** -s: the counters of the protocols, of IPv4 or of IPv6. Missing files do not fail. */
export async function printStatistics(context: ModeContext): Promise<ExitStatus> {
  const { options } = context;
  const families = options.families.join(',');
  if (families === '' || families === 'inet') return printIpv4(context);
  if (families === 'inet6') return printIpv6(context);
  await printMessage(context, `netstat: No statistics support for specified address family: ${families}\n`);
  return 1;
}

async function printIpv4(context: ModeContext): Promise<ExitStatus> {
  const { environment } = context;
  const snmp = read(context, SNMP);
  if (snmp === undefined) return 0;
  const sections = wholeSections(context, SNMP, snmp);
  const netstat = environment.readFile(NETSTAT);
  if (netstat.ok)
    sections.push(...wholeSections(context, NETSTAT, noted(context, NETSTAT, parseSnmp(netstat.bytes))));
  const sctp = environment.readFile(SCTP_SNMP);
  if (sctp.ok)
    sections.push({ name: 'Sctp', counters: noted(context, SCTP_SNMP, parseCounterList(sctp.bytes)).rows });
  return print(context, sections);
}

/** The IPv6 counters, and TCP's, which has no others. */
async function printIpv6(context: ModeContext): Promise<ExitStatus> {
  const file = context.environment.readFile(SNMP6);
  if (!file.ok) {
    cannotOpen(context, SNMP6, file.code);
    return 0;
  }
  const sections = noted(context, SNMP6, parseSnmp6(file.bytes)).rows;
  const snmp = read(context, SNMP)?.rows ?? [];
  return print(context, [...sections, ...snmp.filter((section) => section.name.startsWith('Tcp'))]);
}

async function print(context: ModeContext, sections: readonly StatisticsSection[]): Promise<ExitStatus> {
  const { tcp, udp, raw, sctp } = context.options;
  const shown = { tcp, udp, raw, sctp };
  if (context.sink === undefined) {
    await context.output.stdout(statisticsText(sections, shown));
    return 0;
  }
  for (const section of sections.filter((each) => isSectionShown(each, shown))) {
    for (const counter of section.counters) {
      await context.sink.row('statistics', counterData(section, counter));
    }
  }
  return 0;
}

function read(context: ModeContext, path: ByteText): ParsedSnmp | undefined {
  const file = context.environment.readFile(path);
  if (file.ok) return noted(context, path, parseSnmp(file.bytes));
  cannotOpen(context, path, file.code);
  return undefined;
}

/** The sections before the file's first line that has no name; that there is such a line is told. */
function wholeSections(context: ModeContext, path: ByteText, parsed: ParsedSnmp): StatisticsSection[] {
  if (!parsed.isWhole) context.output.stderr(`Problem while parsing ${path}\n`);
  return parsed.rows;
}

function cannotOpen({ output }: ModeContext, path: ByteText, code: ByteText): void {
  output.stderr(`cannot open ${path}: ${strerror(code)}\n`);
}
