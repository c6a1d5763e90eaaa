import { constants } from 'node:os';
import { attributeOf, describing } from '../../../core/netlink/recordedMessages';
import type { SystemCalls } from '../../../../../src/node/system/systemCalls';
import { FakeCalls } from '../../fakeCalls';

/** A message of a connection that closed with so many bytes sent, by the port of its end. */
export function closing(port: number, sent = 0): Uint8Array {
  const info = new DataView(new ArrayBuffer(224));
  info.setUint32(68, 20, true);
  info.setBigUint64(120, BigInt(sent + 2), true);
  info.setBigUint64(200, BigInt(sent), true);
  return describing({
    state: 7,
    local: [[0x7f000001, 0, 0, 0], port],
    remote: [[0x7f000001, 0, 0, 0], 80],
    attributes: [attributeOf(2, new Uint8Array(info.buffer))],
  });
}

/** A kernel in memory that tells of sockets that were destroyed. */
export class TellingCalls extends FakeCalls {
  /** What is to be told, or the name of an error of recv(2). */
  readonly told: (Uint8Array | 'ENOBUFS' | 'EINTR')[] = [];
  /** What it counts of messages that it dropped; undefined in a kernel that does not tell. */
  drops: number | undefined = 0;
  /** Options that were set, and whether one that takes root may be. */
  readonly options: number[] = [];
  isRoot = true;
  /** Whether sockets may be bound. */
  isTelling = true;
  /** Descriptors of sockets that are open. */
  readonly sockets = new Set<number>();
  #made = 100;
  #errno: number | undefined;

  override readonly socket = (): number => {
    this.sockets.add(++this.#made);
    return this.#made;
  };
  override readonly close = (descriptor: number): number => {
    this.sockets.delete(descriptor);
    return 0;
  };
  override attachFilter: SystemCalls['attachFilter'] = undefined;
  override readonly bind = (): number => (this.isTelling ? 0 : -1);
  override readonly setSocketOption = (_: number, _level: number, option: number): number => {
    this.options.push(option);
    return option === 33 && !this.isRoot ? -1 : 0;
  };
  override readonly getSocketOption = (
    _: number,
    _level: number,
    option: number,
    value: Uint8Array,
  ): number => {
    if (option !== 55 || this.drops === undefined) return -1;
    new DataView(value.buffer).setUint32(32, this.drops, true);
    return 0;
  };
  override readonly receive = (_: number, buffer: Uint8Array, size: number): number => {
    const next = this.told.shift();
    if (next instanceof Uint8Array) {
      buffer.set(next.subarray(0, size));
      return next.length;
    }
    this.#errno = constants.errno[next ?? 'EAGAIN'];
    return -1;
  };

  override errno(): number {
    return this.#errno ?? super.errno();
  }
}
