import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchEdition } from '../../test/host/edition';
import { installExtension, type Server, startServer } from '../../test/host/server';

/** Opens a folder in VS Code's server, prints the address, and stops the server with Ctrl+C. */
export async function serve(vsix: string, dataFolder: string, folder: string): Promise<void> {
  const code = await fetchEdition('newest');
  await rm(join(dataFolder, 'extensions'), { recursive: true, force: true });
  await installExtension(code, dataFolder, vsix);
  await writeFirstSettings(dataFolder);
  const server = await startServer(code, { dataFolder });
  console.log(`
Netstat runs in VS Code at

  ${server.address({ folder })}

Open this address in a browser on this machine and click the icon of a network socket, "Netstat", in the activity bar.
The open folder is ${folder}. Whoever has the address can use this VS Code as you: keep it to yourself.
Ctrl+C stops it.
`);
  await untilInterrupted(server);
}

/** No welcome page and no chat beside the ports; whatever the user changes there later stays. */
async function writeFirstSettings(dataFolder: string): Promise<void> {
  const folder = join(dataFolder, 'data/User');
  const file = join(folder, 'settings.json');
  if (existsSync(file)) return;
  const settings = {
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
  };
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(settings, undefined, 2));
}

async function untilInterrupted(server: Server): Promise<void> {
  let interrupted = false;
  const stop = (): void => {
    interrupted = true;
    void server.stop();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  await server.ended;
  if (!interrupted) throw new Error(`VS Code's server ended by itself. It printed:\n${server.log()}`);
  console.log('Stopped.');
}
