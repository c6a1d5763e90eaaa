/**
 * Has V8 collect the garbage of the calling thread and give back the pages that held it; it does nothing where this Node has no
 * inspector, by whose protocol alone a thread can ask for that. V8 by itself lets the heap of a thread grow by 8 MB and more before
 * it looks at what is old, and keeps the pages.
 * @returns once it is done, after some 25 ms of the thread's time
 */
export async function collectGarbage(): Promise<void> {
  try {
    const { Session } = await import('node:inspector');
    const session = new Session();
    session.connect();
    try {
      await new Promise<void>((resolve) => session.post('HeapProfiler.collectGarbage', () => resolve()));
    } finally {
      session.disconnect();
    }
  } catch {
    // Then there is as much as V8 leaves.
  }
}
