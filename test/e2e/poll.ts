const intervalMs = 50;

/** Asks again and again until the answer is neither undefined nor false; after the deadline says what was waited for. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  deadlineMs = 15_000,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`Waited ${deadlineMs / 1000} s in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}

/** Whether a text is, or matches, what is wanted. */
export function matches(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}

/** The pattern that a text has to match; a string stands for the whole text. */
export function pattern(wanted: string | RegExp): RegExp {
  return typeof wanted === 'string'
    ? new RegExp(`^${wanted.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`)
    : wanted;
}
