import type { Engine } from '../../core/model/engine';
import {
  choiceOf,
  type NamespaceChoice,
  type NamespaceFacts,
  type SingleNamespace,
} from '../../core/model/namespace';
import type { NetworkTable } from '../../core/model/networkTable';
import type { TableName } from '../../core/tables/tables';

/** Network namespaces of which a table is read where all are shown: each is read anew in every pass. */
export const MOST_NAMESPACES = 20;

/** Which network namespaces tables are read of. */
export interface ShownNamespaces {
  readonly shown: NamespaceChoice;
  /** What is known of those: of all, the own one first, or of the one; empty where they were not asked for. */
  readonly facts: readonly NamespaceFacts[];
}

/** The table of one of several network namespaces. */
export interface NamespaceTable<Name extends TableName> {
  readonly facts: NamespaceFacts;
  /** The table, or why it could not be read. */
  readonly read: NetworkTable<Name> | Error;
}

/** A table as it was read, and whose it is. */
export interface TableReading<Name extends TableName> extends NetworkTable<Name> {
  readonly namespace: NamespaceChoice;
  /**
   * Where all network namespaces are shown, or the one could not be read: the table of each, in their order. What is above is then
   * that of the own one, but for the counts, which are those of all, and for its problems, which stand here alone.
   */
  readonly each?: readonly NamespaceTable<Name>[];
  /** How many more namespaces there are, of which it was not read. */
  readonly omitted?: number;
}

/** Reads a table of the network namespaces that are shown. */
export async function readTableOf<Name extends TableName>(
  engine: Pick<Engine, 'readTable'>,
  name: Name,
  filter: string | undefined,
  { shown, facts }: ShownNamespaces,
): Promise<TableReading<Name>> {
  if (shown.kind === 'own') return { ...(await engine.readTable(name, filter)), namespace: shown };
  const own = (): Promise<NetworkTable<Name>> => engine.readTable(name, filter);
  if (shown.kind !== 'all') {
    const [one] = facts;
    const read = await readOther(engine, name, filter, shown);
    if (!(read instanceof Error)) return { ...read, namespace: shown };
    if (one === undefined) throw read;
    return joined(await own(), shown, [{ facts: one, read }]);
  }
  const here = await own();
  if (facts.length === 0) return { ...here, namespace: shown };
  const each: NamespaceTable<Name>[] = [];
  for (const one of facts.slice(0, MOST_NAMESPACES)) {
    const read = one.isOwn ? here : await readOther(engine, name, filter, choiceOf(one));
    each.push({ facts: one, read });
  }
  return joined(here, shown, each, facts.length - each.length);
}

function joined<Name extends TableName>(
  own: NetworkTable<Name>,
  namespace: NamespaceChoice,
  each: readonly NamespaceTable<Name>[],
  omitted = 0,
): TableReading<Name> {
  const tables = each.flatMap(({ read }) => (read instanceof Error ? [] : [read]));
  const sum = (of: (table: NetworkTable<Name>) => number): number =>
    tables.reduce((total, table) => total + of(table), 0);
  return {
    ...own,
    namespace,
    each,
    omitted,
    duration: sum(({ duration }) => duration),
    matching: sum(({ matching }) => matching),
    total: sum(({ total }) => total),
    sources: [],
    issues: [],
  };
}

/** What is to be printed of a table, whole. */
export function tableSelections(
  table: TableName,
  filter: string,
  { shown, facts }: ShownNamespaces,
): { kind: 'table'; table: TableName; filter: string; namespace?: SingleNamespace }[] {
  const whole = { kind: 'table', table, filter } as const;
  if (shown.kind === 'own') return [whole];
  if (shown.kind !== 'all') return [{ ...whole, namespace: shown }];
  if (facts.length === 0) return [whole];
  return facts.slice(0, MOST_NAMESPACES).flatMap((one) => {
    const namespace = choiceOf(one);
    if (namespace === undefined) return [];
    return [namespace.kind === 'own' ? whole : { ...whole, namespace }];
  });
}

/** That of one that cannot be read keeps no other from being shown. */
function readOther<Name extends TableName>(
  engine: Pick<Engine, 'readTable'>,
  name: Name,
  filter: string | undefined,
  namespace: SingleNamespace | undefined,
): Promise<NetworkTable<Name> | Error> {
  if (namespace === undefined) return Promise.resolve(new Error());
  return engine
    .readTable(name, filter, namespace)
    .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
}
