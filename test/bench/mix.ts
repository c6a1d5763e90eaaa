import { type Socket as Datagrams, createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { descriptorOf } from './descriptor';
import { Listener } from './listener';
import type { Held, Holdings } from './holdings';

/** Of so many sockets one is … */
const LISTENING = 50;
const DATAGRAM = 12.5;
const UNIX = 5;
/** … and of so many of the Internet one is of IPv6; of so many UNIX sockets one listens. */
const IPV6 = 4;
const UNIX_LISTENING = 10;

/** Listeners that every process inherits. */
const SHARED = 2;

/** Numbers that a process without a listener of its own lacks, as where it closed what it was connected by. */
const GAP = ['ignore', 'ignore'] as const;

/** What a machine has of each kind: listeners, connections, datagram sockets, UNIX sockets of all sorts. */
export async function openMix(sockets: number, processes: number): Promise<Holdings> {
  const totals = {
    listening: Math.floor(sockets / LISTENING),
    datagram: Math.floor(sockets / DATAGRAM),
    unix: Math.floor(sockets / UNIX),
  };
  const connections = Math.floor((sockets - totals.listening - totals.datagram - totals.unix) / 2);
  const share = (total: number, i: number): number =>
    Math.floor((total * (i + 1)) / processes) - Math.floor((total * i) / processes);
  const servers = [await tcp(false), await tcp(true)] as const;
  const shared = await Promise.all(Array.from({ length: SHARED }, () => tcp(false)));
  const unix = await Listener.open({ path: `\0netstat-bench-mix-${process.pid}` });
  let turn = 0;
  const isIPv6 = (): boolean => ++turn % IPV6 === 0;

  return {
    hold: async (i): Promise<Held> => {
      const listeners: Listener[] = [];
      for (let n = share(totals.listening, i); n > 0; n--) listeners.push(await tcp(isIPv6()));
      const open: Socket[] = [];
      for (let n = share(connections, i); n > 0; n--)
        open.push(...(await servers[isIPv6() ? 1 : 0].connect()));
      const datagrams: Datagrams[] = [];
      for (let n = share(totals.datagram, i); n > 0; n--)
        datagrams.push(await datagram(isIPv6(), n % 2 === 0));
      const count = listeners.length;
      for (let left = share(totals.unix, i); left > 0;) {
        if (left === 1 || left % UNIX_LISTENING === 0) {
          listeners.push(await Listener.open({ path: `\0netstat-bench-mix-${process.pid}/${i}/${left--}` }));
        } else {
          open.push(...(await unix.connect()));
          left -= 2;
        }
      }
      const inherited = shared.map(({ server }) => descriptorOf(server));
      const mine = [...listeners.map(({ server }) => server), ...open, ...datagrams].map(descriptorOf);
      return {
        files: [...inherited, ...(count === 0 ? GAP : []), ...mine],
        release: () => {
          for (const { server } of listeners) server.close();
          for (const socket of open) socket.destroy();
          for (const socket of datagrams) socket.close();
        },
      };
    },
    churning: shared[0],
    close: () => {
      for (const { server } of [...servers, ...shared, unix]) server.close();
    },
  };
}

function tcp(isIPv6: boolean): Promise<Listener> {
  return Listener.open({ port: 0, host: isIPv6 ? '::1' : '127.0.0.1', backlog: 512 });
}

async function datagram(isIPv6: boolean, isConnected: boolean): Promise<Datagrams> {
  const host = isIPv6 ? '::1' : '127.0.0.1';
  const socket = createSocket(isIPv6 ? 'udp6' : 'udp4');
  socket.on('error', () => undefined);
  socket.bind(0, host);
  await once(socket, 'listening');
  if (isConnected) {
    socket.connect(9, host);
    await once(socket, 'connect');
  }
  return socket;
}
