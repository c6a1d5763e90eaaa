import type { Clause } from './clause';
import type { Text } from './catalogText';
import type { PageDeclaration, ViewDeclaration, Views } from './view';

/** An entry of a menu. */
export interface MenuPlace {
  /** A menu of VS Code, or a submenu of ours. */
  readonly menu: 'view/title' | 'view/item/context' | 'webview/context' | 'editor/title' | SubmenuDeclaration;
  /** The views, or the page, whose menu it is, where it is a view's. */
  readonly views?: Views | PageDeclaration;
  readonly when?: Clause;
  /** The group, and its place in it: `2_copy@1`. */
  readonly group: string;
}

/** A key that runs a command in views. */
export interface KeyPlace {
  readonly key: string;
  readonly mac?: string;
  readonly views: Views;
  /**
   * What it acts on. `view`: the view as such. `selectionOf`: the row that has the focus, which is selected first where not
   * several are; the command is told the view, whose selection counts. Called with nothing it would ask which row is meant.
   */
  readonly on: 'view' | 'selectionOf';
}

interface Offered {
  readonly icon?: string;
  /** When the command palette has it: always without, never with `false`. */
  readonly palette?: Clause | false;
}

/** A command that VS Code offers somewhere. */
export interface CommandDeclaration<Id extends string = string> extends Offered {
  readonly declares: 'command';
  readonly id: Id;
  readonly title: string | Text;
  readonly menus?: readonly MenuPlace[];
  readonly keys?: readonly KeyPlace[];
  /**
   * What a command of rows asks for by itself where it is called without one. Unless told, it is asked which row of the views is meant
   * whose menus have it.
   */
  readonly asks?: 'port' | 'container';
  /** What the command palette has before the title, where the title alone does not say enough there; "Netstat" unless told. */
  readonly category?: Text;
}

/** A command that each of several views has for itself. */
export interface ViewCommandDeclaration extends Offered {
  readonly declares: 'viewCommand';
  readonly views: Views;
  /** What its id has behind the view's. */
  readonly name: string;
  title(view: ViewDeclaration): string | Text;
  /** Its place in the view's title. */
  group(view: ViewDeclaration): string;
}

/** A menu within a menu. */
export interface SubmenuDeclaration {
  readonly declares: 'submenu';
  readonly id: string;
  readonly label: string;
  readonly menus: readonly MenuPlace[];
}

/** Declares a command. */
export function command<const Id extends string>(
  id: Id,
  declared: Omit<CommandDeclaration, 'declares' | 'id'>,
): CommandDeclaration<Id> {
  return { declares: 'command', id, ...declared };
}

/** Declares a command that each of several views has for itself. */
export function viewCommand(declared: Omit<ViewCommandDeclaration, 'declares'>): ViewCommandDeclaration {
  return { declares: 'viewCommand', ...declared };
}

/** The id of such a command for one view. */
export function viewCommandId({ name }: ViewCommandDeclaration, viewId: string): string {
  return `${viewId}.${name}`;
}

/** Declares a submenu. */
export function submenu(declared: Omit<SubmenuDeclaration, 'declares'>): SubmenuDeclaration {
  return { declares: 'submenu', ...declared };
}
