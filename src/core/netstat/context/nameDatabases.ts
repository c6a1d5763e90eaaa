import { type HostsFile, ipv6Key, parseHosts } from '../../etc/hosts';
import { parseNetworks } from '../../etc/networkNames';
import { parseNsswitch } from '../../etc/nsswitch';
import { parsePasswd } from '../../etc/passwd';
import { parseProtocols } from '../../etc/protocols';
import { parseServices } from '../../etc/services';
import { isMapped } from '../../text/address';
import { dotted, ipv6Text } from './addressText';
import type { ByteText, Environment } from './environment';
import type { Names } from './names';

/** Bytes that netstat keeps of a service's name. */
const SERVICE_LIMIT = 63;

/** What glibc asks where nsswitch.conf says nothing of hosts. */
const DEFAULT_ORDER = ['files', 'dns'];

type HostName = ByteText | undefined | Promise<ByteText | undefined>;

/** The machine's names: the files of /etc, each read once it is needed, and its resolver for what they lack. */
export function openNames(environment: Environment): Names {
  const read = (path: ByteText): Uint8Array => {
    const file = environment.readFile(path);
    return file.ok ? file.bytes : new Uint8Array();
  };
  const ports = once(() => portNames(read));
  const users = once(() => parsePasswd(read('/etc/passwd')));
  const networks = once(() => parseNetworks(read('/etc/networks')));
  const order = once(() => parseNsswitch(read('/etc/nsswitch.conf'), 'hosts') ?? DEFAULT_ORDER);
  const hosts = once(() => parseHosts(read('/etc/hosts')));
  const known = new Map<string, HostName>();

  /** Asks /etc/hosts and the resolver in the configured order, and remembers the answer, or that there is none. */
  const host = (address: ByteText, inFile: (file: HostsFile) => ByteText | undefined): HostName => {
    if (known.has(address)) return known.get(address);
    const asked = [...new Set(order().map((service) => (service === 'files' ? 'files' : 'resolver')))];
    let name: HostName;
    for (const source of asked) {
      const fromFile = (): ByteText | undefined => inFile(hosts());
      if (name instanceof Promise) {
        name = source === 'files' ? name.then((found) => found ?? fromFile()) : name;
      } else {
        name ??= source === 'files' ? fromFile() : environment.reverseLookup(address);
      }
    }
    known.set(address, name);
    if (name instanceof Promise) return name.then((found) => (known.set(address, found), found));
    return name;
  };

  return {
    port: (port, protocol) => ports().get(`${port}/${protocol}`),
    user: (uid) => users().get(uid),
    network: (address) => networks().get(address),
    host4: (address) => host(dotted(address), ({ names4 }) => names4.get(address)),
    host6: (words) =>
      host(isMapped(words) ? `::ffff:${ipv6Text(words)}` : ipv6Text(words), ({ names6 }) =>
        names6.get(ipv6Key(words)),
      ),
  };
}

/** Names by "port/protocol", where the last line of a port wins; raw "ports" are the IP protocols' numbers. */
function portNames(read: (path: ByteText) => Uint8Array): Map<string, ByteText> {
  const names = new Map<string, ByteText>();
  for (const { name, port, protocol } of parseServices(read('/etc/services'))) {
    names.set(`${port}/${protocol}`, name.slice(0, SERVICE_LIMIT));
  }
  for (const [number, name] of parseProtocols(read('/etc/protocols'))) {
    names.set(`${number}/raw`, name.slice(0, SERVICE_LIMIT));
  }
  return names;
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
