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
  readonly drops?: number;
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
  const { expires = 0, rxQueue = 0, txQueue = 0, uid = 0, inode = 0 } = socket;
  for (const [i, value] of [expires, rxQueue, txQueue, uid, inode].entries()) {
    view.setUint32(68 + i * 4, value, littleEndian);
  }
  if (drops !== undefined) {
    view.setUint16(88, 40, littleEndian);
    view.setUint16(90, 7, littleEndian);
    view.setUint32(88 + 4 + 8 * 4, drops, littleEndian);
  }
  return bytes;
}

/** The end of a list, with the kernel's error where it broke off. */
export function done(error = 0, littleEndian = true): Uint8Array {
  const bytes = message(3, 4, littleEndian);
  new DataView(bytes.buffer).setInt32(16, error, littleEndian);
  return bytes;
}

/** The kernel's refusal of a request (netlink(7): NLMSG_ERROR). */
export function refusal(): Uint8Array {
  return message(2, 20, true);
}

function message(type: number, length: number, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(16 + length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length, littleEndian);
  view.setUint16(4, type, littleEndian);
  return bytes;
}
