"""Makes one situation with sockets, prints the port as a line, and keeps it until its standard input ends.

Usage: situation.py KIND [PORT]
"""

import socket
import sys


def tcp(family=socket.AF_INET, address="127.0.0.1", port=0, v6only=None, reuse=False):
    made = socket.socket(family, socket.SOCK_STREAM)
    if v6only is not None:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, v6only)
    if reuse:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((address, port))
    return made


def listening(**how):
    made = tcp(**how)
    made.listen()
    return made


kind = sys.argv[1]
port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
kept = []
if kind == "bound":
    kept.append(tcp(port=port))
elif kind == "loopback":
    kept.append(listening(port=port))
elif kind == "wildcard":
    kept.append(listening(address="0.0.0.0", port=port))
elif kind == "both":
    kept.append(listening(family=socket.AF_INET6, address="::", port=port, v6only=0))
elif kind == "ipv6":
    kept.append(listening(family=socket.AF_INET6, address="::", port=port, v6only=1))
elif kind == "ipv6-as-set":
    kept.append(listening(family=socket.AF_INET6, address="::", port=port))
elif kind == "outgoing":
    server = listening()
    client = socket.socket()
    client.connect(server.getsockname())
    kept += [client, server]
elif kind == "time-wait":
    server = listening(reuse=True)
    client = socket.create_connection(server.getsockname())
    accepted, _ = server.accept()
    accepted.close()
    client.recv(1)
    client.close()
    print(server.getsockname()[1], flush=True)
    server.close()
elif kind == "try":
    tcp(port=port, address="0.0.0.0").listen()
elif kind == "try-reusing":
    tcp(port=port, address="0.0.0.0", reuse=True).listen()
else:
    sys.exit(f"There is no situation called {kind}.")
if kept:
    print(kept[0].getsockname()[1], flush=True)
    sys.stdin.read()
