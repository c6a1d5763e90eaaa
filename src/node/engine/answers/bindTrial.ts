import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import {
  type BindTrial,
  type PortQuestion,
  TRIAL_ADDRESSES,
  type TrialAddress,
} from '../../../core/model/portFacts';

/** Tries whether a socket can be bound, and undoes it at once. */
export type Bind = (transport: 'tcp' | 'udp', port: number, address: TrialAddress) => Promise<void>;

/** What a bind to the address would come to, where the kernel tells without one. */
export type PredictOutcome = (address: TrialAddress) => 'free' | 'inUse' | undefined;

/** The last trials of this thread that were asked for: the next ones wait for them. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Tries all addresses, one after the other, and never two ports at once: no trial stands in another's way.
 * @param predict where it knows, the port is left alone; that the machine has the address is tried on a port of the
 *   kernel's choice
 */
export function tryBinds(
  bind: Bind,
  { transport, port }: PortQuestion,
  predict: PredictOutcome,
): Promise<BindTrial[]> {
  const trials = last.then(async () => {
    const done: BindTrial[] = [];
    for (const address of TRIAL_ADDRESSES) {
      const predicted = predict(address);
      const trial = await tryBind(bind, transport, predicted === undefined ? port : 0, address);
      // What comes of another port says whether the address may be bound at all, and nothing else.
      const isBarred = trial.outcome === 'unavailable' || trial.outcome === 'denied';
      done.push(predicted === undefined || isBarred ? trial : { address, ...refusal(predicted) });
    }
    return done;
  });
  last = trials.catch(() => undefined);
  return trials;
}

function refusal(outcome: 'free' | 'inUse'): Pick<BindTrial, 'outcome' | 'code'> {
  return outcome === 'inUse' ? { outcome, code: 'EADDRINUSE' } : { outcome };
}

/** Binds by Node alone. TCP has to listen too: Node learns only then that the address is in use. */
export const bindByNode: Bind = (transport, port, address) =>
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
