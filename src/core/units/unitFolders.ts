import type { TypedUnit } from './typedLines';
import { isUnitName } from './unitName';

/**
 * Where a user's own manager looks, likewise; what the environment could change is as it is without that.
 * @param home the user's home directory, which is known of who asks alone
 */
export function userUnitFolders(uid: number, home: string | undefined): readonly string[] {
  const runtime = `/run/user/${uid}/systemd`;
  const own = (folder: string): string[] => (home === undefined ? [] : [`${home}/${folder}`]);
  return [
    ...own('.config/systemd/user.control'),
    `${runtime}/user.control`,
    `${runtime}/transient`,
    `${runtime}/generator.early`,
    ...own('.config/systemd/user'),
    '/etc/xdg/systemd/user',
    '/etc/systemd/user',
    `${runtime}/user`,
    '/run/systemd/user',
    `${runtime}/generator`,
    ...own('.local/share/systemd/user'),
    '/usr/local/share/systemd/user',
    '/usr/share/systemd/user',
    '/usr/local/lib/systemd/user',
    '/usr/lib/systemd/user',
    `${runtime}/generator.late`,
  ];
}

/**
 * The files that a unit may have, what is stronger first: its own in any of the folders, then that of its template, "git@.service"
 * of git@a.service. None of a name that is no unit's, which could lead elsewhere.
 */
export function unitFilePaths({ unit = '' }: TypedUnit, folders: readonly string[]): string[] {
  if (!isUnitName(unit)) return [];
  const names = new Set([unit, unit.replace(/@.*(?=\.[a-z]+$)/, '@')]);
  return [...names].flatMap((name) => folders.map((folder) => `${folder}/${name}`));
}
