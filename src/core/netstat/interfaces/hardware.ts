import type { ByteText } from '../context/environment';

/** How netstat shows a kind of hardware: its short and long names, and the address, where it shows one. */
interface Hardware {
  readonly name: ByteText;
  readonly title: ByteText;
  readonly address?: (bytes: readonly number[]) => ByteText;
}

const lower = (bytes: readonly number[], length: number, separator: string): ByteText =>
  Array.from({ length }, (_, i) => (bytes[i] ?? 0).toString(16).padStart(2, '0')).join(separator);

const upper = (bytes: readonly number[], length: number, separator: string): ByteText =>
  lower(bytes, length, separator).toUpperCase();

/** The bytes up to a zero as text. */
const text = (bytes: readonly number[]): ByteText =>
  String.fromCharCode(...bytes.slice(0, [...bytes, 0].indexOf(0)));

/** Six characters shifted left by one bit, blanks left out, and a station number. */
function callsign(bytes: readonly number[]): ByteText {
  const letters = text(bytes.slice(0, 6).map((byte) => byte >> 1));
  const station = ((bytes[6] ?? 0) & 0x1e) >> 1;
  return letters.replaceAll(' ', '') + (station === 0 ? '' : `-${station}`);
}

/** A number of 16 bits in the byte order of nearly every machine. */
function dlci(bytes: readonly number[]): ByteText {
  return String(((((bytes[1] ?? 0) << 8) | (bytes[0] ?? 0)) << 16) >> 16);
}

/** By ARPHRD_* of include/uapi/linux/if_arp.h. */
const HARDWARE: ReadonlyMap<number, Hardware> = new Map<number, Hardware>([
  [0, { name: 'netrom', title: 'AMPR NET/ROM', address: callsign }],
  [1, { name: 'ether', title: 'Ethernet', address: (bytes) => lower(bytes, 6, ':') }],
  [3, { name: 'ax25', title: 'AMPR AX.25', address: callsign }],
  [7, { name: 'arcnet', title: 'ARCnet', address: (bytes) => upper(bytes, 1, '') }],
  [15, { name: 'dlci', title: 'Frame Relay DLCI', address: dlci }],
  [27, { name: 'eui64', title: 'Generic EUI-64', address: (bytes) => upper(bytes, 8, ':') }],
  [256, { name: 'slip', title: 'Serial Line IP' }],
  [257, { name: 'cslip', title: 'VJ Serial Line IP' }],
  [258, { name: 'slip6', title: '6-bit Serial Line IP' }],
  [259, { name: 'cslip6', title: 'VJ 6-bit Serial Line IP' }],
  [264, { name: 'adaptive', title: 'Adaptive Serial Line IP' }],
  [270, { name: 'rose', title: 'AMPR ROSE', address: (bytes) => lower(bytes, 5, '') }],
  [271, { name: 'x25', title: 'generic X.25', address: text }],
  [512, { name: 'ppp', title: 'Point-to-Point Protocol' }],
  [513, { name: 'hdlc', title: '(Cisco)-HDLC' }],
  [516, { name: 'lapb', title: 'LAPB' }],
  [768, { name: 'tunnel', title: 'IPIP Tunnel', address: () => '' }],
  [770, { name: 'frad', title: 'Frame Relay Access Device' }],
  [772, { name: 'loop', title: 'Local Loopback' }],
  [
    774,
    { name: 'fddi', title: 'Fiber Distributed Data Interface', address: (bytes) => upper(bytes, 6, '-') },
  ],
  [776, { name: 'sit', title: 'IPv6-in-IPv4' }],
  [780, { name: 'hippi', title: 'HIPPI', address: (bytes) => upper(bytes, 6, ':') }],
]);

/** Any other kind. The kernel hands out 14 bytes of an address, of which netstat shows 8, and 8 zeros. */
const UNSPECIFIED: Hardware = {
  name: 'unspec',
  title: 'UNSPEC',
  address: (bytes) => upper(bytes.slice(0, 8), 16, '-'),
};

/** The kind of hardware in netstat's words, and the address where it shows one. */
export function hardwareOf(
  type: number,
  address: readonly number[],
): { readonly name: ByteText; readonly title: ByteText; readonly address: ByteText | undefined } {
  const { name, title, address: addressText } = HARDWARE.get(type) ?? UNSPECIFIED;
  return { name, title, address: addressText?.(address) };
}

/** The line of the long form that tells hardware, address and queue; without indent and newline. */
export function hardwareLine(type: number, bytes: readonly number[], txQueueLength: number): ByteText {
  const { name, title, address } = hardwareOf(type, bytes);
  const start = address === undefined ? name : `${name} ${address}`;
  return `${start}  txqueuelen ${txQueueLength}  (${title})`;
}
