import type { ContainerFacts } from '../model/container';

/** Why what a label says is not opened: it names no place for certain, or no file of YAML. */
export type LabelRefusal = 'relative' | 'ending';

/** A file that a container's labels name, and why it is not looked at, if so. */
export interface LabelledFile {
  readonly path: string;
  readonly refusal?: LabelRefusal;
}

const YAML = /\.ya?ml$/i;

/** podman-compose writes names within the project's folder: those that lead nowhere else. */
const WITHIN = /^(?!\.{1,2}(?:\/|$))[^/:\n]+(?:\/(?!\.{1,2}(?:\/|$))[^/:\n]+)*$/;

/**
 * The Compose files that a container's labels name, which any image may have: each absolute, or within a folder that is, and
 * called .yml or .yaml.
 */
export function labelledFiles({
  folder,
  composeFiles = [],
}: Pick<ContainerFacts, 'folder' | 'composeFiles'>): LabelledFile[] {
  return composeFiles.map((name): LabelledFile => {
    const path = absolute(name, folder);
    if (path === undefined) return { path: name, refusal: 'relative' };
    return isYamlName(path) ? { path } : { path, refusal: 'ending' };
  });
}

/** Whether a file is called as files of YAML are. */
export function isYamlName(path: string): boolean {
  return YAML.test(path);
}

function absolute(name: string, folder: string | undefined): string | undefined {
  if (name.startsWith('/')) return name;
  const isWithin = folder?.startsWith('/') === true && WITHIN.test(name);
  return isWithin ? `${folder.replace(/\/+$/, '')}/${name}` : undefined;
}
