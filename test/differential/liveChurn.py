"""Sockets that come and go at command: for each line on stdin one step by its name, and `done` once it is over."""
import ctypes
import os
import signal
import socket
import struct
import sys
import time

PR_SET_PDEATHSIG = 1

listeners = []
for family, address in ((socket.AF_INET, '127.0.0.1'), (socket.AF_INET6, '::1')):
    listener = socket.socket(family)
    listener.bind((address, 0))
    listener.listen(64)
    listeners.append(listener)
pairs = []
others = []
children = []
turn = 0


def opens():
    """A connection, by turns of either family; both ends are ours."""
    global turn
    turn += 1
    listener = listeners[turn % 2]
    client = socket.socket(listener.family)
    client.connect(listener.getsockname())
    pairs.append((client, listener.accept()[0]))


def closes():
    """The oldest connection, with a reset: nothing of it is left."""
    for end in pairs.pop(0) if pairs else ():
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        end.close()


def swaps():
    """As many files are open as before."""
    closes()
    opens()


def datagrams():
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    one.bind(('127.0.0.1', 0))
    others.append(one)


def unix():
    others.extend(socket.socketpair())
    server = socket.socket(socket.AF_UNIX)
    server.bind(f'\0churn/{os.getpid()}/{time.monotonic_ns()}')
    server.listen()
    others.append(server)


def forks():
    """Another process holds all of it, too; those that it holds when we let go of them are its alone."""
    for each in [end for pair in pairs for end in pair] + listeners:
        each.set_inheritable(True)
    signal.signal(signal.SIGUSR1, lambda *_: os.execvp('sleep', ['renamed', '1000']))
    pid = os.fork()
    if pid == 0:
        # It ends with its parent, and keeps nobody waiting who reads what that says.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        os.close(1)
        while True:
            signal.pause()
    children.append(pid)


def executes():
    """The last child becomes another program under its pid, with what it holds."""
    if children:
        os.kill(children[-1], signal.SIGUSR1)
        while open(f'/proc/{children[-1]}/cmdline', 'rb').read(7) != b'renamed':
            time.sleep(0.001)


def lets_go():
    """Another file takes the place of a socket that a child holds, too: as many files are open as before."""
    ends_of_one = pairs.pop(0)
    others.extend(ends_of_one)
    with open('/dev/null', 'rb') as null:
        os.dup2(null.fileno(), ends_of_one[0].fileno())


def ends():
    if children:
        pid = children.pop(0)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


steps = {step.__name__: step for step in (opens, closes, swaps, datagrams, unix, forks, executes, lets_go, ends)}
for _ in range(8):
    opens()
print('done', flush=True)
for line in sys.stdin:
    steps[line.strip()]()
    print('done', flush=True)
for pid in children:
    os.kill(pid, signal.SIGKILL)
