import { spawnSync } from 'node:child_process';
import { chownSync, copyFileSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locate } from '../host/programs';
import { NOBODY } from '../host/users';
import type { Case } from './cases';
import { makeFolder } from './started';

const LISTENS = "require('net').createServer().listen(+process.env.PORT, '127.0.0.1');\n";

/** A script of Node's that listens, and before that does what is told. */
function script(before: string): Readonly<Record<string, string>> {
  return { 'package.json': '{ "name": "mine" }', 'server.js': `${before};\n${LISTENS}` };
}

const runsNode: Pick<Case, 'command' | 'argv0'> = {
  // A title has the room of the arguments.
  command: () => [process.execPath, 'server.js', '-'.repeat(100)],
  argv0: 'node',
};

/** A program in a folder whose package.json is none that may be read. */
function withManifest(what: string, prepare: (file: string) => void): Case {
  return {
    what,
    // Node itself looks for a manifest beside a file that ends otherwise.
    files: { 'app/server.cjs': LISTENS, 'elsewhere.json': '{ "name": "elsewhere" }' },
    prepare: ({ folder }) => prepare(join(folder, 'app/package.json')),
    command: () => ['sh', '-c', 'cd app && exec node server.cjs'],
    owner: 'server.cjs',
    stranger: 'server.cjs',
  };
}

/** Programs that would be called something else, or keep whoever looks at them waiting. */
export const HOSTILE: readonly Case[] = [
  {
    what: 'Node under the title of nginx',
    files: script("process.title = 'nginx: master process /usr/sbin/nginx'"),
    ...runsNode,
    owner: undefined,
    // What a program says of itself is all that another user has.
    stranger: 'nginx',
  },
  {
    what: 'Python under the first word of a database',
    needs: ['python3'],
    files: {
      'server.py': `import socket, os
listener = socket.create_server(("127.0.0.1", int(os.environ["PORT"])))
listener.accept()
while True: listener.accept()
`,
    },
    command: () => ['/usr/bin/python3', 'server.py'],
    argv0: '/usr/bin/redis-server',
    owner: 'server.py',
    stranger: undefined,
  },
  {
    what: 'a title of control characters, of a direction and of credentials',
    files: script(String.raw`process.title = '\x1b]0;owned\x07vite dev\u202e\n postgres://root:secret@db/x'`),
    ...runsNode,
    owner: undefined,
    stranger: undefined,
  },
  {
    what: "a name of the kernel's for it that has control characters",
    files: script(String.raw`require('fs').writeFileSync('/proc/self/comm', '\x1b[31mvite\n')`),
    ...runsNode,
    owner: 'server.js · mine',
    stranger: 'server.js',
  },
  {
    what: 'credentials in its arguments',
    files: script(''),
    command: () => [
      ...([process.execPath, 'server.js', '--token=hunter2', 'postgres://root:secret@db/x'] as const),
      ...['PASSWORD=hunter2', 'admin@bastion'],
    ],
    argv0: 'node',
    owner: 'server.js · mine',
    stranger: 'server.js',
  },
  {
    what: 'a script whose name has control characters in it',
    files: { '\u001b[2Jserver.js': LISTENS, 'package.json': String.raw`{ "name": "\u001b[31mmine" }` },
    command: () => [process.execPath, '\u001b[2Jserver.js'],
    argv0: 'node',
    owner: undefined,
    stranger: undefined,
  },
  {
    what: 'an executable that was removed while it runs',
    needs: ['redis-server'],
    prepare: ({ folder }) => {
      const file = join(folder, 'redis-server');
      copyFileSync(locate('redis-server') ?? '', file);
      chownSync(file, NOBODY, NOBODY);
    },
    command: ({ folder, port }) => [
      ...([
        'sh',
        '-c',
        `(sleep 0.2; rm redis-server) & exec "$@"`,
        'sh',
        join(folder, 'redis-server'),
      ] as const),
      ...['--port', String(port), '--bind', '127.0.0.1', '--save', ''],
    ],
    owner: 'redis',
    stranger: 'redis',
  },
  {
    what: 'a folder that was removed',
    files: {
      ...script("process.chdir('gone'); require('fs').rmSync('../gone', { recursive: true })"),
      'gone/package.json': '{ "name": "gone" }',
    },
    ...runsNode,
    // What was above it is there still.
    owner: 'server.js · mine',
    stranger: 'server.js',
  },
  withManifest('a FIFO as a manifest', (file) => void spawnSync('mkfifo', ['-m', '666', file])),
  withManifest('a link as a manifest', (file) => symlinkSync('../elsewhere.json', file)),
  withManifest('a link to a device as a manifest', (file) => symlinkSync('/dev/zero', file)),
  withManifest('a folder as a manifest', (file) => mkdirSync(file)),
  withManifest('a manifest that is longer than any', (file) => {
    writeFileSync(file, '{ "name": "long", "x": "');
    truncateSync(file, 2 ** 40);
    chownSync(file, NOBODY, NOBODY);
  }),
  withManifest("another user's manifest", (file) => {
    writeFileSync(file, '{ "name": "planted" }');
    chownSync(file, 1, 1);
  }),
  {
    what: 'a link to a folder above its own as a repository',
    prepare: ({ folder }) => {
      makeFolder(join(folder, 'a/b'), { 'server.js': LISTENS });
      symlinkSync('.', join(folder, 'a/b/loop'));
      writeFileSync(join(folder, 'package.json'), '{ "name": "above" }');
      mkdirSync(join(folder, 'a/.git'));
    },
    command: () => ['sh', '-c', 'cd a/b/loop/loop && exec node server.js'],
    owner: 'server.js',
    stranger: 'server.js',
  },
];
