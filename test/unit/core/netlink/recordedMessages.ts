/** A socket as the kernel describes it in struct inet_diag_msg (include/uapi/linux/inet_diag.h). */
export interface Described {
  readonly family?: number;
  readonly state?: number;
  readonly timer?: number;
  readonly counter?: number;
  readonly local?: readonly [address: readonly number[], port: number];
  readonly remote?: readonly [address: readonly number[], port: number];
  readonly expires?: number;
  readonly rxQueue?: number;
  readonly txQueue?: number;
  readonly uid?: number;
  readonly inode?: number;
  readonly device?: number;
  readonly cookie?: readonly [number, number];
  readonly drops?: number;
  readonly attributes?: readonly Uint8Array[];
}

const NOWHERE = [[0, 0, 0, 0], 0] as const;

/** A message that describes a socket, as a machine of this byte order has it. */
export function describing(socket: Described, littleEndian = true): Uint8Array {
  const { family = 2, state = 1, local = NOWHERE, remote = NOWHERE, drops } = socket;
  const bytes = message(20, 72 + (drops === undefined ? 0 : 40), littleEndian);
  const view = new DataView(bytes.buffer);
  bytes.set([family, state, socket.timer ?? 0, socket.counter ?? 0], 16);
  view.setUint16(20, local[1]);
  view.setUint16(22, remote[1]);
  for (const [word, value] of local[0].entries()) view.setUint32(24 + word * 4, value);
  for (const [word, value] of remote[0].entries()) view.setUint32(40 + word * 4, value);
  const { device = 0, cookie = [0, 0] } = socket;
  for (const [i, value] of [device, ...cookie].entries()) view.setUint32(56 + i * 4, value, littleEndian);
  const { expires = 0, rxQueue = 0, txQueue = 0, uid = 0, inode = 0 } = socket;
  for (const [i, value] of [expires, rxQueue, txQueue, uid, inode].entries()) {
    view.setUint32(68 + i * 4, value, littleEndian);
  }
  if (drops !== undefined) {
    view.setUint16(88, 40, littleEndian);
    view.setUint16(90, 7, littleEndian);
    view.setUint32(88 + 4 + 8 * 4, drops, littleEndian);
  }
  return joined(bytes, socket.attributes ?? [], littleEndian);
}

/** A UNIX socket as the kernel describes it in struct unix_diag_msg (include/uapi/linux/unix_diag.h). */
export function describingUnix(
  { state, inode }: { readonly state: number; readonly inode: number },
  attributes: readonly Uint8Array[],
  littleEndian = true,
): Uint8Array {
  const bytes = message(20, 16, littleEndian);
  bytes.set([1, 1, state], 16);
  new DataView(bytes.buffer).setUint32(20, inode, littleEndian);
  return joined(bytes, attributes, littleEndian);
}

/** An attribute of a message, filled up to four bytes. */
export function attributeOf(type: number, value: Uint8Array, littleEndian = true): Uint8Array {
  const bytes = new Uint8Array((4 + value.length + 3) & ~3);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 4 + value.length, littleEndian);
  view.setUint16(2, type, littleEndian);
  bytes.set(value, 4);
  return bytes;
}

/** What a test says of a connection in struct tcp_info (include/uapi/linux/tcp.h); all else is 0. */
export interface RecordedInfo {
  readonly roundTrip?: number;
  readonly congestionWindow?: number;
  readonly retransmitted?: number;
  readonly acknowledged?: number;
  readonly received?: number;
  readonly sent?: number;
  readonly sentAgain?: number;
}

/** The attribute with that structure. @param length of it: 104 before 4.1, 192 before 4.19, 280 of today's kernels */
export function infoOf(info: RecordedInfo, length = 280, littleEndian = true): Uint8Array {
  const bytes = new Uint8Array(280);
  const view = new DataView(bytes.buffer);
  const { roundTrip = 0, congestionWindow = 0, retransmitted = 0 } = info;
  view.setUint32(68, roundTrip, littleEndian);
  view.setUint32(80, congestionWindow, littleEndian);
  view.setUint32(100, retransmitted, littleEndian);
  const { acknowledged = 0, received = 0, sent = 0, sentAgain = 0 } = info;
  for (const [at, value] of [
    [120, acknowledged],
    [128, received],
    [200, sent],
    [208, sentAgain],
  ] as const)
    view.setBigUint64(at, BigInt(value), littleEndian);
  return attributeOf(2, bytes.subarray(0, length), littleEndian);
}

/** Numbers of four bytes each. */
export function wordsOf(values: readonly number[], littleEndian = true): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) view.setUint32(i * 4, value, littleEndian);
  return bytes;
}

function joined(body: Uint8Array, attributes: readonly Uint8Array[], littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(Buffer.concat([body, ...attributes]));
  new DataView(bytes.buffer).setUint32(0, bytes.length, littleEndian);
  return bytes;
}

/** The end of a list, with the kernel's error where it broke off. */
export function done(error = 0, littleEndian = true): Uint8Array {
  const bytes = message(3, 4, littleEndian);
  new DataView(bytes.buffer).setInt32(16, error, littleEndian);
  return bytes;
}

/** The kernel's refusal of a request, or its word that it was done (netlink(7): NLMSG_ERROR). @param error its number, 0 for none */
export function refusal(error = 0, littleEndian = true): Uint8Array {
  const bytes = message(2, 20, littleEndian);
  new DataView(bytes.buffer).setInt32(16, -error, littleEndian);
  return bytes;
}

function message(type: number, length: number, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(16 + length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length, littleEndian);
  view.setUint16(4, type, littleEndian);
  return bytes;
}

/** A device as the kernel describes it in struct ifinfomsg (rtnetlink(7)). */
export function describingLink(
  { index, type, flags }: { readonly index: number; readonly type: number; readonly flags: number },
  attributes: readonly Uint8Array[],
  littleEndian = true,
): Uint8Array {
  const bytes = message(16, 16, littleEndian);
  const view = new DataView(bytes.buffer);
  view.setUint16(18, type, littleEndian);
  view.setInt32(20, index, littleEndian);
  view.setUint32(24, flags, littleEndian);
  return joined(bytes, attributes, littleEndian);
}

/** An IPv4 address as the kernel describes it in struct ifaddrmsg (rtnetlink(7)). */
export function describingAddress(
  { index, prefixLength }: { readonly index: number; readonly prefixLength: number },
  attributes: readonly Uint8Array[],
  littleEndian = true,
): Uint8Array {
  const bytes = message(20, 8, littleEndian);
  bytes.set([2, prefixLength], 16);
  new DataView(bytes.buffer).setUint32(20, index, littleEndian);
  return joined(bytes, attributes, littleEndian);
}

/** What the kernel says of another network namespace in struct rtgenmsg and its attributes (RTM_NEWNSID). */
export function describingNamespaceId(attributes: readonly Uint8Array[], littleEndian = true): Uint8Array {
  return joined(message(88, 4, littleEndian), attributes, littleEndian);
}
