import type { ContainerFacts } from '../model/container';
import { known, nameOf, objectOf, pathOf } from './engineJson';

/** Files of a project that are read of a label. */
const MOST_FILES = 100;

/** Docker's Compose and podman-compose, which writes labels of both. */
const PREFIXES = ['com.docker.compose.', 'io.podman.compose.'];

type ComposeFacts = Pick<ContainerFacts, 'project' | 'service' | 'folder' | 'composeFiles'>;

/** What a container's labels say of Compose. Any image may have such labels; Podman has null for none. */
export function composeFacts(labels: unknown): ComposeFacts {
  const all = objectOf(labels);
  const valueOf = (name: string): unknown =>
    PREFIXES.map((prefix) => (Object.hasOwn(all, prefix + name) ? all[prefix + name] : undefined)).find(
      (value) => value !== undefined,
    );
  const files = valueOf('project.config_files');
  const composeFiles =
    typeof files === 'string'
      ? files
          .split(',', MOST_FILES)
          .map((file) => pathOf(file.trim()))
          .filter((file) => file !== undefined)
      : [];
  return known({
    project: nameOf(valueOf('project')),
    service: nameOf(valueOf('service')),
    folder: pathOf(valueOf('project.working_dir')),
    composeFiles: composeFiles.length === 0 ? undefined : composeFiles,
  });
}
