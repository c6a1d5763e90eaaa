import type { Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { Answer } from '../../../../core/identify/answer';
import { MOST_READ } from '../../../../core/identify/answerText';
import type { SeenTls } from '../../../../core/identify/certificate';
import type { Exchange, Heard, PlannedConnection } from '../../../../core/identify/dialogue';
import { requestOf, WAITS } from '../../../../core/identify/probes';
import { isEnough } from '../../../../core/identify/recognise';
import { timerDelay } from '../../../../core/model/bounds';
import type { IdentifyListener } from '../../../../core/model/identity';

/** Milliseconds without news after which it is looked whether that was all: a line may come in pieces. */
const QUIET = 20;

/** What it means where there is no connection, by the system's code: one that is reset at once was taken. */
const FAILURES: Readonly<Record<string, Heard>> = {
  ECONNREFUSED: { kind: 'refused' },
  ETIMEDOUT: { kind: 'full' },
  ECONNRESET: { kind: 'heard', bytes: new Uint8Array() },
};

/**
 * Makes one connection and has the exchanges on it. It is closed in any case, whatever comes, and whoever cancels.
 * @param socket not connected yet
 */
export async function converse(
  socket: Socket,
  planned: PlannedConnection,
  listener: IdentifyListener,
  signal: AbortSignal,
): Promise<Heard> {
  const stop = (): void => void socket.destroy();
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) return { kind: 'cancelled' };
    const failure = await connected(socket, listener);
    if (failure !== undefined) return signal.aborted ? { kind: 'cancelled' } : failure;
    const heard = planned.isTls
      ? await overTls(socket, planned.exchanges, listener)
      : await saidOn(socket, planned.exchanges, listener);
    return signal.aborted ? { kind: 'cancelled' } : heard;
  } finally {
    signal.removeEventListener('abort', stop);
    socket.destroy();
  }
}

/** Waits for the connection. @returns why there is none */
function connected(socket: Socket, { address, port }: IdentifyListener): Promise<Heard | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'full' }), timerDelay(WAITS.connect));
    const settle = (heard?: Heard): void => {
      clearTimeout(timer);
      resolve(heard);
    };
    // Errors that come later are no news: the connection has ended, and what was read counts.
    socket.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
      settle(FAILURES[code] ?? { kind: 'failed', code });
    });
    socket.once('close', () => settle({ kind: 'failed', code: 'ECONNABORTED' }));
    socket.once('connect', () => settle());
    socket.connect({ host: address, port });
  });
}

/** A handshake without a name of a server, and, where the server chose HTTP/1.1 in it, the exchanges. */
async function overTls(
  socket: Socket,
  exchanges: readonly Exchange[],
  listener: IdentifyListener,
): Promise<Heard> {
  const secure = connectTls({
    socket,
    // Whose certificate it is, is what is asked: nothing is told to the server that it must not be trusted with.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1',
  });
  try {
    const tls = await handshake(secure);
    if (tls === undefined) return { kind: 'heard', bytes: new Uint8Array() };
    if (tls === 'refused' || secure.alpnProtocol !== 'http/1.1') {
      return { kind: 'heard', bytes: new Uint8Array(), tls };
    }
    return { ...(await saidOn(secure, exchanges, listener)), tls };
  } finally {
    secure.destroy();
  }
}

/** @returns nothing where no TLS is spoken there */
function handshake(secure: TLSSocket): Promise<SeenTls | 'refused' | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), timerDelay(WAITS.tls));
    const settle = (tls?: SeenTls | 'refused'): void => {
      clearTimeout(timer);
      resolve(tls);
    };
    // Whoever turns a client away in TLS's own words speaks it: he wants a name, a certificate or another version.
    secure.on('error', ({ code = '' }: NodeJS.ErrnoException) =>
      settle(/^ERR_SSL_.*ALERT/.test(code) ? 'refused' : undefined),
    );
    secure.once('close', () => settle());
    secure.once('secureConnect', () => settle(seenOf(secure)));
  });
}

/** Some certificates are beyond what Node can read: then TLS is all that is known. */
function seenOf(secure: TLSSocket): SeenTls | 'refused' {
  try {
    const { subject, subjectaltname, valid_to: end } = secure.getPeerCertificate();
    const name: unknown = Array.isArray(subject.CN) ? subject.CN[0] : subject.CN;
    const ends = Date.parse(end);
    return {
      ...(typeof name === 'string' && { commonName: name }),
      ...(typeof subjectaltname === 'string' && { alternativeNames: subjectaltname }),
      ...(!Number.isNaN(ends) && { ends }),
    };
  } catch {
    return 'refused';
  }
}

/** Has the exchanges until there is an answer; nothing is said behind the first one. */
function saidOn(
  socket: Socket,
  exchanges: readonly Exchange[],
  listener: IdentifyListener,
): Promise<Extract<Heard, { kind: 'heard' }>> {
  return new Promise((resolve) => {
    const left = [...exchanges];
    const bytes = new Uint8Array(MOST_READ);
    let size = 0;
    let asked: Exchange['asked'];
    let [deadline, quiet]: (NodeJS.Timeout | undefined)[] = [];
    const read = (): Uint8Array => bytes.subarray(0, size);
    const settle = (): void => {
      clearTimeout(deadline);
      clearTimeout(quiet);
      socket.pause();
      resolve({ kind: 'heard', bytes: read(), ...(asked !== undefined && { asked }) });
    };
    const isDone = (): boolean => isEnough(new Answer(read(), asked, listener.port));
    const isOver = (): void => {
      if (size === 0 || isDone()) go();
      else deadline = setTimeout(settle, timerDelay(WAITS.rest));
    };
    const go = (): void => {
      const exchange = size === 0 && !socket.destroyed ? left.shift() : undefined;
      if (exchange === undefined) return settle();
      asked = exchange.asked ?? asked;
      if (exchange.asked !== undefined) socket.write(requestOf(exchange.asked, listener));
      deadline = setTimeout(isOver, timerDelay(exchange.wait));
    };
    socket.on('data', (data: Buffer) => {
      const room = data.subarray(0, MOST_READ - size);
      bytes.set(room, size);
      size += room.length;
      if (size === MOST_READ) return settle();
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        if (isDone()) settle();
      }, QUIET);
    });
    socket.on('error', settle);
    socket.once('end', settle);
    socket.once('close', settle);
    go();
  });
}
