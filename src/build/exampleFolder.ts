import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** A server as a beginner writes it. */
const SERVER = `const { createServer } = require('node:http');

const port = Number(process.env.PORT ?? DEFAULT);
createServer((request, response) => response.end('Hello from NAME\\n')).listen(port, '127.0.0.1', () => {
  console.log(\`NAME on http://localhost:\${port}\`);
});
`;

/** The servers, and the ports that they are usually on. */
const SERVERS = { web: 3000, api: 4000 } as const;

/** A running example. */
export interface Example {
  readonly folder: string;
  /** The ports that its servers are on. */
  readonly ports: readonly number[];
  stop(): void;
}

/**
 * A small project to look at, with two servers that run: who starts without any has an empty list before him. Its files
 * are written once; what the user changes stays. The file with the ports is written each time.
 */
export async function startExample(folder: string): Promise<Example> {
  await mkdir(folder, { recursive: true });
  const scripts = Object.fromEntries(Object.keys(SERVERS).map((name) => [name, `node ${name}.js`]));
  await writeOnce(
    join(folder, 'package.json'),
    `${JSON.stringify({ name: 'shop', private: true, scripts }, undefined, 2)}\n`,
  );
  const settings: string[] = [];
  const running: { readonly child: ChildProcess; readonly port: number }[] = [];
  for (const [name, usual] of Object.entries(SERVERS)) {
    const file = join(folder, `${name}.js`);
    await writeOnce(file, SERVER.replaceAll('NAME', name).replaceAll('DEFAULT', String(usual)));
    const port = await freePortFrom(usual);
    settings.push(`${name.toUpperCase()}_PORT=${port}`);
    running.push({ child: await start(folder, `${name}.js`, port), port });
  }
  await writeFile(join(folder, '.env'), `${settings.join('\n')}\n`);
  return {
    folder,
    ports: running.map(({ port }) => port),
    stop: () => {
      for (const { child } of running) child.kill();
    },
  };
}

async function writeOnce(file: string, text: string): Promise<void> {
  if (!existsSync(file)) await writeFile(file, text);
}

/** Starts a server, and waits until it listens, or has ended: then whoever changed it sees what it printed. */
async function start(folder: string, file: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [file], {
    ...{ argv0: 'node', cwd: folder, env: { ...process.env, PORT: String(port) } },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => void child.kill());
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  return child;
}

/** The first port from this one on that nobody has. */
async function freePortFrom(port: number): Promise<number> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return port;
  } catch {
    return freePortFrom(port + 1);
  } finally {
    server.close();
  }
}
