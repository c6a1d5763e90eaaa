/**
 * How programs say that an address is in use, each with the port where the message tells it. The groups `port`,
 * `host` and `udp` are what is read of a match. No pattern may match across lines or look back.
 */
export interface Pattern {
  /** Whose message it is, for those who read this. */
  readonly of: string;
  readonly expression: RegExp;
}

/** A host as programs write it before a colon and the port: IPv4, [IPv6], ::, a name, or nothing. */
const HOST = String.raw`(?<host>\[[\da-fA-F:.]+\]|::(?:ffff:[\d.]+)?|[\w.*-]*)`;
const PORT = String.raw`(?<port>\d{1,5})(?!\d)`;
const IN_USE = '[Aa]ddress already in use';

const pattern = (of: string, source: string): Pattern => ({ of, expression: new RegExp(source, 'd') });

/** Messages that name the port, the more particular ones first. */
export const PATTERNS_WITH_PORT: readonly Pattern[] = [
  pattern(
    'Node',
    String.raw`(?:listen|(?<udp>bind)) EADDRINUSE(?:: address already in use)? ${HOST}:${PORT}`,
  ),
  pattern('Go', String.raw`listen (?:tcp|(?<udp>udp))[46]? ${HOST}:${PORT}: bind: address already in use`),
  pattern('asyncio', String.raw`attempting to bind on address \('(?<host>[^']*)', ${PORT}[^)]*\): ${IN_USE}`),
  pattern('Gunicorn', String.raw`Connection in use: \('(?<host>[^']*)', ${PORT}`),
  pattern('Flask', String.raw`Port ${PORT} is in use by another program`),
  pattern('Ruby', String.raw`${IN_USE} - bind\(2\) for "?(?<host>[^\s"]+)"? port ${PORT}`),
  pattern('PHP', String.raw`Failed to listen on ${HOST}:${PORT} \(reason: ${IN_USE}\)`),
  pattern('.NET', String.raw`Failed to bind to address https?://${HOST}:${PORT}: ${IN_USE}`),
  pattern('Jetty', String.raw`Failed to bind to [^\s/]*/${HOST}:${PORT}`),
  pattern('nginx', String.raw`bind\(\) to ${HOST}:${PORT} failed \(98: ${IN_USE}\)`),
  pattern('Apache', String.raw`${IN_USE}: AH00072: make_sock: could not bind to address ${HOST}:${PORT}`),
  pattern('Docker', String.raw`Bind for ${HOST}:${PORT} failed: port is already allocated`),
  pattern(
    'Docker 28',
    String.raw`failed to bind host port(?: for)? ${HOST}:${PORT}(?::[^\s:]+:\d+)?(?:/(?:tcp|(?<udp>udp)))?: ${IN_USE}`,
  ),
  pattern('PostgreSQL', String.raw`Is another postmaster already running on port ${PORT}\?`),
  pattern('MySQL', String.raw`another mysqld server running on port: ${PORT} \?`),
  pattern('Redis', String.raw`Could not create server TCP listening socket ${HOST}:${PORT}: bind: ${IN_USE}`),
  pattern('OpenSSH', String.raw`bind ${HOST}:${PORT}: ${IN_USE}`),
  pattern('OpenSSH', String.raw`cannot listen to port: ${PORT}`),
  pattern('socat', String.raw`bind\(\d+, \{AF=\d+ ${HOST}:${PORT}\}, \d+\): ${IN_USE}`),
  pattern('Bun', String.raw`Is port ${PORT} in use\?`),
  pattern('Create React App', String.raw`Something is already running on port ${PORT}`),
  pattern('Phoenix', String.raw`failed, port ${PORT} already in use`),
  pattern('kubectl', String.raw`unable to listen on port ${PORT}:`),
  pattern('Spring Boot, Vite, Next.js, Angular', String.raw`[Pp]ort ${PORT} (?:is|was) (?:already )?in use`),
  pattern('many', String.raw`(?<![\w.])${HOST}:${PORT}\W[^\n]{0,80}?${IN_USE}`),
  pattern('many', String.raw`${IN_USE}[^\n\w]{1,4}(?:https?://)?${HOST}:${PORT}`),
];

/** Messages that do not name the port: the command line or the program's own lines before may. */
export const PATTERNS_WITHOUT_PORT: readonly Pattern[] = [
  pattern('Python', String.raw`\[Errno 98\] ${IN_USE}`),
  pattern('Django', String.raw`Error: That port is already in use`),
  pattern('Rust', String.raw`code: 98, kind: AddrInUse`),
  pattern('Deno, Rust', String.raw`${IN_USE} \(os error 98\)`),
  pattern('Java', String.raw`java\.net\.BindException: ${IN_USE}`),
  pattern('Node', String.raw`\bEADDRINUSE\b`),
  pattern('many', IN_USE),
];

/** Messages after which a program goes on by itself, on another port. */
export const TRIES_ANOTHER = /trying another one|trying \d+ instead|using (?:available )?port \d+ instead/;
