import { readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type SocketUnit, socketUnitsOf } from '../../../core/units/socketUnits';
import { LONGEST_UNIT_FILE } from '../../../core/units/unitFile';
import { isUnitPath, SYSTEM_UNIT_FOLDERS, type UnitFile } from '../../../core/units/unitFiles';
import { readSmallFile } from '../../smallFile';
import { decode } from '../../text';
import { attempt } from './attempt';

/** Unit files that are read at most. */
const MOST_FILES = 4_096;

/** What leads to no file at all: the unit is masked. */
const NOTHING = '/dev/null';

/**
 * Reads the .socket units of the machine, as its files have them.
 * @param root what the folders are below, '' for all
 * @param folders where a manager looks for units, what is stronger first: of the machine's own where left out
 */
export function readSocketUnits(root = '', folders = SYSTEM_UNIT_FOLDERS): SocketUnit[] {
  const seen = new Set<string>();
  const files = folders.flatMap((name, folder) => {
    const path = attempt(() => realpathSync(join(root, name)));
    // /lib often leads to /usr/lib.
    if (path === undefined || seen.has(path)) return [];
    seen.add(path);
    return pathsIn(path).map((file) => readUnitFile(path, folder, file));
  });
  return socketUnitsOf(files.slice(0, MOST_FILES), folders);
}

/** Paths below a folder that tell of .socket units. */
function pathsIn(folder: string): string[] {
  const names = list(folder);
  const directories = names.filter((name) => /\.(?:d|wants|requires)$/.test(name));
  const inside = directories.flatMap((name) => list(join(folder, name)).map((file) => `${name}/${file}`));
  return [...names, ...inside].filter((path) => isUnitPath(path, 'socket'));
}

function readUnitFile(folder: string, number: number, path: string): UnitFile {
  const linksTo = attempt(() => readlinkSync(join(folder, path)));
  const link = linksTo === undefined ? {} : { linksTo };
  if (linksTo === NOTHING) return { folder: number, path, text: '', ...link };
  const bytes = readSmallFile(join(folder, path), LONGEST_UNIT_FILE);
  return { folder: number, path, ...(bytes && { text: decode(bytes) }), ...link };
}

function list(folder: string): string[] {
  return attempt(() => readdirSync(folder)) ?? [];
}
