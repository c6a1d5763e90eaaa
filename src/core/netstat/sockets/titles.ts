import type { ByteText } from '../context/environment';
import type { Options } from '../commandLine/options';

const WHICH = {
  all: '(servers and established)',
  listening: '(only servers)',
  connected: '(w/o servers)',
} as const;

/** Title and header of the Internet table. */
export function internetTitle(options: Options): ByteText {
  let header = 'Proto Recv-Q Send-Q Local Address           Foreign Address         State      ';
  if (options.extend > 0) header += ' User       Inode     ';
  if (options.programs) header += ` ${'PID/Program name'.padEnd(20)}`;
  if (options.context) header += ` ${'Security Context'.padEnd(50)}`;
  if (options.timers) header += ' Timer';
  return `Active Internet connections ${WHICH[options.which]}\n${header}\n`;
}

/** Title and header of the UNIX table. */
export function unixTitle(options: Options): ByteText {
  let header = 'Proto RefCnt Flags       Type       State         I-Node  ';
  if (options.programs) header += ` ${'PID/Program name'.padEnd(20)}`;
  if (options.context) header += ` ${'Security Context'.padEnd(50)}`;
  return `Active UNIX domain sockets ${WHICH[options.which]}\n${header} Path\n`;
}
