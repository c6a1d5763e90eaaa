import { OTHER_PROTOCOLS, type OtherProtocol } from '../../model/otherSocket';
import { FAMILIES } from '../families/families';

/** What -h prints, and every usage error: each option with what it does, in our own words. */
export function usageText(): string {
  return `Usage: netstat [OPTION]...
Shows what this machine's network does. Without an option for another table: its sockets.

Tables:
  -r, --route            routes
  -i, --interfaces       network interfaces (-a: those that are down too)
  -g, --groups           multicast groups that are joined
  -s, --statistics       counters of the protocols
  -M, --masquerade       masqueraded connections

Sockets:
  -t, --tcp              TCP
  -u, --udp              UDP
  -U, --udplite          UDP-Lite
  -S, --sctp             SCTP
  -w, --raw              raw
  -x, --unix             UNIX domain
  -2, --l2cap            Bluetooth L2CAP (not supported)
  -f, --rfcomm           Bluetooth RFCOMM (not supported)
  -l, --listening        only those that wait for others
  -a, --all              all of them; without -a and -l: those that are connected
  -e, --extend           user and inode too (-r, -i: other columns)
  -o, --timers           timers too
  -p, --programs         process id and program too
  -Z, --context          SELinux context too

Families:
  -4, -6                 IPv4, IPv6
  -A, --protocol=LIST    of a comma-separated list: inet (ip, tcpip), inet6 (ip6), unix, econet, ash, bluetooth,
                         ${OTHER_PROTOCOLS.map(withOtherNames).join(', ')}
  --inet, --ip, --inet6, --unix, --bluetooth, --tcpip,
  ${OTHER_PROTOCOLS.flatMap((name) => FAMILIES[name].optionNames.map((option) => `--${option}`)).join(', ')}
                         the same, one at a time

What is shown and how:
  -n, --numeric          numbers instead of names
  --numeric-hosts, --numeric-ports, --numeric-users
                         numbers instead of names of hosts, of ports, of users
  -N, --symbolic         numbers instead of names in routes
  -W, --wide             addresses in full
  -F, --fib              with -r: the routing table (default)
  -C, --cache            with -r: the routing cache
  -c, --continuous       again and again, once a second
  -v, --verbose          say what the kernel does not support
  -d                     does nothing
  -h, --help             this text
  -V, --version          version

Beyond netstat (to be spelt out whole):
  --json                 as JSON, nothing cut
  --csv                  as comma-separated values, nothing cut
  --likely               as -p; an Internet socket whose owner may not be seen has the likely one, ~PID/program or
                         ~UNIT (~UID:UNIT of a user's own), by the control group that it was made in;
                         --json and --csv tell it with -p alone
  --namespace=WHICH      all of another network namespace: that of a process, by its pid, one that has a name in
                         /run/netns, or that of a container, by its name or id (12 digits or more);
                         -p names processes by their pids here
  --history[=SPAN]       what happened, the newest first, as VS Code recorded it on this machine: all that is kept, since
                         10m, 2h or 1d ago, since 14:00 or 2026-11-27, or from 14:00-14:10; with --json, --csv too
  --interval=SECONDS     with -c: time between two rounds
  --sort=COLUMN          sockets in this order: proto, recv-q, send-q, local-address, local-port,
                         foreign-address, foreign-port, state, user, inode, pid, program, path
  --prometheus           metrics for Prometheus: sockets by protocol, state, listener and owner's name, their queues,
                         and every counter of -s and -i
  --output=FILE          with --prometheus: into a file for node_exporter's textfile collector, as a whole each time;
                         with -c again and again
  --serve=ADDRESS:PORT   with --prometheus: answers GET /metrics; the address is 127.0.0.1, [::1] or localhost
`;
}

/** A family with what else -A calls it: `ddp (appletalk)`. */
function withOtherNames(name: OtherProtocol): string {
  const others = FAMILIES[name].optionNames.filter((option) => option !== name);
  return others.length === 0 ? name : `${name} (${others.join(', ')})`;
}
