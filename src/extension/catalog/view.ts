import type { Clause } from './clause';
import { shortId, type Text } from './catalogText';

/**
 * What commands of several views ask a view for: rows of sockets with owners, rows of another table of the machine,
 * and whether it can be arranged. Menus and keys name these and not the views, so that a new view has them by itself.
 */
export type ViewTrait = 'sockets' | 'table' | 'arranged';

/** A view of one of our containers. */
export interface ViewDeclaration<Id extends string = string> {
  readonly declares: 'view';
  readonly id: Id;
  readonly name: string;
  /** Its place among the views, from above. */
  readonly position: number;
  /** Its codicon, no other view's: moved to a place of its own, or folded in the panel, it is known by that alone. */
  readonly icon: string;
  /** The container that it is in; that of all others without. */
  readonly container?: string;
  /** What it begins with; visible and open without. */
  readonly visibility?: 'collapsed' | 'hidden';
  readonly traits: readonly ViewTrait[];
  /** What stands in its place while it has no rows, by the reason that its code sets as {@link emptinessKey}. */
  readonly welcome: Readonly<Record<string, string | Text>>;
}

/** A page of ours, of HTML: a view in a container of its own, and tabs of the editor. It is none of the trees, and has no keys. */
export interface PageDeclaration<Id extends string = string> {
  readonly declares: 'page';
  /** Of the view and of the tabs. */
  readonly id: Id;
  readonly name: string;
  readonly icon: string;
  /** The container that it is in, which a contribution to `viewsContainers` has. */
  readonly container: string;
  /** What rows call themselves where their menu is asked for (`webviewSection`). */
  readonly rowSection: string;
}

/** Declares a page. */
export function page<const Id extends string>(
  declared: Omit<PageDeclaration<Id>, 'declares'>,
): PageDeclaration<Id> {
  return { declares: 'page', ...declared };
}

/** Declares a view. */
export function view<const Id extends string>(
  declared: Omit<ViewDeclaration<Id>, 'declares'>,
): ViewDeclaration<Id> {
  return { declares: 'view', ...declared };
}

/** The id of the view that code calls by this name. */
export function viewId<const Name extends string>(name: Name): `netstat.${Name}` {
  return `netstat.${name}`;
}

/** The context key with the reason why a view has no rows. */
export function emptinessKey<Id extends string>({ id }: Pick<ViewDeclaration<Id>, 'id'>): `${Id}.emptiness` {
  return `${id}.emptiness`;
}

/** The views that a menu or a key is for: one, several with a trait, or all; pages are none of them. */
export type Views = ViewDeclaration | ViewTrait | 'every';

/** Those views out of all, which come in their order. */
export function viewsIn(views: Views, all: readonly ViewDeclaration[]): readonly ViewDeclaration[] {
  if (views === 'every') return all;
  if (typeof views !== 'string') return [views];
  return all.filter(({ traits }) => traits.includes(views));
}

/**
 * The condition that something is in one of the views.
 * @param subject what VS Code calls the view there: `view` in menus, `focusedView` for keys
 */
export function isOneOf(
  subject: 'view' | 'focusedView',
  views: Views | PageDeclaration,
  all: readonly ViewDeclaration[],
): Clause {
  const ids = isPage(views) ? [views.id] : viewsIn(views, all).map(({ id }) => id);
  const [first] = ids;
  if (ids.length !== 1) return `${subject} =~ /^netstat\\.(${ids.map(shortId).join('|')})$/`;
  return subject === 'view' ? `view == ${first}` : `focusedView == '${first}'`;
}

function isPage(views: Views | PageDeclaration): views is PageDeclaration {
  return typeof views !== 'string' && views.declares === 'page';
}
