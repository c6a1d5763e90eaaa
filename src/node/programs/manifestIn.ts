import { lstatSync, opendirSync, type Stats } from 'node:fs';
import { isNetProject, LONGEST_MANIFEST, MANIFESTS, projectName } from '../../core/programs/manifest';
import { readSmallFile } from '../smallFile';

/** Names in a folder among which the manifest of a .NET project is looked for. */
const MOST_NAMES = 1_000;

/** What a folder tells of a project. */
export interface FolderManifest {
  /** The project's name, whitelisted characters; absent where no manifest in the folder has one. */
  readonly name?: string;
  /** Where the name was read, and what the file was then: it may be written anew without a trace in its folder. */
  readonly file?: string;
  readonly mark?: string;
}

/** What is at a path itself, a link's target not; nothing where nothing is there, or may not be seen. */
export function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** What tells a file's content from what it was, as far as its metadata do. */
export function markOf({ ino, size, mtimeMs }: Stats): string {
  return `${ino} ${size} ${mtimeMs}`;
}

/**
 * The manifest in a folder that gives its project a name: a regular file, small, of the user's or root's, and no link.
 * @param folder a path to it, without a slash at its end
 */
export function manifestIn(folder: string, uid: number): FolderManifest {
  for (const file of MANIFESTS) {
    const found = named(folder, file, uid);
    if (found !== undefined) return found;
  }
  for (const file of netProjects(folder)) {
    const found = named(folder, file, uid);
    if (found !== undefined) return found;
  }
  return {};
}

function named(folder: string, file: string, uid: number): FolderManifest | undefined {
  const path = `${folder}/${file}`;
  // Nothing is opened before it is known to be a regular file: opening a device may do something.
  const before = lookAt(path);
  if (before === undefined || !isAllowed(before, uid)) return undefined;
  let mark = '';
  const allows = (stats: Stats): boolean => {
    mark = markOf(stats);
    return isAllowed(stats, uid);
  };
  const bytes = readSmallFile(path, LONGEST_MANIFEST, { isNoLink: true, allows });
  const name = bytes && projectName(file, bytes);
  return name === undefined ? undefined : { name, file, mark };
}

function isAllowed(stats: Stats, uid: number): boolean {
  return stats.isFile() && stats.size <= LONGEST_MANIFEST && (stats.uid === uid || stats.uid === 0);
}

/** Such a manifest has any name: the folder is read, as far as it is no heap of files. */
function netProjects(folder: string): string[] {
  const found: string[] = [];
  try {
    const entries = opendirSync(folder);
    try {
      for (let i = 0; i < MOST_NAMES; i++) {
        const entry = entries.readSync();
        if (entry === null) break;
        if (isNetProject(entry.name)) found.push(entry.name);
      }
    } finally {
      entries.closeSync();
    }
  } catch {
    // A folder that may be entered but not read has none for us.
  }
  return found.toSorted();
}
