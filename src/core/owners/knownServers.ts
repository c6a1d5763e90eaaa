import { optionOf } from '../ports/programIdentity';
import type { WaitingAt } from './facts';

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

type Serves = (args: readonly string[], at: WaitingAt, exactly: boolean) => boolean;

const TCP = ['tcp'];
const BOTH = ['tcp', 'udp'];

/** A server of these protocols with an option for its port. */
function withOption(protocols: readonly string[], ...options: readonly string[]): Serves {
  return (args, { protocol, port }) => protocols.includes(protocol) && hasOption(args, options, port);
}

/** It writes where it listens over its arguments: "/usr/bin/redis-server 127.0.0.1:6379". */
function servesAsRedis(args: readonly string[], at: WaitingAt, exactly: boolean): boolean {
  return withOption(TCP, '--port')(args, at, exactly) || (at.protocol === 'tcp' && isPort(args[0], at.port));
}

/** One process for each protocol, address and port. The older ones take 0.0.0.0 for all addresses of IPv6, too. */
function servesAsProxy(args: readonly string[], at: WaitingAt, exactly: boolean): boolean {
  const option = (name: string): string | undefined => optionOf(['docker-proxy', ...args], name);
  const address = option('host-ip');
  return (
    option('proto') === at.protocol &&
    option('host-port') === String(at.port) &&
    (address === at.address || (!exactly && address === '0.0.0.0' && at.address === '::'))
  );
}

/**
 * Servers that name on their command line the port that they serve, by the name of the program, and how. Clients of the
 * same family have other names (psql, redis-cli), and are not here.
 */
const SERVERS: Readonly<Record<string, Serves>> = {
  // postgres(1), mysqld, mongod(1), memcached(1), sshd(8), dnsmasq(8)
  postgres: withOption(TCP, '-p', '--port'),
  mysqld: withOption(TCP, '-P', '--port'),
  mariadbd: withOption(TCP, '-P', '--port'),
  mongod: withOption(TCP, '--port'),
  memcached: withOption(TCP, '-p', '--port'),
  sshd: withOption(TCP, '-p'),
  dnsmasq: withOption(BOTH, '-p', '--port'),
  'redis-server': servesAsRedis,
  'valkey-server': servesAsRedis,
  'docker-proxy': servesAsProxy,
};

/**
 * Whether it is a server that says itself that it serves the port. Anyone can say so: this chooses among processes that
 * can have a socket, and is no evidence alone.
 * @param program the process' name
 * @param commandLine its arguments; programs that write over them leave all in the first, and nothing in others
 * @param exactly whether the address must be the same word, of who has one on the command line
 */
export function saysItServes(
  program: string,
  commandLine: readonly string[],
  at: WaitingAt,
  exactly = false,
): boolean {
  const given = commandLine.filter((word) => word !== '');
  const words = given.length === 1 ? (given[0] ?? '').split(' ') : given;
  const serves = Object.hasOwn(SERVERS, program) ? SERVERS[program] : undefined;
  return serves?.(words.slice(1), at, exactly) ?? false;
}
