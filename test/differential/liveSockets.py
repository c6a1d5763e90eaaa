"""Opens sockets of every kind and TCP state in the network namespace it runs in and holds them until its input ends.

The other ends live in a second namespace, joined by the pair of links live0 and live1. What the kernel lacks is
printed as "missing: ..."; "ready" ends the list. A line of input has it open some thousand connections more, until
"crowded" is printed.
"""
import ctypes
import os
import resource
import socket
import struct
import subprocess
import sys

libc = ctypes.CDLL(None, use_errno=True)
NEWNET = 0x40000000
LONG = '2001:db8:1111:2222:3333:4444:5555:6666'
HERE, THERE, NOBODY = '192.0.2.1', '192.0.2.2', '192.0.2.99'
held = []


def missing(what):
    print('missing:', what)


def ip(*words):
    subprocess.run(['ip', *words], check=True)


def check(status):
    if status != 0:
        raise OSError(ctypes.get_errno(), 'network namespace')


def enter(namespace):
    check(libc.setns(namespace, NEWNET))


def opened(what, *kind):
    try:
        made = socket.socket(*kind)
    except OSError as error:
        missing(f'{what} ({error.strerror})')
        return None
    held.append(made)
    return made


def listener(family, address, port):
    made = opened('TCP', family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((address, port))
    made.listen(16)
    return made


def pair(server, family, address):
    """A connection to the server: its client's end and its own."""
    client = opened('TCP', family, socket.SOCK_STREAM)
    client.connect(address)
    end, _ = server.accept()
    held.append(end)
    return client, end


def calling(address):
    client = opened('TCP', socket.AF_INET, socket.SOCK_STREAM)
    client.setblocking(False)
    client.connect_ex(address)


def crowd():
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    for _ in range(600):
        held.append(pair(near, socket.AF_INET, ('127.0.0.1', 80))[0])
        held.append(pair(dual, socket.AF_INET, ('127.0.0.1', 8080))[0])
        held.append(pair(dual, socket.AF_INET6, ('::1', 8080))[0])
    # netstat takes it for a listener: it has no foreign port.
    calling((NOBODY, 0))
    print('crowded', flush=True)


here = os.open('/proc/self/ns/net', os.O_RDONLY)
check(libc.unshare(NEWNET))
there = os.open('/proc/self/ns/net', os.O_RDONLY)
enter(here)
ip('link', 'set', 'live1', 'netns', f'/proc/{os.getpid()}/fd/{there}')
enter(there)
ip('link', 'set', 'live1', 'up')
ip('addr', 'add', f'{THERE}/24', 'brd', '+', 'dev', 'live1')
far = listener(socket.AF_INET, THERE, 4000)
enter(here)
near = listener(socket.AF_INET, '0.0.0.0', 80)
dual = listener(socket.AF_INET6, '::', 8080)

pair(near, socket.AF_INET, ('127.0.0.1', 80))
pair(dual, socket.AF_INET, ('127.0.0.1', 8080))
pair(dual, socket.AF_INET6, ('::1', 8080))
pair(dual, socket.AF_INET6, ('2001:db8::1', 8080))[0].setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
pair(dual, socket.AF_INET6, (LONG, 8080))
try:
    os.fchown(near.fileno(), 33, -1)
except OSError:
    missing("sockets of other users")
pair(near, socket.AF_INET, (HERE, 80))[0].sendall(b'unread')
remote = {name: pair(far, socket.AF_INET, (THERE, 4000)) for name in 'established wait1 wait2 closing last'.split()}
ended, end = pair(near, socket.AF_INET, ('127.0.0.1', 80))
ended.close()
end.close()  # TIME_WAIT
remote['wait2'][0].shutdown(socket.SHUT_WR)
pair(near, socket.AF_INET, ('127.0.0.1', 80))[0].shutdown(socket.SHUT_WR)  # FIN_WAIT2 and CLOSE_WAIT
remote['last'][1].shutdown(socket.SHUT_WR)
remote['last'][0].recv(1)

# From here on nothing that is sent across the link arrives.
ip('neigh', 'replace', THERE, 'lladdr', '02:00:00:00:00:99', 'dev', 'live0', 'nud', 'permanent')
ip('neigh', 'replace', NOBODY, 'lladdr', '02:00:00:00:00:99', 'dev', 'live0', 'nud', 'permanent')
for name in ('wait1', 'closing', 'last'):
    remote[name][0].shutdown(socket.SHUT_WR)
remote['closing'][1].shutdown(socket.SHUT_WR)
calling((NOBODY, 443))
enter(there)
calling((HERE, 80))  # SYN_RECV at the server here
enter(here)

for name, family, any_address in (('', socket.AF_INET, '0.0.0.0'), (' over IPv6', socket.AF_INET6, '::')):
    loopback = '::1' if family == socket.AF_INET6 else '127.0.0.1'
    for kind, protocol, port in (('UDP', 0, 5353), ('UDP-Lite', 136, 6353)):
        waiting = opened(kind + name, family, socket.SOCK_DGRAM, protocol)
        connected = opened(kind + name, family, socket.SOCK_DGRAM, protocol)
        if waiting and connected:
            if family == socket.AF_INET6:
                waiting.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            waiting.bind((any_address, port))
            connected.bind((loopback, port + 1))
            connected.connect((loopback, port))
    opened('raw sockets' + name, family, socket.SOCK_RAW, 1 if family == socket.AF_INET else 58)
    opened('raw sockets' + name, family, socket.SOCK_RAW, 99)
    sctp = opened('SCTP' + name, family, socket.SOCK_STREAM, 132)
    if sctp:
        sctp.bind((loopback, 7000))
        sctp.listen()

group = opened('UDP', socket.AF_INET, socket.SOCK_DGRAM)
group.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton('239.1.2.3') + socket.inet_aton(HERE))
group6 = opened('UDP', socket.AF_INET6, socket.SOCK_DGRAM)
membership = socket.inet_pton(socket.AF_INET6, 'ff02::fb') + struct.pack('I', socket.if_nametoindex('live0'))
group6.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, membership)

for kind, name in ((socket.SOCK_STREAM, 'stream'), (socket.SOCK_SEQPACKET, 'packets'), (socket.SOCK_DGRAM, 'datagrams')):
    held.extend(socket.socketpair(socket.AF_UNIX, kind))
    for address in (f'\0netstat/{name}', os.path.join(sys.argv[1], name)):
        server = opened('UNIX sockets', socket.AF_UNIX, kind)
        server.bind(address)
        if kind != socket.SOCK_DGRAM:
            server.listen()
        client = opened('UNIX sockets', socket.AF_UNIX, kind)
        client.connect(address)
        if kind == socket.SOCK_STREAM and address[0] != '\0':
            held.append(server.accept()[0])

for what, path in (('masquerading (ip_conntrack)', 'ip_conntrack'), ('the route cache', 'rt_cache')):
    if not os.path.exists(f'/proc/net/{path}'):
        missing(what)
print('ready', flush=True)
for _ in sys.stdin:
    crowd()
