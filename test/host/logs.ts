import { existsSync } from 'node:fs';
import { copyFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Gives a server whose logger would have to be compiled one that is not. Without it "Show Log" opens an empty document:
 * VS Code keeps logs, those of extensions too, in files that this module writes.
 */
export async function completeLogs(server: string): Promise<void> {
  const target = join(server, 'node_modules/@vscode/spdlog');
  if (!existsSync(target) || existsSync(join(target, 'build/Release/spdlog.node'))) return;
  const module = join(target, 'index.js');
  const draft = `${module}.${process.pid}`;
  await copyFile(join(__dirname, 'logFiles.js'), draft);
  await rename(draft, module);
}
