"""`namespaces.py COUNT SOCKETS`: so many network namespaces with a process each, which listens on so many ports of loopback.

Prints the pids when all are there. A process that gets SIGUSR1 opens a connection to itself and closes the one before. All end
with the standard input of this one.
"""
import ctypes
import fcntl
import os
import signal
import socket
import struct
import sys

CLONE_NEWNET = 0x40000000
# SIOCSIFFLAGS and IFF_UP of netdevice(7).
SIOCSIFFLAGS, IFF_UP = 0x8914, 1


def live(sockets, ready):
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))
    listeners = [socket.create_server(("127.0.0.1", 20_000 + i)) for i in range(sockets)]
    held = []

    def connect(*_):
        while held:
            held.pop().close()
        client = socket.create_connection(("127.0.0.1", 20_000))
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        held.extend([client, listeners[0].accept()[0]])

    signal.signal(signal.SIGUSR1, connect)
    os.write(ready, b"r")
    while True:
        signal.pause()


def main():
    count, sockets = int(sys.argv[1]), int(sys.argv[2])
    done, ready = os.pipe()
    pids = []
    for _ in range(count):
        pid = os.fork()
        if pid == 0:
            os.close(0)
            live(sockets, ready)
        pids.append(pid)
    for _ in pids:
        os.read(done, 1)
    print(*pids, flush=True)
    sys.stdin.read()
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


main()
