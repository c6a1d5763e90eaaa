/**
 * `npm start`: builds and packages the extension and opens it in a real VS Code, with settings and extensions of
 * its own under .vscode-test/, and a small project that runs two servers: the VS Code that NETSTAT_VSCODE names, else `code` on PATH, else VS Code's server
 * with its workbench in the browser. NETSTAT_VSCODE_SERVER=1 asks for the server.
 */
import { join } from 'node:path';
import { cache, repository } from '../../test/host/paths';
import { findDesktop, startDesktop } from './desktop';
import { startExample } from './exampleFolder';
import { packageExtension } from './package';
import { serve } from './serve';
import { thisTarget } from '../node/system/target';

async function main(): Promise<void> {
  const vsix = join(repository, 'out/netstat.vsix');
  await packageExtension(vsix, thisTarget());
  const desktop = process.env['NETSTAT_VSCODE_SERVER'] ? undefined : findDesktop(process.env);
  const example = await startExample(join(cache, 'start-folder/shop'));
  console.log(`\nTo look at: ${example.folder} with its servers on ${example.ports.join(' and ')}.`);
  try {
    if (desktop) await startDesktop(desktop, vsix, join(cache, 'start-desktop'), example.folder);
    else await serve(vsix, join(cache, 'start-server'), example.folder);
  } finally {
    example.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
