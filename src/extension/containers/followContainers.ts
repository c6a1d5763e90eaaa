import { type Disposable, DisposableStore } from '../lifetime';
import type { Monitor } from '../monitor';
import { onDidChangeSetting } from '../settings';
import { containersSettings } from './containers.contributions';
import type { ContainersState } from './containersState';

/** What decides when containers are asked for. */
export interface ContainersWanted {
  readonly monitor: Monitor;
  /** Whether a view is in sight that names them. */
  readonly isShown: () => boolean;
}

/**
 * Has the Monitor's snapshots name containers. They are asked for after each pass while a view names them, and otherwise only
 * where ports changed: hints name them too.
 */
export function followContainers(
  containers: ContainersState,
  { monitor, isShown }: ContainersWanted,
): Disposable {
  const disposables = new DisposableStore();
  let ports = monitor.ports;
  const follow = (): void => {
    const { snapshot } = monitor;
    const isNew = ports !== monitor.ports;
    ports = monitor.ports;
    if (snapshot !== undefined && (isNew || isShown())) containers.follow(snapshot);
  };
  disposables.add(monitor.onDidChange(follow));
  disposables.add(
    containers.onDidChange(() => {
      monitor.nameContainers(containers.list);
    }),
  );
  disposables.add(
    onDidChangeSetting(
      containersSettings.engines,
      containersSettings.startsPodman,
    )(() => {
      containers.forget();
      if (monitor.snapshot !== undefined) containers.follow(monitor.snapshot);
    }),
  );
  return disposables;
}
