import { constants } from 'node:os';
import type { SystemCalls } from '../../../src/node/system/systemCalls';

/** System calls on a machine in memory. */
export class FakeCalls implements SystemCalls {
  /** Links by path; a text of 'denied' stands for one that may not be read. */
  readonly links = new Map<string, string>();
  /** What the kernel answers to a request, part by part; a request that it has no answer for fails. */
  answersTo: (request: Uint8Array) => readonly Uint8Array[] | undefined = () => undefined;
  /** Descriptors that are open. */
  readonly opened = new Map<number, string>();
  readonly setAllocation = undefined;
  readonly trimAllocation = undefined;
  /** Without it, as in a C library that has no setns(2). */
  setNamespace: SystemCalls['setNamespace'] = undefined;
  readonly statx = undefined;
  readonly clockGetTime: SystemCalls['clockGetTime'] = undefined;
  /** What syscall(2) gives, by its number and first argument; a name of an error where it fails. */
  answersCall: (number: number, first: number, second: number) => number | keyof typeof constants.errno =
    () => 'ENOSYS';
  requests = 0;
  #parts: Uint8Array[] = [];
  #next = 3;
  #error = 0;

  readonly open: SystemCalls['open'] = (path) => this.#open(path);
  readonly socket: SystemCalls['socket'] = () => this.#open('socket');

  readonly bind: SystemCalls['bind'] = () => this.#fail('EACCES');
  readonly setSocketOption: SystemCalls['setSocketOption'] = () => 0;
  attachFilter: SystemCalls['attachFilter'] = undefined;
  readonly getSocketOption: SystemCalls['getSocketOption'] = () => this.#fail('ENOPROTOOPT');

  readonly close: SystemCalls['close'] = (descriptor) => (this.opened.delete(descriptor) ? 0 : -1);

  readonly readLinkAt: SystemCalls['readLinkAt'] = (directory, name, buffer, size) => {
    const link = this.links.get(`${this.opened.get(directory)}/${name}`);
    if (link === undefined) return this.#fail('ENOENT');
    if (link === 'denied') return this.#fail('EACCES');
    buffer.set(Buffer.from(link).subarray(0, size));
    return Math.min(link.length, size);
  };

  readonly send: SystemCalls['send'] = (_, request, size) => {
    this.requests++;
    const parts = this.answersTo(request);
    if (parts === undefined) return this.#fail('ENOENT');
    this.#parts = [...parts];
    return size;
  };

  readonly receive: SystemCalls['receive'] = (_, buffer, size) => {
    const part = this.#parts.shift();
    if (part === undefined) return this.#fail('EAGAIN');
    buffer.set(part.subarray(0, size));
    return part.length;
  };

  readonly syscall: SystemCalls['syscall'] = (number, first, second) => {
    const answer = this.answersCall(number, first, second);
    return typeof answer === 'number' ? answer : this.#fail(answer);
  };

  errno(): number {
    return this.#error;
  }

  #open(path: string): number {
    if (path !== 'socket' && ![...this.links.keys()].some((link) => link.startsWith(`${path}/`))) {
      return this.#fail('ENOENT');
    }
    this.opened.set(this.#next, path);
    return this.#next++;
  }

  #fail(error: keyof typeof constants.errno): number {
    this.#error = constants.errno[error];
    return -1;
  }
}
