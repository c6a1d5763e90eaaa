import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import type { TypedUnit, Typist } from '../core/units/typedLines';
import { SYSTEM_UNIT_FOLDERS } from '../core/units/unitFiles';
import { unitFilePaths, userUnitFolders } from '../core/units/unitFolders';
import { readSocketUnits } from './engine/groups/socketUnitFiles';

/** Bytes of a file that is opened; nobody writes a unit so long. */
const LONGEST = 1024 * 1024;

/** The file that systemd has a unit from. */
export interface UnitFilePath {
  readonly path: string;
  /** Whether it is a file, as a masked unit's /dev/null is not, and not too long to be looked at. */
  readonly isText: boolean;
}

/** Looks for the file of a unit; nothing where it has none, as far as whoever asks can see. */
export function findUnitFile(
  unit: TypedUnit,
  typist: Typist,
  folders = foldersOf(unit, typist),
): UnitFilePath | undefined {
  for (const path of unitFilePaths(unit, folders)) {
    try {
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat !== undefined) return { path, isText: stat.isFile() && stat.size <= LONGEST };
    } catch {
      // A folder that may not be entered, or a link that leads nowhere, has no file for us.
    }
  }
  return undefined;
}

/** The .socket units that start a service again with its first connection, as their files say. */
export function triggersOf(
  unit: TypedUnit,
  typist: Typist,
  folders = foldersOf(unit, typist),
): readonly string[] {
  const sockets = readSocketUnits('', folders);
  return sockets.filter(({ service }) => service === unit.unit).map((socket) => socket.unit);
}

function foldersOf({ unitOf, uid = -1 }: TypedUnit, typist: Typist): readonly string[] {
  if (unitOf === 'container') return [];
  if (unitOf === 'system') return SYSTEM_UNIT_FOLDERS;
  return userUnitFolders(uid, uid === typist.uid ? homedir() : undefined);
}
