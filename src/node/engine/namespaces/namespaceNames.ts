import type { NamedNamespaces } from './namedNamespaces';
import type { ProcessNamespace } from './processNamespaces';

/**
 * The names of namespaces from pass to pass. They are asked for again where a name came or went, or a namespace that was
 * not seen before; a kernel that gives a namespace a number later on is then asked, too.
 */
export class NamespaceNames {
  readonly #named: Pick<NamedNamespaces, 'list' | 'namesOf'>;
  #list: string | undefined;
  #all: readonly string[] = [];
  #known = new Map<ProcessNamespace, readonly string[]>();

  constructor(named: Pick<NamedNamespaces, 'list' | 'namesOf'>) {
    this.#named = named;
  }

  /** All names there were at the last look, in their order. */
  get all(): readonly string[] {
    return this.#all;
  }

  /** The names of each, none where it has none or nobody tells. */
  of(namespaces: readonly ProcessNamespace[]): ReadonlyMap<ProcessNamespace, readonly string[]> {
    this.#all = this.#named.list();
    // No name has a slash.
    const list = this.#all.join('/');
    if (list !== this.#list || namespaces.some((each) => !this.#known.has(each))) this.#ask(namespaces);
    this.#list = list;
    return this.#known;
  }

  #ask(namespaces: readonly ProcessNamespace[]): void {
    const examples = namespaces.map(({ processes }) => [...processes][0]?.pid ?? 0);
    const names = this.#named.namesOf(examples);
    this.#known = new Map(
      namespaces.map((namespace, index) => [namespace, names.get(examples[index] ?? 0) ?? []]),
    );
  }
}
