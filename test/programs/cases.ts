import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, PATH, type Place, type Program } from './started';
import { NOBODY } from '../host/users';

/** A program, and what it is to be called. */
export interface Case extends Program {
  readonly what: string;
  /** To its owner; nothing where its own name is to stay. */
  readonly owner: string | undefined;
  /** To another user, who sees no more than what it says of itself. */
  readonly stranger: string | undefined;
  /** Whose port is asked for, where the program has several. */
  readonly asked?: 'port' | 'otherPort';
}

const NODE_SERVER = "require('net').createServer().listen(+process.env.PORT, '127.0.0.1');\n";
const PYTHON_SERVER = `import os, socket
listener = socket.create_server(("127.0.0.1", int(os.environ["PORT"])))
while True:
    listener.accept()[0].close()
`;
const RUBY_SERVER = `require "socket"
listener = TCPServer.new("127.0.0.1", ENV["PORT"].to_i)
loop { listener.accept.close }
`;
const GO_SERVER = `package main

import (
	"net"
	"os"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		panic(err)
	}
	for {
		if connection, err := listener.Accept(); err == nil {
			connection.Close()
		}
	}
}
`;
/** As Laravel's: it starts PHP's own server and waits for it. */
const ARTISAN = `<?php
$server = proc_open(["php", "-S", "127.0.0.1:" . getenv("PORT"), "-t", "public"], [], $pipes);
while (proc_get_status($server)["running"]) usleep(100000);
`;
/** A class that Java's runtime brings along and that listens: a runtime has no compiler. */
const JAVA_SERVER = 'sun.rmi.registry.RegistryImpl';

const GO_ENV = ({ folder }: Place): NodeJS.ProcessEnv => ({
  ...{ GOPATH: join(folder, '.go'), GOCACHE: join(folder, '.cache') },
  ...{ GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '-mod=mod', CGO_ENABLED: '0' },
});

/** Runs a program as the user nobody before the one that is to be named. */
function runAsNobody({ folder }: Place, file: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(file, args, {
    ...{ cwd: folder, uid: NOBODY, gid: NOBODY, encoding: 'utf8' },
    env: { PATH, HOME: folder, LANG: 'C.UTF-8' },
  });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')}: ${error?.message ?? stderr}`);
}

const POSTGRES_VERSIONS = '/usr/lib/postgresql';

/** The newest PostgreSQL of Debian's; nothing where there is none. */
const postgres = (existsSync(POSTGRES_VERSIONS) ? readdirSync(POSTGRES_VERSIONS) : [])
  .filter((version) => existsSync(join(POSTGRES_VERSIONS, version, 'bin/initdb')))
  .toSorted((a, b) => Number(b) - Number(a))[0];

/** A file of PostgreSQL's; one that is nowhere where it is not installed. */
function ofPostgres(program: string): string {
  return join(POSTGRES_VERSIONS, postgres ?? 'missing', 'bin', program);
}

const packageJson = (name: string, more: object = {}): Readonly<Record<string, string>> => ({
  'package.json': JSON.stringify({ name, ...more }),
});

