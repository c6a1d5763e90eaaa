/** Whether an absolute path is the folder or lies in it. The folder has no slash at its end, but for the root. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
