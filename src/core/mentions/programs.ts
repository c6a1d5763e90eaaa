/**
 * What the words of a command line mean to a program:
 * - `server`: its options name a port that it listens on
 * - `client`: its ports are those of another machine, or cannot be told from them
 * - `container`: it runs containers, and `options` publish their ports
 * - `forward`: it listens here for a port elsewhere
 * - `port`: a word of its own is a port
 */
export interface Program {
  readonly kind: 'server' | 'client' | 'container' | 'forward' | 'port';
  /** Options whose value is a port, beside the long ones that say so. */
  readonly options: readonly string[];
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
  ['server', '-p -l --listen', 'serve'],
  ['server', '-P', 'jekyll'],
  ['server', '-b --bind', 'gunicorn hypercorn'],
  ['server', '-l -lp -p', 'nc ncat netcat'],
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
  ['port', '', 'kill-port wait-on http.server runserver'],
];

const BY_NAME: ReadonlyMap<string, Program> = new Map(
  PROGRAMS.flatMap(([kind, options, names]) => {
    const program = { kind, options: options.split(' ').filter(Boolean) };
    return names.split(' ').map((name) => [name, program] as const);
  }),
);

/** The program of a word, whatever folder it lies in and wherever in the command it stands (`npx serve`). */
export function programNamed(word: string): Program | undefined {
  return BY_NAME.get(word.slice(word.lastIndexOf('/') + 1));
}
