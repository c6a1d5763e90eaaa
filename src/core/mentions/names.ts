/** What a variable, key or option ends with where it names a port, and what must not stand before that. */
const NOT_HERE: ReadonlySet<string> = new Set(
  'max min view serial usb com gpio parallel remote target container peer dest destination dst src source from to'.split(
    ' ',
  ),
);

/** Whether a name in any spelling (`PORT`, `serverPort`, `http_port`, `server.port`) is that of a port. */
export function isPortName(name: string): boolean {
  const words = wordsOf(name);
  return words.at(-1) === 'port' && !NOT_HERE.has(words.at(-2) ?? '');
}

/** The words of a name, in lower case. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])(?=[A-Z])/g, '$1_')
    .toLowerCase()
    .split(/[^a-z\d]+/);
}
