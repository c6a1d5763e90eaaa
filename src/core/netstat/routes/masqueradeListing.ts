import { masqueradeData } from '../data/counterData';
import type { Parsed } from '../../model/issue';
import type { MasqueradeEntry } from '../../model/masquerade';
import { parseIpMasquerade } from '../../procfs/ipMasquerade';
import { hostText, portText } from '../context/addressCell';
import { noted, printRow } from '../context/printRow';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import type { Options } from '../commandLine/options';
import { FATAL } from '../context/support';
import { strerror } from '../context/strerror';

const IP_MASQUERADE = '/proc/net/ip_masquerade';

/** What the kernel names them. */
const PROTOCOLS = new Set(['TCP', 'UDP', 'ICMP', 'IP']);

/** -M: masqueraded connections, on kernels 2.0 and 2.2. Later ones lack the file, whatever they translate. */
export async function printMasquerade(context: ModeContext): Promise<ExitStatus> {
  const { environment, output, options } = context;
  const file = environment.readFile(IP_MASQUERADE);
  if (!file.ok) {
    const isMissing = file.code === 'ENOENT';
    output.stderr(
      isMissing
        ? "netstat: no support for `ip_masquerade' on this system.\n"
        : `${IP_MASQUERADE}: ${strerror(file.code)}\n`,
    );
    return isMissing ? 1 : FATAL;
  }
  const parsed = noted(context, IP_MASQUERADE, parseIpMasquerade(file.bytes));
  const failure = failureOf(parsed);
  if (failure !== undefined) {
    output.stderr(`masq_info.c: Internal Error \`ip_masquerade ${failure}'.\n`);
    return FATAL;
  }
  const { rows } = parsed;
  if (rows.length > 0) await output.stdout(masqueradeTitle(options));
  for (const entry of rows) await printMasqueraded(context, entry);
  return 0;
}

/** What is wrong with the first row that netstat cannot read: it shows none then. */
function failureOf({ rows, issues }: Parsed<MasqueradeEntry>): string | undefined {
  const unreadable = issues.find(({ rowKept }) => !rowKept)?.line ?? Number.POSITIVE_INFINITY;
  const unknown = rows.findIndex(({ protocol }) => !PROTOCOLS.has(protocol));
  // The first row is the second line.
  if (unknown !== -1 && unknown + 2 < unreadable) return 'unknown type';
  return unreadable === Number.POSITIVE_INFINITY ? undefined : 'format error';
}

/** Prints a masqueraded connection. */
export async function printMasqueraded(context: ModeContext, entry: MasqueradeEntry): Promise<void> {
  const source = await host(context, entry.source);
  const destination = await host(context, entry.destination);
  await printRow(
    context,
    'masquerade',
    () => rowText(context, entry, source, destination),
    () => masqueradeData(context, entry, source, destination),
  );
}

/** Title and header of the table. */
export function masqueradeTitle({ extend }: Options): ByteText {
  const sequence = extend > 0 ? '    initseq delta prevd' : '';
  return `IP masquerading entries\nprot   expire${sequence} source               destination          ports\n`;
}

function host({ options, names }: ModeContext, address: number): ByteText | Promise<ByteText> {
  return hostText(Uint32Array.of(address, 0, 0, 0), false, options, names);
}

function rowText(
  context: ModeContext,
  entry: MasqueradeEntry,
  source: ByteText,
  destination: ByteText,
): ByteText {
  const protocol = entry.protocol.toLowerCase();
  const cells = [protocol.padEnd(4) + expiry(entry.expires)];
  if (context.options.extend > 0) {
    cells.push(
      String(entry.initialSequence).padStart(10),
      deltaCell(entry.delta),
      deltaCell(entry.previousDelta),
    );
  }
  cells.push(source.padEnd(20), destination.padEnd(20));
  const from = port(context, entry.sourcePort, protocol);
  const to = port(context, entry.destinationPort, protocol);
  return `${cells.join(' ')} ${from} -> ${to} (${port(context, entry.masqueradePort, protocol)})\n`;
}

/** netstat keeps 16 bits of it. */
function deltaCell(delta: number | undefined): ByteText {
  return String(delta === undefined ? '-' : (delta << 16) >> 16).padStart(5);
}

function port({ options, names }: ModeContext, number: number, protocol: ByteText): ByteText {
  const named = protocol === 'tcp' || protocol === 'udp' ? protocol : undefined;
  const numericPorts = options.numericPorts || named === undefined;
  return portText(number, named ?? 'tcp', { ...options, numericPorts }, names);
}

/** Minutes, seconds and hundredths of a number of hundredths. */
function expiry(hundredths: number): ByteText {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const minutes = String(Math.floor(hundredths / 6000)).padStart(3);
  return `${minutes}:${two((hundredths / 100) % 60)}.${two(hundredths % 100)}`;
}
