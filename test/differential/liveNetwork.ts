/** A step that only some kernels know, and what it is called where it is missing. */
const optional = (what: string, command: string): string =>
  `${command} 2>/dev/null || echo 'missing: ${what}'`;

/**
 * Lays out links, addresses and routes of every kind in the network namespace that the shell runs in; what the kernel
 * lacks is printed as "missing: ...".
 */
export const LIVE_NETWORK = [
  'set -e',
  'mount -t sysfs sysfs /sys',
  // Names come from files alone: no name server is asked.
  'printf "passwd: files\\nhosts: files\\nnetworks: files\\nservices: files\\nprotocols: files\\n" >"$1/nsswitch.conf"',
  'mount --bind "$1/nsswitch.conf" /etc/nsswitch.conf',
  'ip link set lo up',
  'ip link add live0 type veth peer name live1',
  'ip link add live2 type veth peer name live3',
  'ip link add fifteen-chars-x type veth peer name fifteen-chars-y',
  optional('bridges', 'ip link add br0 type bridge && ip link set live3 master br0 && ip link set br0 up'),
  optional('dummy links', 'ip link add dummy0 type dummy && ip link set dummy0 up'),
  optional('VLANs', 'ip link add link live0 name live0.5 type vlan id 5'),
  optional('tun', 'ip tuntap add dev tun0 mode tun'),
  optional('tap', 'ip tuntap add dev tap0 mode tap'),
  'for each in live0 live2 live3 fifteen-chars-x; do ip link set $each up; done',
  'ip addr add 192.0.2.1/24 brd + dev live0',
  'ip addr add 192.0.2.33/24 brd + dev live0 label live0:1',
  'ip addr add 198.51.100.9/25 brd 198.51.100.100 dev live2',
  'ip addr add 2001:db8::1/64 dev live0 nodad',
  // Too long for its column without -W.
  'ip addr add 2001:db8:1111:2222:3333:4444:5555:6666/64 dev live0 nodad',
  'if test -e /sys/class/net/tun0; then ip link set tun0 up; ip addr add 10.8.0.1 peer 10.8.0.2/32 dev tun0; fi',
  'if test -e /sys/class/net/tap0; then',
  '  ip link set tap0 up; ip addr add 172.16.5.1/16 brd + dev tap0; ip link set tap0 promisc on',
  'fi',
  'ip link set live0 allmulticast on',
  'ip maddr add 33:33:00:00:00:99 dev live0',
  'ip route add default via 192.0.2.254 metric 100',
  'ip route add 203.0.113.0/24 via 192.0.2.2 dev live0 metric 50 mtu 1400 window 4096 rtt 300 advmss 1300',
  'ip route add 203.0.113.7/32 via 192.0.2.2',
  'ip route add 203.0.113.8/32 via 198.18.0.1 dev live0 onlink',
  'ip route add 10.66.0.0/16 dev live0 metric 4000000000',
  'for each in unreachable blackhole prohibit throw; do',
  '  n=$((n + 1)); ip route add $each 10.7$n.0.0/16; ip -6 route add $each 2001:db8:dea$n::/48',
  'done',
  'ip -6 route add default via fe80::1 dev live0',
  'ip -6 route add 2001:db8:ffff::/48 via 2001:db8::2 metric 77',
  'ip -6 route add 2001:db8:ffff::7/128 dev live0',
  // The program that holds the sockets takes the shell's place.
  'exec python3 "$2" "$1"',
].join('\n');

/**
 * What no file tells: an address of a link that is down, one whose broadcast address was never set, labels of a link
 * without carrier, one of them on its first address, a second address under one label, and a point-to-point link with
 * two.
 */
export const UNTOLD: readonly (readonly string[])[] = [
  ['addr', 'add', '203.0.113.130/25', 'dev', 'fifteen-chars-y'],
  ['link', 'add', 'down0', 'type', 'veth', 'peer', 'name', 'down1'],
  ['addr', 'add', '203.0.113.200/25', 'brd', '+', 'dev', 'down0'],
  ['addr', 'add', '198.18.5.1/24', 'dev', 'fifteen-chars-x'],
  ['link', 'add', 'quiet0', 'type', 'veth', 'peer', 'name', 'quiet1'],
  ['addr', 'add', '10.20.0.1/24', 'dev', 'quiet0', 'label', 'quiet0:x'],
  ['addr', 'add', '10.20.0.2/24', 'brd', '10.20.0.77', 'dev', 'quiet0', 'label', 'quiet0:12'],
  ['addr', 'add', '10.21.0.2/25', 'brd', '+', 'dev', 'quiet0', 'label', 'quiet0:12'],
  ['addr', 'add', '10.22.0.9/32', 'dev', 'quiet0', 'label', 'quiet0:y'],
  ['link', 'set', 'quiet0', 'up', 'promisc', 'on', 'mtu', '1234', 'txqueuelen', '7'],
  ['addr', 'add', '10.23.0.1', 'peer', '10.23.0.2/30', 'dev', 'quiet1'],
];
