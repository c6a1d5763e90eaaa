import type * as koffi from 'koffi';
import { checkNativeCode } from './nativeCode';
import { nativeFile } from './nativeFile';

/**
 * The few calls of the C library that Node has no way to, each as its manual page has it: what is below 0 has failed,
 * and {@link SystemCalls.errno} tells why.
 */
export interface SystemCalls {
  /** open(2): a descriptor. */
  readonly open: (path: string, flags: number) => number;
  /** close(2). */
  readonly close: (descriptor: number) => number;
  /** readlinkat(2): how many bytes of the link were written to the buffer. */
  readonly readLinkAt: (directory: number, name: string, buffer: Uint8Array, size: number) => number;
  /** statx(2), where the C library has it: glibc since 2.28, musl since 1.2.5. */
  readonly statx:
    | ((directory: number, path: string, flags: number, mask: number, buffer: Uint8Array) => number)
    | undefined;
  /** clock_gettime(2), where the C library has it under this name: the time as struct timespec. */
  readonly clockGetTime: ((clock: number, time: Uint8Array) => number) | undefined;
  /** socket(2): a descriptor. */
  readonly socket: (family: number, type: number, protocol: number) => number;
  /** bind(2): the address as its family has it. */
  readonly bind: (socket: number, address: Uint8Array, size: number) => number;
  /** setsockopt(2). */
  readonly setSocketOption: (
    socket: number,
    level: number,
    option: number,
    value: Uint8Array,
    size: number,
  ) => number;
  /**
   * setsockopt(2) with SO_ATTACH_FILTER (socket(7)): has the socket get what a program of so many instructions, each a
   * struct sock_filter, lets through.
   */
  readonly attachFilter: ((socket: number, program: Uint8Array, instructions: number) => number) | undefined;
  /** getsockopt(2): the size, as a word, is that of the value, and what was written of it. */
  readonly getSocketOption: (
    socket: number,
    level: number,
    option: number,
    value: Uint8Array,
    size: Uint8Array,
  ) => number;
  /** send(2): how many bytes were sent. */
  readonly send: (socket: number, buffer: Uint8Array, size: number, flags: number) => number;
  /** recv(2): how many bytes came, with MSG_TRUNC as many as there were to come. */
  readonly receive: (socket: number, buffer: Uint8Array, size: number, flags: number) => number;
  /** syscall(2): what has no function in every C library. All that are used take four arguments or fewer. */
  readonly syscall: (number: number, first: number, second: number, third: null, fourth: number) => number;
  /** setns(2): the calling thread enters the namespace of that kind which the descriptor is of. */
  readonly setNamespace: ((descriptor: number, kind: number) => number) | undefined;
  /** mallopt(3), where the C library has it: musl has not, and gives large blocks back by itself. */
  readonly setAllocation: ((parameter: number, value: number) => number) | undefined;
  /** malloc_trim(3), where the C library has it. */
  readonly trimAllocation: ((pad: number) => number) | undefined;
  /** errno(3) of the last call that failed. */
  errno(): number;
}

/** Levels and options of sockets (socket(7)), the same on all machines that native code is shipped for. */
export const SOL_SOCKET = 1;
const SO_ATTACH_FILTER = 26;

/** The environment variable that turns them off, where it is "off". */
export const SWITCH = 'NETSTAT_SYSTEM_CALLS';

/**
 * The calls of this process' C library, or why they cannot be had: the machine is none that koffi is shipped for, or what
 * is there of it is damaged ({@link DamagedNativeCode}).
 */
export function loadSystemCalls(): SystemCalls | Error {
  if (process.env[SWITCH] === 'off') return new Error(`${SWITCH} is off.`);
  if (process.platform !== 'linux') return new Error(`They are Linux's, and this is ${process.platform}.`);
  try {
    const file = nativeFile();
    checkNativeCode(file);
    // Loaded here and not above: it is native code, which is not there for every machine. Of the package, what is shipped
    // is that code alone (build/koffi.ts); it has these as the package has them.
    const { load, errno, struct, pointer, sizeof } = require(file) as typeof koffi;
    const library = load(null);
    return {
      open: library.func('int open(const char *path, int flags)'),
      close: library.func('int close(int descriptor)'),
      readLinkAt: library.func('int readlinkat(int directory, const char *name, void *buffer, size_t size)'),
      statx: optional(() =>
        library.func(
          'int statx(int directory, const char *path, int flags, unsigned int mask, void *buffer)',
        ),
      ),
      clockGetTime: optional(() => library.func('int clock_gettime(int clock, void *time)')),
      socket: library.func('int socket(int family, int type, int protocol)'),
      bind: library.func('int bind(int socket, const void *address, uint32_t size)'),
      setSocketOption: library.func(
        'int setsockopt(int socket, int level, int option, const void *value, uint32_t size)',
      ),
      attachFilter: (socket, program, instructions) => {
        // Made when it is called: few processes do.
        const value = struct({ len: 'uint16_t', filter: 'const void *' });
        const attach = library.func('setsockopt', 'int', ['int', 'int', 'int', pointer(value), 'uint32_t']);
        const filter = { len: instructions, filter: program };
        return attach(socket, SOL_SOCKET, SO_ATTACH_FILTER, filter, sizeof(value)) as number;
      },
      getSocketOption: library.func(
        'int getsockopt(int socket, int level, int option, void *value, void *size)',
      ),
      send: library.func('int send(int socket, void *buffer, size_t size, int flags)'),
      receive: library.func('int recv(int socket, void *buffer, size_t size, int flags)'),
      syscall: library.func('long syscall(long number, long first, long second, void *third, long fourth)'),
      setNamespace: optional(() => library.func('int setns(int descriptor, int kind)')),
      setAllocation: optional(() => library.func('int mallopt(int parameter, int value)')),
      trimAllocation: optional(() => library.func('int malloc_trim(size_t pad)')),
      errno: () => errno(),
    };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Nothing where it throws. */
function optional<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
