/** Addresses and names that mean this machine, whichever of its addresses a program listens on. */
const WILDCARDS: ReadonlySet<string> = new Set(['', '*', '+']);
const HERE = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|::|::1|::ffff:127(?:\.\d{1,3}){3})$/i;

/** The text without such characters at its beginning and at its end. */
export function trimmed(text: string, before: string, behind: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && before.includes(text.charAt(start))) start++;
  while (end > start && behind.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** The host without quotes and brackets around it. */
export function bareHost(text: string): string {
  return trimmed(text.trim(), '"\'`[', '"\'`]');
}

/** Whether a host, written without brackets, is this machine for certain. */
export function isThisMachine(host: string): boolean {
  return WILDCARDS.has(host) || HERE.test(host);
}

/** The host as part of a hit: left out where it stands for every address. */
export function hostPart(host: string | undefined): { readonly host?: string } {
  return host === undefined || WILDCARDS.has(host) ? {} : { host: host.toLowerCase() };
}
