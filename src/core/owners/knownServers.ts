/** A port as an argument of its own or behind an address: "6379", "*:6379", "127.0.0.1:6379", "[::1]:6379". */
function isPort(word: string | undefined, port: number): boolean {
  return word !== undefined && (word === String(port) || word.endsWith(`:${port}`));
}

/** `--port 80`, `--port=80`, `-p80`, `-p 80` of these options. */
function hasOption(args: readonly string[], options: readonly string[], port: number): boolean {
  return args.some((word, at) =>
    options.some((option) => {
      if (word === option) return isPort(args[at + 1], port);
      if (!word.startsWith(option)) return false;
      const value = word.slice(option.length);
      return isPort(
        option.startsWith('--') ? value.slice(value.startsWith('=') ? 1 : Infinity) : value,
        port,
      );
    }),
  );
}

/**
 * Servers that name on their command line the port that they serve, by the name of the program, and how. Clients of the
 * same family have other names (psql, redis-cli), and are not here.
 */
const SERVERS: Readonly<Record<string, (args: readonly string[], port: number) => boolean>> = {
  // postgres(1), mysqld, mongod(1), memcached(1), sshd(8), dnsmasq(8)
  postgres: (args, port) => hasOption(args, ['-p', '--port'], port),
  mysqld: (args, port) => hasOption(args, ['-P', '--port'], port),
  mariadbd: (args, port) => hasOption(args, ['-P', '--port'], port),
  mongod: (args, port) => hasOption(args, ['--port'], port),
  memcached: (args, port) => hasOption(args, ['-p', '--port'], port),
  sshd: (args, port) => hasOption(args, ['-p'], port),
  dnsmasq: (args, port) => hasOption(args, ['-p', '--port'], port),
  // It writes where it listens over its arguments: "/usr/bin/redis-server 127.0.0.1:6379".
  'redis-server': (args, port) => hasOption(args, ['--port'], port) || isPort(args[0], port),
  'valkey-server': (args, port) => hasOption(args, ['--port'], port) || isPort(args[0], port),
  'docker-proxy': (args, port) => hasOption(args, ['-host-port'], port),
};

/**
 * Whether it is a server that says itself that it serves the port. Anyone can say so: this chooses among processes that
 * can have a socket, and is no evidence alone.
 * @param program the process' name
 * @param commandLine its arguments; programs that write over them leave all in the first, and nothing in others
 */
export function saysItServes(program: string, commandLine: readonly string[], port: number): boolean {
  const given = commandLine.filter((word) => word !== '');
  const words = given.length === 1 ? (given[0] ?? '').split(' ') : given;
  const serves = Object.hasOwn(SERVERS, program) ? SERVERS[program] : undefined;
  return serves?.(words.slice(1), port) ?? false;
}
