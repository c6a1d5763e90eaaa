import { constants } from 'node:os';
import type { SystemCalls } from './systemCalls';

/** Numbers of system calls that all architectures share: include/uapi/asm-generic/unistd.h. */
const PIDFD_SEND_SIGNAL = 424;
const PIDFD_OPEN = 434;

/**
 * Descriptors of processes (pidfd_open(2), Linux 5.3). One stays with the process that had the pid when it was opened:
 * what is sent by it reaches that process or nobody, whoever gets the pid meanwhile.
 */
export class ProcessDescriptors {
  readonly #calls: SystemCalls;

  constructor(calls: SystemCalls) {
    this.#calls = calls;
  }

  /**
   * @returns a descriptor to be closed; undefined where the kernel has none to give (ENOSYS), or a sandbox forbids it
   *   (EPERM, which this call does not say otherwise)
   * @throws the system's error, with its `code`: ESRCH where there is no such process
   */
  open(pid: number): number | undefined {
    const descriptor = this.#calls.syscall(PIDFD_OPEN, pid, 0, null, 0);
    if (descriptor >= 0) return descriptor;
    const error = this.#error('pidfd_open');
    if (error.code === 'ENOSYS' || error.code === 'EPERM') return undefined;
    throw error;
  }

  /** @throws the system's error, with its `code`, as kill(2) has it: EPERM, ESRCH */
  send(descriptor: number, signal: NodeJS.Signals): void {
    const sent = this.#calls.syscall(PIDFD_SEND_SIGNAL, descriptor, constants.signals[signal], null, 0);
    if (sent < 0) throw this.#error('pidfd_send_signal');
  }

  close(descriptor: number): void {
    this.#calls.close(descriptor);
  }

  #error(call: string): NodeJS.ErrnoException {
    const errno = this.#calls.errno();
    const [code = `errno ${errno}`] =
      Object.entries(constants.errno).find(([, number]) => number === errno) ?? [];
    return Object.assign(new Error(`${call}: ${code}`), { code, errno, syscall: call });
  }
}

/** Which way signals go here, for the log. */
export function signalsNote(calls: SystemCalls | Error, ownPid: number): string {
  if (calls instanceof Error) return 'signals go by pid';
  const why = whyNoDescriptor(new ProcessDescriptors(calls), ownPid);
  return why === undefined ? 'signals go by descriptor of the process (pidfd)' : `signals go by pid: ${why}`;
}

function whyNoDescriptor(descriptors: ProcessDescriptors, ownPid: number): string | undefined {
  try {
    const descriptor = descriptors.open(ownPid);
    if (descriptor === undefined)
      return 'the kernel is older than Linux 5.3, or a sandbox forbids descriptors';
    descriptors.close(descriptor);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
