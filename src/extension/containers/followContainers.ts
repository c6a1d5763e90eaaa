import type { TreeView } from 'vscode';
import { type Disposable, DisposableStore } from '../lifetime';
import type { Monitor } from '../monitor';
import { onDidChangeSetting } from '../settings';
import { containersSettings } from './containers.contributions';
import type { ContainersState } from './containersState';

/** What decides when containers are asked for. */
export interface ContainersWanted {
  readonly monitor: Monitor;
  /** The views that name them. */
  readonly views: readonly Pick<TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>[];
}

/**
 * Has the Monitor's snapshots name containers. They are watched while a view that names them is in sight, and otherwise asked
 * for only where ports changed: hints name them too.
 */
export function followContainers(
  containers: ContainersState,
  { monitor, views }: ContainersWanted,
): Disposable {
  const disposables = new DisposableStore();
  let ports = monitor.ports;
  const follow = (): void => {
    const { snapshot } = monitor;
    const isNew = ports !== monitor.ports;
    ports = monitor.ports;
    if (views.some(({ visible }) => visible)) return containers.watch(snapshot);
    containers.unwatch();
    if (snapshot !== undefined && isNew) containers.follow(snapshot);
  };
  disposables.add(monitor.onDidChange(follow));
  for (const view of views) disposables.add(view.onDidChangeVisibility(follow));
  follow();
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
      follow();
      if (monitor.snapshot !== undefined) containers.follow(monitor.snapshot);
    }),
  );
  return disposables;
}
