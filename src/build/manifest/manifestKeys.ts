import type { Clause } from '../../extension/catalog/clause';
import type { KeyPlace } from '../../extension/catalog/command';
import { isOneOf, viewsIn } from '../../extension/catalog/view';
import { detailsCommands } from '../../extension/details/details.contributions';
import type { Catalog } from './catalog';
import { inOrderOf } from './order';

/** A key binding, as package.json has it. */
export interface KeyBinding {
  readonly key: string;
  readonly mac?: string;
  readonly command: string;
  readonly args?: unknown;
  readonly when: Clause;
}

/** All key bindings. */
export function keysOf(catalog: Catalog): KeyBinding[] {
  return catalog.command
    .toSorted(inOrderOf(({ id }) => id))
    .flatMap(({ id, keys = [] }) => keys.flatMap((place) => bindings(id, place, catalog)));
}

function bindings(command: string, place: KeyPlace, { view: all }: Catalog): KeyBinding[] {
  const { key, mac, views, on } = place;
  const keys = { key, ...(mac !== undefined && { mac }) };
  if (on === 'view') {
    return [{ ...keys, command, when: `${isOneOf('focusedView', views, all)} && !inputFocus` }];
  }
  return viewsIn(views, all).flatMap((view) => {
    return onSelection({ command, args: view.id }).map(({ when, ...run }) => ({
      ...keys,
      ...run,
      when: `${isOneOf('focusedView', view, all)} && !inputFocus && ${when}`,
    }));
  });
}

interface Run {
  readonly command: string;
  readonly args?: unknown;
}

/**
 * A command gets the selection and not the row that has the focus, which arrows move alone. So that row is selected first, unless
 * several are: by a command of ours, since VS Code's own also does what a click on the row does.
 */
function onSelection(run: Run): readonly (Run & { readonly when: Clause })[] {
  const step = run.args === undefined ? run.command : run;
  const first = (isFolded: boolean): Run => ({
    command: 'runCommands',
    args: { commands: [{ command: detailsCommands.selectByKey.id, args: isFolded }, step] },
  });
  const folds = `((treeElementCanExpand || treeElementCanCollapse) && config.workbench.tree.expandMode != 'doubleClick')`;
  return [
    { ...run, when: 'listMultiSelection' },
    { ...first(false), when: `!listMultiSelection && !${folds}` },
    { ...first(true), when: `!listMultiSelection && ${folds}` },
  ];
}
