import type { EditorWindow, WindowOrigin } from '../../../core/model/editorWindow';
import type { ProcessOwner } from '../../../core/model/process';
import { isWithin } from '../../../core/text/isWithin';

/** What a window is to a process. */
export type WindowShare = Pick<ProcessOwner, 'isMine' | 'windowRoots'>;

/**
 * What a window is to a process.
 * @param before what it was when it was looked at last: a process keeps its roots when its parent ends
 * @param parentOf the parent of a process; 0 where it is gone
 */
export function windowShare(
  process: Pick<ProcessOwner, 'pid' | 'parentPid' | 'workingDirectory'>,
  window: EditorWindow,
  before: WindowShare | undefined,
  parentOf: (pid: number) => number,
): WindowShare {
  const found = window.roots.length > 0 ? rootsOf(process, window, parentOf) : [];
  const known = (before?.windowRoots ?? []).filter((root) => window.roots.includes(root));
  const windowRoots = found.length > 0 ? found : known;
  const { workingDirectory: path } = process;
  const isInFolder = path !== undefined && window.folders.some((folder) => isWithin(path, folder));
  return {
    ...((isInFolder || windowRoots.length > 0) && { isMine: true as const }),
    ...(windowRoots.length > 0 && { windowRoots }),
  };
}

/** What of the window a process came from, by its name: the nearest that has one. */
export function originIn(
  { windowRoots = [] }: WindowShare,
  { origins = [] }: EditorWindow,
): Omit<WindowOrigin, 'pid'> | undefined {
  for (const root of windowRoots) {
    const origin = origins.find(({ pid }) => pid === root);
    if (origin !== undefined) return { kind: origin.kind, name: origin.name };
  }
  return undefined;
}

/** Whether two processes are to the window the same. */
export function isSameShare(a: WindowShare, b: WindowShare): boolean {
  return a.isMine === b.isMine && a.windowRoots?.join(' ') === b.windowRoots?.join(' ');
}

/** The window's roots among a process and its parents, nearest first; none where they do not lead to the editor. */
function rootsOf(
  { pid, parentPid }: Pick<ProcessOwner, 'pid' | 'parentPid'>,
  { editorPid, roots }: EditorWindow,
  parentOf: (pid: number) => number,
): number[] {
  const chain = new Set<number>();
  for (let at = pid; at > 0 && !chain.has(at); at = at === pid ? parentPid : parentOf(at)) {
    if (at === editorPid) return [...chain].filter((each) => roots.includes(each));
    chain.add(at);
  }
  return [];
}
