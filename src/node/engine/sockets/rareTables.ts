import type { InetTable } from '../../../core/model/inetTable';
import type { Parsed, ParseIssue } from '../../../core/model/issue';
import { OTHER_PROTOCOLS, type OtherSocket } from '../../../core/model/otherSocket';
import type { SctpAssociation } from '../../../core/model/sctp';
import type { Scope } from '../../../core/model/snapshot';
import { FAMILIES } from '../../../core/netstat/families/families';
import { parseSctpAssocs, parseSctpEps } from '../../../core/netstat/families/sctp/sctpFiles';
import { addSctpAssociation, addSctpEndpoint } from '../../../core/netstat/families/sctp/sctpTable';
import type { ProcReader, ReadFailure } from '../../reader';

/** Of so many readings one looks again for tables that were not there: modules are loaded at any time. */
const LOOK_EVERY = 32;

/** Told of each table that was read or could not be. */
export type Report = (
  file: string,
  outcome: ReadFailure | { readonly rows: number; readonly issues: readonly ParseIssue[] },
) => void;

/**
 * The socket tables that few kernels have: those of SCTP, and of families that are old. An absent one costs nothing: a pass
 * that asked for each again took 1.04 of its CPU time with 1,000 sockets, and 1.1 with 100 (`npm run bench:builds`).
 */
export class RareTables {
  /** What the last reading gave. */
  others: OtherSocket[] = [];
  associations: SctpAssociation[] = [];
  readonly #reader: ProcReader;
  readonly #report: Report;
  readonly #absent = new Set<string>();
  #readings = 0;

  constructor(reader: ProcReader, report: Report) {
    this.#reader = reader;
    this.#report = report;
  }

  /**
   * Reads the tables that the scope needs.
   * @param inet gets the rows of SCTP
   * @param fresh look for tables that were not there before
   */
  read(scope: Scope, fresh: boolean, inet: InetTable): void {
    if (fresh) this.#readings = 0;
    if (this.#readings++ % LOOK_EVERY === 0) this.#absent.clear();
    for (const endpoint of this.#rows('sctp/eps', parseSctpEps) ?? []) addSctpEndpoint(inet, endpoint);
    this.associations = [];
    this.others = [];
    if (scope === 'listening') return;
    this.associations = this.#rows('sctp/assocs', parseSctpAssocs) ?? [];
    for (const association of this.associations) addSctpAssociation(inet, association);
    for (const { files, parse } of OTHER_PROTOCOLS.map((name) => FAMILIES[name])) {
      for (const file of files) {
        const rows = this.#rows(file, parse);
        if (rows === undefined) continue;
        this.others.push(...rows);
        break;
      }
    }
  }

  /** Nothing where there is no such table; no rows where it cannot be read, of which the report tells. */
  #rows<Row>(name: string, parse: (bytes: Uint8Array) => Parsed<Row>): Row[] | undefined {
    if (this.#absent.has(name)) return undefined;
    const file = `self/net/${name}`;
    const result = this.#reader.read(file);
    // What was a file before 2.6 may be a directory today.
    if (result.status === 'absent' || (result.status === 'failed' && result.code === 'EISDIR')) {
      this.#absent.add(name);
      return undefined;
    }
    if (result.status !== 'ok') {
      this.#report(file, result);
      return [];
    }
    const { rows, issues } = parse(result.value);
    this.#report(file, { rows: rows.length, issues });
    return rows;
  }
}
