import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { command } from '../../test/host/command';

/** The VS Code to open on this desktop; undefined where there is none, or no display to open it on. */
export function findDesktop(env: NodeJS.ProcessEnv): string | undefined {
  const named = env['NETSTAT_VSCODE'];
  if (named) return named;
  const hasDisplay = process.platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
  if (!hasDisplay) return undefined;
  const file = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path));
}

/**
 * Opens a folder in a desktop VS Code that has only this extension, and waits until the window is closed; the user's own
 * settings are left alone.
 */
export async function startDesktop(
  code: string,
  vsix: string,
  dataFolder: string,
  folder: string,
): Promise<void> {
  const own = [
    `--user-data-dir=${join(dataFolder, 'user')}`,
    `--extensions-dir=${join(dataFolder, 'extensions')}`,
  ];
  await command(code, [...own, '--install-extension', vsix, '--force']);
  console.log(
    `\nOpening ${folder} in ${code}: click the icon of a network socket, "Netstat", in the activity bar.`,
  );
  await command(code, [...own, '--new-window', '--wait', '--disable-workspace-trust', folder]);
}
