import { type IncomingMessage, request } from 'node:http';
import { nameOf, objectOf, parseJson } from '../../core/containers/engineJson';
import { timerDelay } from '../../core/model/bounds';
import type { Answer } from '../../core/model/container';
import { failureOf } from '../reader';

/** A request to an engine; there are no others than these two kinds. */
export interface EngineRequest {
  readonly socket: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Milliseconds until the whole answer is there; absent where it may take as long as it likes. */
  readonly timeLimit?: number;
  /** Bytes of the body. */
  readonly most: number;
  readonly signal?: AbortSignal | undefined;
  /** Is given the body of a good answer as it comes; it is not kept then. */
  readonly take?: (chunk: Uint8Array) => void;
  /** Is called when a good answer has begun. */
  readonly began?: () => void;
}

/** What was answered. */
export interface Response {
  readonly status: number;
  readonly body: string;
}

/** Bytes of the body of an answer that says no. */
const LONGEST_REFUSAL = 65_536;

/**
 * Asks an engine over its socket, without following where it sends us, and on a connection that ends with the answer.
 * It never throws, and keeps no more than it was allowed to.
 */
export function ask(asked: EngineRequest): Promise<Answer<Response>> {
  const { signal, timeLimit } = asked;
  const abort = new AbortController();
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const cancel = (): void => end({ outcome: 'cancelled' });
    const end = (answer: Answer<Response>): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve(answer);
      abort.abort();
    };
    if (signal?.aborted === true) return cancel();
    signal?.addEventListener('abort', cancel);
    if (timeLimit !== undefined) timer = setTimeout(() => end({ outcome: 'slow' }), timerDelay(timeLimit));
    begin(asked, abort.signal, end);
  });
}

function begin(asked: EngineRequest, signal: AbortSignal, end: (answer: Answer<Response>) => void): void {
  const { socket, method, path } = asked;
  try {
    const outgoing = request({
      socketPath: socket,
      method,
      path,
      agent: false,
      signal,
      headers: { Host: 'localhost', Connection: 'close', ...(method === 'POST' && { 'Content-Length': 0 }) },
    });
    outgoing.on('response', (incoming) => receive(asked, incoming, end));
    // Docker would hand a connection over to another protocol where it is asked to.
    outgoing.on('upgrade', (_, connection) => {
      // It is nobody's from here on, and would throw its end.
      connection.on('error', () => undefined);
      connection.destroy();
      end({ outcome: 'rubbish' });
    });
    outgoing.on('error', (error) => end(failed(error)));
    outgoing.on('close', () => end({ outcome: 'gone' }));
    outgoing.end();
  } catch (error) {
    // A path that no socket can have.
    end({ outcome: 'absent', ...detailOf(error) });
  }
}

function receive(
  { take, began, most }: EngineRequest,
  incoming: IncomingMessage,
  end: (answer: Answer<Response>) => void,
): void {
  const status = incoming.statusCode ?? 0;
  const isGood = (status >= 200 && status < 300) || status === 304;
  const limit = isGood ? most : LONGEST_REFUSAL;
  const chunks: Buffer[] = [];
  let length = 0;
  if (isGood) began?.();
  incoming.on('data', (chunk: Buffer) => {
    if (isGood && take !== undefined) return take(chunk);
    length += chunk.length;
    if (length > limit) return end({ outcome: 'rubbish', detail: `more than ${limit} bytes`, status });
    chunks.push(chunk);
  });
  incoming.on('error', (error) => end(failed(error)));
  incoming.on('end', () => {
    if (!incoming.complete) return end({ outcome: 'gone' });
    const body = Buffer.concat(chunks).toString('utf8');
    end(isGood ? { outcome: 'ok', value: { status, body } } : refusal(status, body));
  });
}

/** An engine says why in `{"message": …}`; what has no such words is no engine's. */
function refusal(status: number, body: string): Answer<never> {
  const message = nameOf(objectOf(parseJson(body))['message']);
  return message === undefined
    ? { outcome: 'rubbish', detail: `HTTP ${status}`, status }
    : { outcome: 'refused', detail: message, status };
}

function failed(error: Error): Answer<never> {
  const { detail } = detailOf(error);
  // Of Node's parser of HTTP.
  if (detail.startsWith('HPE_')) return { outcome: 'rubbish', detail };
  const { status } = failureOf(detail);
  if (status === 'denied') return { outcome: 'denied', detail };
  if (status === 'absent' || /^(?:ECONNREFUSED|ENOTSOCK|EPROTOTYPE|ENOTDIR|EINVAL)$/.test(detail)) {
    return { outcome: 'absent', detail };
  }
  return { outcome: 'gone', detail };
}

function detailOf(error: unknown): { readonly detail: string } {
  return { detail: error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN' };
}
