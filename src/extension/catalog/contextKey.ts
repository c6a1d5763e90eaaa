/** A context key, which the extension sets and clauses ask for. */
export interface ContextKeyDeclaration<Id extends string = string> {
  readonly declares: 'contextKey';
  readonly id: Id;
}

/** Declares a context key. */
export function contextKey<const Id extends string>(id: Id): ContextKeyDeclaration<Id> {
  return { declares: 'contextKey', id };
}
