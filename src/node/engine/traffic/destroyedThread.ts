import { endianness } from 'node:os';
import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { FileReader } from '../../reader';
import { loadSystemCalls } from '../../system/systemCalls';
import { NamespaceEntry } from '../namespaces/namespaceEntry';
import {
  type DestroyedCommand,
  type DestroyedNews,
  type DestroyedSettings,
  WORDS,
} from './destroyedMessages';
import { MOST_AT_ONCE } from './destroyedSocket';
import { DestroyedSockets } from './destroyedSockets';

/** Milliseconds between looks at what the kernel told: a queue of who is not root has room for 332 messages. */
const INTERVAL = 20;
/** Behind a look that found so many: what comes in bursts may come faster still. */
const MANY = 30;
const BUSY_INTERVAL = 4;

/** Milliseconds between messages to who listens, where he does not ask. */
const PATIENCE = 100;

serve(workerData as DestroyedSettings);

/**
 * Listens until it is asked to end. The thread does nothing else: it sleeps on the words that it shares, since who asks
 * it waits for the answer, and its event loop never runs.
 */
function serve({ port, words, queueBytes }: DestroyedSettings): void {
  const calls = loadSystemCalls();
  if (calls instanceof Error) {
    port.postMessage({ kind: 'unable', reason: calls.message } satisfies DestroyedNews);
    return;
  }
  const sockets = new DestroyedSockets({
    calls,
    entry: new NamespaceEntry(calls, new FileReader('/proc'), () => process.exit(1)),
    littleEndian: endianness() === 'LE',
    queueBytes,
    tell: (news) => port.postMessage(news, news.kind === 'closed' ? [news.rows.at.buffer] : []),
  });
  try {
    while (goOn(sockets, port, words));
  } finally {
    sockets.close();
    port.close();
  }
}

let toldAt = 0;
let messages = MOST_AT_ONCE;

/** Does nothing until it is asked again: being woken for what was asked before is no new asking. */
function pause(words: Int32Array, milliseconds: number): void {
  const asked = Atomics.load(words, WORDS.asked);
  const end = performance.now() + milliseconds;
  for (let left = milliseconds; left > 0 && Atomics.load(words, WORDS.asked) === asked;) {
    Atomics.wait(words, WORDS.asked, asked, left);
    left = end - performance.now();
  }
}

/** Sleeps, and does what is to be done. @returns whether to do so again */
function goOn(sockets: DestroyedSockets, port: MessagePort, words: Int32Array): boolean {
  const answered = Atomics.load(words, WORDS.answered);
  if (messages < MOST_AT_ONCE)
    Atomics.wait(words, WORDS.asked, answered, messages < MANY ? INTERVAL : BUSY_INTERVAL);
  const asked = Atomics.load(words, WORDS.asked);
  for (;;) {
    const command = receiveMessageOnPort(port)?.message as DestroyedCommand | undefined;
    if (command === undefined) break;
    if (command.kind === 'end') return false;
    if (command.kind === 'listen') sockets.listen(command.namespaces);
    else pause(words, command.milliseconds);
  }
  messages = sockets.drain(Date.now(), Atomics.load(words, WORDS.unread));
  const now = performance.now();
  if (asked !== answered || now - toldAt >= PATIENCE) {
    toldAt = now;
    Atomics.add(words, WORDS.unread, sockets.tell());
  }
  Atomics.store(words, WORDS.answered, asked);
  Atomics.notify(words, WORDS.answered);
  return true;
}
