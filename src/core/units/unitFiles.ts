import { LONGEST_UNIT_FILE } from './unitFile';
import { isUnitName } from './unitName';

/** Where systemd looks for units of the machine, what is stronger first: systemd.unit(5), table "Load path". */
export const SYSTEM_UNIT_FOLDERS: readonly string[] = [
  '/etc/systemd/system.control',
  '/run/systemd/system.control',
  '/run/systemd/transient',
  '/run/systemd/generator.early',
  '/etc/systemd/system',
  '/etc/systemd/system.attached',
  '/run/systemd/system',
  '/run/systemd/system.attached',
  '/run/systemd/generator',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
  '/run/systemd/generator.late',
];

/** A file in one of the folders. */
export interface UnitFile {
  /** Of the folders the how manieth, from 0. */
  readonly folder: number;
  /** Below it: "ssh.socket", "ssh.socket.d/port.conf", "sockets.target.wants/git@a.socket". */
  readonly path: string;
  /** Empty of a link to /dev/null; absent where it could not be read, which leaves the unit out. Of .wants not looked at. */
  readonly text?: string;
  /** Of a symbolic link: where it leads, as the link says. */
  readonly linksTo?: string;
}

/** The texts that make up a unit, in the order in which systemd reads them. */
export interface UnitSources {
  readonly unit: string;
  readonly main: string;
  readonly dropIns: readonly string[];
  /** Whether another unit wants it or requires it, as an enabled one is. */
  readonly isWanted: boolean;
}

/**
 * The units of a type as systemd puts them together of the files, see systemd.unit(5); masked ones are left out, and those that
 * cannot be told. Instances are there as far as something wants them. Takes time in proportion to the files.
 * @param type "socket"
 */
export function unitSources(
  files: readonly UnitFile[],
  type: string,
  folders: readonly string[] = SYSTEM_UNIT_FOLDERS,
): UnitSources[] {
  const { mains, dropIns, wanted } = sorted(files, `.${type}`);
  const aliases = new Map<string, Set<string>>();
  const units = new Set<string>();
  for (const name of [...mains.keys(), ...wanted]) {
    const target = targetOf(mains.get(name), folders);
    if (target === undefined) units.add(name);
    else aliases.set(target, (aliases.get(target) ?? new Set<string>()).add(name));
  }
  return [...units].flatMap((unit) => {
    if (isTemplate(unit)) return [];
    const main = textOf(mains.get(unit) ?? mains.get(templateOf(unit)));
    if (main === undefined || main === '') return [];
    const names = [unit, ...(aliases.get(unit) ?? [])];
    const texts = dropInsOf(names, type, dropIns, folders.length).map(textOf);
    if (!texts.every((text) => text !== undefined)) return [];
    return [{ unit, main, dropIns: texts, isWanted: names.some((name) => wanted.has(name)) }];
  });
}

/** Whether a path below one of the folders is one that {@link unitSources} goes by. */
export function isUnitPath(path: string, type: string): boolean {
  const [first = '', second, ...more] = path.split('/');
  if (more.length > 0) return false;
  if (second === undefined) return first.endsWith(`.${type}`);
  if (/\.(?:wants|requires)$/.test(first)) return second.endsWith(`.${type}`);
  return (first === `${type}.d` || first.endsWith(`.${type}.d`)) && isDropIn(second);
}

interface Sorted {
  /** The strongest file of each name. */
  readonly mains: Map<string, UnitFile>;
  /** By folder and directory, "4/ssh.socket.d"; then by name. */
  readonly dropIns: Map<string, Map<string, UnitFile>>;
  readonly wanted: Set<string>;
}

function sorted(files: readonly UnitFile[], suffix: string): Sorted {
  const found: Sorted = { mains: new Map(), dropIns: new Map(), wanted: new Set() };
  for (const file of files) {
    if (!isUnitPath(file.path, suffix.slice(1))) continue;
    const [directory = '', name] = file.path.split('/');
    if (name === undefined) {
      const before = found.mains.get(directory);
      if (isUnitName(directory) && (before === undefined || file.folder < before.folder)) {
        found.mains.set(directory, file);
      }
    } else if (!directory.endsWith('.d')) {
      if (isUnitName(name)) found.wanted.add(name);
    } else {
      const key = `${file.folder}/${directory}`;
      found.dropIns.set(key, (found.dropIns.get(key) ?? new Map<string, UnitFile>()).set(name, file));
    }
  }
  return found;
}

/** The drop-ins of a unit of these names by their own names; of several of one name that of the strongest directory. */
function dropInsOf(
  names: readonly string[],
  type: string,
  dropIns: Sorted['dropIns'],
  folders: number,
): UnitFile[] {
  const chosen = new Map<string, UnitFile>();
  const look = (directories: readonly string[]): void => {
    for (let folder = 0; folder < folders; folder += 1) {
      for (const directory of directories) {
        for (const [name, file] of dropIns.get(`${folder}/${directory}.d`) ?? []) {
          if (!chosen.has(name)) chosen.set(name, file);
        }
      }
    }
  };
  for (const name of names) look([...addDropInNames(name, new Set())]);
  look([type]);
  return [...chosen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}

/**
 * What directories of a unit's drop-ins are called: as itself, as its template, and cut behind each dash from the last on,
 * where a template loses its @.
 */
function addDropInNames(name: string, names: Set<string>): Set<string> {
  if (names.has(name)) return names;
  names.add(name);
  const template = templateOf(name);
  if (template !== name) addDropInNames(template, names);
  const [, prefix = '', instance = '', suffix = ''] = /^([^@]*?)(@.+)?@?(\.[a-z]+)$/.exec(name) ?? [];
  const dash = prefix.replace(/-$/, '').lastIndexOf('-');
  return dash < 0 ? names : addDropInNames(`${prefix.slice(0, dash + 1)}${instance}${suffix}`, names);
}

function isDropIn(name: string): boolean {
  return name.endsWith('.conf') && !name.startsWith('.');
}

function isTemplate(name: string): boolean {
  return /@\.[a-z]+$/.test(name);
}

/** "git@.socket" of git@a.socket; the name itself where it is no instance. */
function templateOf(name: string): string {
  return name.replace(/@.*(?=\.[a-z]+$)/, '@');
}

function textOf(file: UnitFile | undefined): string | undefined {
  const text = file?.text;
  return text === undefined || text.length > LONGEST_UNIT_FILE ? undefined : text;
}

/**
 * The unit that a link is another name of: one of another name, in one of the folders. A link to elsewhere is a file like
 * others, and one of an instance to its template is that instance.
 */
function targetOf(file: UnitFile | undefined, folders: readonly string[]): string | undefined {
  if (file?.linksTo === undefined) return undefined;
  const path = resolved(folders[file.folder] ?? '', file.linksTo);
  const slash = path.lastIndexOf('/');
  const target = path.slice(slash + 1);
  if (!folders.includes(path.slice(0, slash)) || !isUnitName(target)) return undefined;
  return target === file.path || target === templateOf(file.path) ? undefined : target;
}

function resolved(folder: string, link: string): string {
  const names: string[] = [];
  for (const name of (link.startsWith('/') ? link : `${folder}/${link}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}
