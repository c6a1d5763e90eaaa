import { latin1 } from '../procfs/scan';

/**
 * Messages of netlink, in the machine's byte order (netlink(7); include/uapi/linux/netlink.h): a header of length, type,
 * flags, sequence and port, a body, and behind it attributes.
 */
export const HEADER = 16;

export const SOCK_DIAG_BY_FAMILY = 20;
/** NLM_F_REQUEST alone: of one; with NLM_F_DUMP: of all that pass. */
export const ONE = 0x1;
export const ALL = 0x301;
/** The same with NLM_F_ACK: of one, which is answered in any case. */
export const ACKNOWLEDGED = 0x5;

const NLMSG_ERROR = 2;
const NLMSG_DONE = 3;

/** A request with room for its body. */
export function newRequest(type: number, flags: number, bodyLength: number, littleEndian: boolean): DataView {
  const view = new DataView(new ArrayBuffer(HEADER + bodyLength));
  view.setUint32(0, view.byteLength, littleEndian);
  view.setUint16(4, type, littleEndian);
  view.setUint16(6, flags, littleEndian);
  return view;
}

/** Takes a message's body, from where it begins to where its attributes end. */
export type TakeBody = (view: DataView, from: number, end: number) => void;

/**
 * Takes what one recv(2) gave.
 * @param least bytes that a body has at least
 * @returns whether more is to come; 'refused' where the kernel reports an error or says what cannot be understood
 */
export function takeMessages(
  bytes: Uint8Array,
  littleEndian: boolean,
  least: number,
  take: TakeBody,
): 'more' | 'done' | 'refused' {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + HEADER <= bytes.length;) {
    const length = view.getUint32(at, littleEndian);
    const type = view.getUint16(at + 4, littleEndian);
    if (length < HEADER || at + length > bytes.length) return 'refused';
    if (type === NLMSG_DONE) return isFailed(view, at, length, littleEndian) ? 'refused' : 'done';
    if (type === NLMSG_ERROR || length < HEADER + least) return 'refused';
    take(view, at + HEADER, at + length);
    at += (length + 3) & ~3;
  }
  return 'more';
}

/**
 * What the kernel says to a request for something to be done (struct nlmsgerr).
 * @returns 0 where it was done, else the number of the error; undefined where it is no such answer
 */
export function acknowledgement(bytes: Uint8Array, littleEndian: boolean): number | undefined {
  if (bytes.length < HEADER + 4) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(4, littleEndian) !== NLMSG_ERROR) return undefined;
  const error = -view.getInt32(HEADER, littleEndian);
  return error < 0 ? undefined : error + 0;
}

/** A list that ended early says so where it ends: NLMSG_DONE carries an error below 0. */
function isFailed(view: DataView, at: number, length: number, littleEndian: boolean): boolean {
  return length >= HEADER + 4 && view.getInt32(at + HEADER, littleEndian) < 0;
}

/**
 * The value of the first attribute of this type: each has a length, with its own header, and a type (rtnetlink(7)).
 * @param least bytes that the value has at least
 */
export function attribute(
  view: DataView,
  from: number,
  end: number,
  type: number,
  least: number,
  littleEndian: boolean,
): DataView | undefined {
  for (let at = from; at + 4 <= end;) {
    const length = view.getUint16(at, littleEndian);
    if (length < 4 || at + length > end) return undefined;
    if (view.getUint16(at + 2, littleEndian) === type && length >= 4 + least) {
      return new DataView(view.buffer, view.byteOffset + at + 4, length - 4);
    }
    at += (length + 3) & ~3;
  }
  return undefined;
}

/** The bytes of an attribute's value; none where there is no such attribute. */
export function bytesOf(value: DataView | undefined): Uint8Array {
  return value === undefined
    ? new Uint8Array()
    : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

/** The same as a string of C's: up to the byte 0. */
export function stringOf(value: DataView | undefined): string {
  const bytes = bytesOf(value);
  const end = bytes.indexOf(0);
  return latin1(bytes, 0, end === -1 ? bytes.length : end);
}
