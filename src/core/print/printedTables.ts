import { counterData } from '../netstat/data/counterData';
import { interfaceData } from '../netstat/data/interfaceData';
import type { TableRow } from '../model/print';
import { printRow } from '../netstat/context/printRow';
import type { ByteText } from '../netstat/context/environment';
import type { ModeContext } from '../netstat/context/modeContext';
import { GROUPS_TITLE, printGroup } from '../netstat/interfaces/groupListing';
import { INTERFACE_HEADER, INTERFACE_TITLE, interfaceRow } from '../netstat/interfaces/interfaceText';
import { masqueradeTitle, printMasqueraded } from '../netstat/routes/masqueradeListing';
import type { Options } from '../netstat/commandLine/options';
import { cacheTitle, ipv4Title, ipv6Title } from '../netstat/routes/routeText';
import { printCachedRoute, printIpv4Route, printIpv6Route } from '../netstat/routes/routeListing';
import { counterLine } from '../netstat/statistics/statisticsRows';
import type { PrintSink } from './printSink';
import { flowText } from './flow';

/** Which part of netstat's output a row is of: rows of one part stand below one title. */
export function partOf(row: TableRow): string {
  switch (row.kind) {
    case 'ipv6Route':
      return row.isCached ? 'ipv6Cache' : row.kind;
    case 'counter':
      return `counter ${row.section}`;
    default:
      return row.kind;
  }
}

/** The title of a row's part; empty where it has none. */
export function tableTitle(row: TableRow, options: Options): ByteText {
  switch (row.kind) {
    case 'ipv4Route':
      return ipv4Title('all');
    case 'ipv6Route':
      return ipv6Title(row.isCached ? 'cache' : 'table');
    case 'cachedRoute':
      return cacheTitle('all');
    case 'interface':
      return INTERFACE_TITLE + INTERFACE_HEADER;
    case 'group':
      return GROUPS_TITLE;
    case 'counter':
      return `${row.section}:\n`;
    case 'masquerade':
      return masqueradeTitle(options);
    case 'flow':
      return '';
  }
}

/** Prints a row with all columns that netstat has for it. */
export function printTableRow(
  context: ModeContext,
  row: TableRow,
  sink: PrintSink | undefined,
): void | Promise<void> {
  switch (row.kind) {
    case 'ipv4Route':
      return printIpv4Route(context, row.route, 'all');
    case 'ipv6Route':
      return printIpv6Route(context, row.route, row.isCached ? 'cache' : 'table');
    case 'cachedRoute':
      return printCachedRoute(context, row.route, 'all');
    case 'interface':
      return printRow(
        context,
        'interfaces',
        () => interfaceRow(row.facts),
        () => interfaceData(row.facts),
      );
    case 'group':
      return printGroup(context, row.device, row.users, row.address, row.isIPv6);
    case 'counter':
      return printRow(
        context,
        'statistics',
        () => counterLine(row.section, row.counter),
        () => counterData({ name: row.section, counters: [] }, row.counter),
      );
    case 'masquerade':
      return printMasqueraded(context, row.entry);
    case 'flow':
      return sink === undefined ? context.output.stdout(flowText(row.flow)) : sink.flow(row.flow);
  }
}
