import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { type BindTrial, TRIAL_ADDRESSES, type TrialAddress } from '../../core/model/portFacts';

/** Tries whether a socket can be bound, and undoes it at once. */
export type Bind = (transport: 'tcp' | 'udp', port: number, address: TrialAddress) => Promise<void>;

/** Tries all addresses, one after the other, so that no trial stands in another's way. */
export async function tryBinds(bind: Bind, transport: 'tcp' | 'udp', port: number): Promise<BindTrial[]> {
  const trials: BindTrial[] = [];
  for (const address of TRIAL_ADDRESSES) trials.push(await tryBind(bind, transport, port, address));
  return trials;
}

/** Binds for real. TCP has to listen too: Node learns only then that the address is in use. */
export const bindForReal: Bind = (transport, port, address) =>
  transport === 'tcp' ? bindTcp(port, address) : bindUdp(port, address);

async function tryBind(
  bind: Bind,
  transport: 'tcp' | 'udp',
  port: number,
  address: TrialAddress,
): Promise<BindTrial> {
  try {
    await bind(transport, port, address);
    return { address, outcome: 'free' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
    return { address, outcome: outcomeOf(code), code };
  }
}

function outcomeOf(code: string): BindTrial['outcome'] {
  switch (code) {
    case 'EADDRINUSE':
      return 'inUse';
    case 'EACCES':
    case 'EPERM':
      return 'denied';
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return 'unavailable';
    default:
      return 'failed';
  }
}

function bindTcp(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve()));
  });
}

function bindUdp(port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', reject);
    socket.bind({ port, address, exclusive: true }, () => socket.close(() => resolve()));
  });
}
