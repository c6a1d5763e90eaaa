/** What a variable, key or option ends with where it names a port, and what must not stand before that. */
const NOT_HERE: ReadonlySet<string> = new Set(
  [
    'max min view serial usb com gpio parallel',
    'remote target container peer dest destination dst src source from to',
    // What others dial, as through a proxy: vite's clientPort, redis' cluster-announce-port.
    'client announce announced advertise advertised upstream',
  ].flatMap((words) => words.split(' ')),
);

/** Where ASP.NET sends browsers that came without TLS, which is a proxy's port as often as its own. */
const REDIRECTED = /^(?:aspnetcore|dotnet)_https_port$/i;

/** What ends in this has a list of ports: ASPNETCORE_HTTP_PORTS. */
const LISTED: ReadonlySet<string> = new Set(['http', 'https', 'listen', 'server']);

/** Whether a name in any spelling (`PORT`, `serverPort`, `http_port`, `server.port`) is that of a port. */
export function isPortName(name: string): boolean {
  const words = wordsOf(name);
  return words.at(-1) === 'port' && !NOT_HERE.has(words.at(-2) ?? '') && !REDIRECTED.test(name);
}

/** Whether a name is that of a list of ports on which a program listens. */
export function isPortsName(name: string): boolean {
  const words = wordsOf(name);
  return words.at(-1) === 'ports' && LISTED.has(words.at(-2) ?? '');
}

/** The words of a name, in lower case. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])(?=[A-Z])/g, '$1_')
    .toLowerCase()
    .split(/[^a-z\d]+/);
}
