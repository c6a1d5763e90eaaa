/**
 * What the words of a command line mean to a program:
 * - `server`: its options name a port that it listens on
 * - `client`: its ports are those of another machine, or cannot be told from them
 * - `container`: it runs containers, and `options` publish their ports
 * - `forward`: it listens here for a port elsewhere
 * - `port`: a word of its own is a port
 * - `address`: a word of its own that ends in a colon and a number is an address that it listens on
 */
export interface Program {
  readonly kind: 'server' | 'client' | 'container' | 'forward' | 'port' | 'address';
  /** Options whose value is a port, beside the long ones that say so. */
  readonly options: readonly string[];
  /** Options of which one makes it a server; absent where it is always one. */
  readonly onlyWith?: readonly string[];
  /** Whether its options of one letter stand together before the port, `nc -lvnp 8080`. */
  readonly isClustered?: boolean;
}

const PROGRAMS: readonly (readonly [Program['kind'], options: string, names: string])[] = [
  [
    'server',
    '-p',
    'next nuxt nuxi http-server json-server parcel gatsby storybook start-storybook docusaurus sirv',
  ],
  [
    'server',
    '-p',
    'rails puma thin unicorn rackup flask hugo postgres memcached mkdocs serverless blade lite-server',
  ],
  [
    'server',
    '-p',
    'daphne mlflow locust ttyd sshd dropbear dnsmasq mitmproxy mitmweb mitmdump ganache anvil httpd',
  ],
  ['server', '-l --listen', 'verdaccio'],
  ['server', '--listen', 'debugpy waitress-serve'],
  ['server', '-p -l --listen', 'serve'],
  ['server', '-P', 'jekyll'],
  ['server', '-b --bind', 'gunicorn hypercorn'],
  ['server', '', 'node vite uvicorn php java deno bun ng astro redis-server mongod'],
  [
    'client',
    '',
    'psql mysql mysqladmin mysqldump pg_dump pg_restore pg_isready redis-cli mongosh mongo telnet',
  ],
  ['client', '', 'curl wget scp sftp rsync iptables ufw nmap kubectl helm gcloud aws az'],
  ['container', '-p --publish', 'docker podman nerdctl'],
  ['forward', '-L -D', 'ssh autossh'],
  ['forward', '', 'port-forward'],
  ['port', '-p', 'kill-port'],
  ['port', '', 'wait-on http.server SimpleHTTPServer runserver'],
  ['address', '', 'gdbserver'],
];

/** Programs of which their options make one thing or another. */
const BY_OPTIONS: readonly (readonly [names: string, Program])[] = [
  ['nc ncat netcat', { kind: 'server', options: ['-l', '-p'], isClustered: true }],
  ['iperf3 iperf', { kind: 'server', options: ['-p'], onlyWith: ['-s', '--server'] }],
];

const BY_NAME: ReadonlyMap<string, Program> = new Map([
  ...PROGRAMS.flatMap(([kind, options, names]) => {
    const program: Program = { kind, options: options.split(' ').filter(Boolean) };
    return names.split(' ').map((name) => [name, program] as const);
  }),
  ...BY_OPTIONS.flatMap(([names, program]) => names.split(' ').map((name) => [name, program] as const)),
]);

/** Options of one letter that have no value, of those that stand together with others. */
const FLAGS = /^-[46dklnNtuUvz]*$/;

/** Whether the word behind an option of a program is its port. */
export function isPortOption({ options, isClustered }: Program, option: string): boolean {
  if (options.includes(option)) return true;
  return isClustered === true && /^-\w*[lp]\w*$/.test(option) && FLAGS.test(option.replace(/p$/, ''));
}

/** The program of a word, whatever folder it lies in and wherever in the command it stands (`npx serve`). */
export function programNamed(word: string): Program | undefined {
  return BY_NAME.get(word.slice(word.lastIndexOf('/') + 1));
}
