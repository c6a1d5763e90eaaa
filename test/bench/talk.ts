import type { Socket } from 'node:net';
import { Listener } from './listener';

const EVERY = 200;
const BYTES = Buffer.alloc(10_000);

/** Connections on loopback that send something all the time. */
export async function startTalk(connections: number): Promise<{ stop(): void }> {
  const listener = await Listener.open({ port: 0, host: '127.0.0.1' });
  const pairs: (readonly [Socket, Socket])[] = [];
  for (let i = 0; i < connections; i++) pairs.push(await listener.connect());
  for (const [, accepted] of pairs) accepted.resume();
  const timer = setInterval(() => {
    for (const [client] of pairs) client.write(BYTES);
  }, EVERY);
  return {
    stop: () => {
      clearInterval(timer);
      for (const socket of pairs.flat()) socket.destroy();
      listener.server.close();
    },
  };
}