/** Real programs, each with the name that a person would give it. */
export const CASES: readonly Case[] = [
  {
    what: 'a script of Node',
    files: { ...packageJson('@acme/shop'), 'src/server.js': NODE_SERVER },
    command: () => [process.execPath, 'src/server.js'],
    argv0: 'node',
    owner: 'server.js · shop',
    stranger: 'server.js',
  },
  {
    what: "a program of a package of npm's, started by npm",
    needs: ['npm'],
    files: {
      ...packageJson('web', { scripts: { dev: 'vite --port 5173' } }),
      'node_modules/.bin/vite': `#!/usr/bin/env node\n${NODE_SERVER}`,
    },
    prepare: ({ folder }) =>
      runAsNobody({ folder, port: 0, otherPort: 0 }, 'chmod', '+x', 'node_modules/.bin/vite'),
    command: () => ['npm', 'run', 'dev'],
    owner: 'vite · web',
    stranger: 'vite',
  },
  {
    what: "Node's debugger beside what the program serves",
    files: { ...packageJson('api'), 'server.js': NODE_SERVER },
    command: ({ otherPort }) => [process.execPath, `--inspect=127.0.0.1:${otherPort}`, 'server.js'],
    argv0: 'node',
    asked: 'otherPort',
    owner: 'Node debugger · api',
    stranger: 'server.js',
  },
  {
    what: 'a module of Python',
    needs: ['python3'],
    files: { 'pyproject.toml': '[project]\nname = "docs"\n' },
    command: ({ port }) => ['/usr/bin/python3', '-m', 'http.server', '--bind', '127.0.0.1', String(port)],
    owner: 'http.server · docs',
    stranger: 'http.server',
  },
  {
    what: "a script of Python's with a command",
    needs: ['python3'],
    files: { 'pyproject.toml': '[tool.poetry]\nname = "orders"\n', 'manage.py': PYTHON_SERVER },
    command: () => ['/usr/bin/python3', 'manage.py', 'runserver', '0.0.0.0:8000'],
    owner: 'manage.py runserver · orders',
    stranger: 'manage.py runserver',
  },
  {
    what: 'a script of Ruby',
    needs: ['ruby'],
    files: { 'app.rb': RUBY_SERVER },
    command: () => ['ruby', 'app.rb'],
    owner: 'app.rb',
    stranger: 'app.rb',
  },
  {
    what: 'a server of Ruby that renames itself',
    needs: ['ruby'],
    files: { 'bin/puma': `$0 = "puma 6.4.2 (tcp://127.0.0.1) [shop]"\n${RUBY_SERVER}` },
    command: () => ['ruby', 'bin/puma'],
    owner: 'puma',
    stranger: 'puma',
  },
  {
    what: "PHP's own server",
    needs: ['php'],
    command: ({ port }) => ['php', '-S', `127.0.0.1:${port}`],
    owner: 'php -S',
    stranger: 'php -S',
  },
  {
    what: "PHP's own server under a framework's command",
    needs: ['php'],
    files: { artisan: ARTISAN, 'public/index.php': '<?php echo "hello";' },
    command: () => ['php', 'artisan', 'serve'],
    owner: 'artisan serve',
    stranger: 'artisan serve',
  },
  {
    what: 'a package that Go runs',
    needs: ['go'],
    files: { 'go.mod': 'module example.com/acme/billing\n\ngo 1.19\n', 'cmd/api/main.go': GO_SERVER },
    command: () => ['go', 'run', './cmd/api'],
    env: GO_ENV,
    owner: 'go run ./cmd/api · billing',
    stranger: 'go run ./cmd/api',
  },
  {
    what: 'a program that was built by Go, which keeps its own name',
    needs: ['go'],
    files: { 'go.mod': 'module example.com/acme/stock\n\ngo 1.19\n', 'main.go': GO_SERVER },
    command: () => ['sh', '-c', 'go build -o stock . && exec ./stock'],
    env: GO_ENV,
    owner: undefined,
    stranger: undefined,
  },
  {
    what: 'a jar of Java',
    needs: ['java', 'python3'],
    files: {
      'META-INF/MANIFEST.MF': `Manifest-Version: 1.0\nMain-Class: ${JAVA_SERVER}\n`,
      'pom.xml': '<project><artifactId>orders-parent</artifactId></project>',
    },
    prepare: (place) =>
      runAsNobody(place, '/usr/bin/python3', '-m', 'zipfile', '-c', 'orders.jar', 'META-INF'),
    command: ({ port }) => ['java', '-Xmx64m', '-jar', 'orders.jar', String(port)],
    owner: 'orders.jar · orders-parent',
    stranger: 'orders.jar',
  },
  {
    what: 'a main class of Java, under its debugger',
    needs: ['java'],
    command: ({ port, otherPort }) => [
      ...(['java', '-Xmx64m'] as const),
      `-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:${otherPort}`,
      ...['-m', `java.rmi/${JAVA_SERVER}`, String(port)],
    ],
    owner: 'RegistryImpl',
    stranger: 'RegistryImpl',
  },
  {
    what: 'nginx, its master and its worker',
    needs: ['nginx'],
    prepare: ({ folder, port }) => {
      makeFolder(folder, {
        'nginx.conf': [
          `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr;`,
          'events { worker_connections 16; }',
          `http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;`,
          `fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;`,
          `server { listen 127.0.0.1:${port}; } }`,
        ].join('\n'),
      });
    },
    command: ({ folder }) => ['nginx', '-e', 'stderr', '-c', join(folder, 'nginx.conf')],
    owner: 'nginx',
    stranger: 'nginx',
  },
  {
    what: 'Redis',
    needs: ['redis-server'],
    files: packageJson('cache'),
    command: ({ port }) => ['redis-server', '--port', String(port), '--bind', '127.0.0.1', '--save', ''],
    owner: 'redis',
    stranger: 'redis',
  },
  {
    what: 'a cluster of PostgreSQL',
    ...(postgres === undefined && { whyNot: 'postgresql is not installed' }),
    prepare: (place) =>
      runAsNobody(
        ...([place, ofPostgres('initdb'), '--no-sync', '--auth=trust'] as const),
        ...['-D', join(place.folder, postgres ?? '', 'main')],
      ),
    command: ({ folder, port }) => [
      ...([ofPostgres('postgres'), '-D', join(folder, postgres ?? '', 'main')] as const),
      ...['-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
    ],
    owner: `postgres ${postgres}/main`,
    stranger: `postgres ${postgres}/main`,
  },
];
