import { isMapped } from '../../text/address';
import { dotted, ipv6Text, isAllZero } from './addressText';
import type { ByteText } from './environment';
import type { Names } from './names';
import type { Options } from '../commandLine/options';

/** Bytes that a cell has with -W: there is a limit to that, too. */
const WIDE_LIMIT = 127;
/** Bytes that address and port take together in a cell without -W. */
const CELL_LIMIT = 22;
/** Of these at most so many for the port. */
const PORT_LIMIT = 18;

/** What decides how addresses and ports are written. */
type CellOptions = Pick<Options, 'numericHosts' | 'numericPorts' | 'wide'>;

/** Address and port in one cell; cut to the table's 23 columns, without a mark, where not wide, else to 127. */
export function addressCell(address: ByteText, port: ByteText, wide: boolean): ByteText {
  if (wide || address.length + port.length <= CELL_LIMIT) return `${address}:${port}`.slice(0, WIDE_LIMIT);
  const ofPort = Math.min(port.length, PORT_LIMIT);
  return `${address.slice(0, CELL_LIMIT - ofPort)}:${port.slice(0, ofPort)}`;
}

/** A port's name or number; 0 is any port, even where all is numeric. */
export function portText(
  port: number,
  protocol: 'tcp' | 'udp' | 'raw',
  options: CellOptions,
  names: Names,
): ByteText {
  if (port === 0) return '*';
  return (options.numericPorts ? undefined : names.port(port, protocol)) ?? String(port);
}

/** A host's name or its address; a promise where a name server has to be asked. */
export function hostText(
  words: Uint32Array,
  isIPv6: boolean,
  options: CellOptions,
  names: Names,
): ByteText | Promise<ByteText> {
  if (!isIPv6) return ipv4HostText(words[0] ?? 0, options, names);
  if (options.numericHosts) return ipv6Text(words);
  if (isAllZero(words)) return '[::]';
  if (isMapped(words) && words[3] === 0) return '0.0.0.0';
  return nameOr(names.host6(words), () => ipv6Text(words));
}

/** The same for an IPv4 address, 127.0.0.1 as 0x7f000001: in tables of sockets, 0.x.y.z is a network to netstat. */
export function ipv4HostText(word: number, options: CellOptions, names: Names): ByteText | Promise<ByteText> {
  if (options.numericHosts || word === 0) return dotted(word);
  return nameOr(word >>> 24 === 0 ? names.network(word) : names.host4(word), () => dotted(word));
}

/** The same where netstat knows that it is a host, whatever its first octet. */
export function ipv4NameText(word: number, options: CellOptions, names: Names): ByteText | Promise<ByteText> {
  if (options.numericHosts || word === 0) return dotted(word);
  return nameOr(names.host4(word), () => dotted(word));
}

function nameOr(
  name: ByteText | undefined | Promise<ByteText | undefined>,
  numeric: () => ByteText,
): ByteText | Promise<ByteText> {
  if (name instanceof Promise) return name.then((found) => found ?? numeric());
  return name ?? numeric();
}
