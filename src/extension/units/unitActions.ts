import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { clean, messageText } from '../../core/text/clean';
import {
  journalLine,
  proveLine,
  statusLine,
  type TypedUnit,
  type Typist,
  whyNotShown,
} from '../../core/units/typedLines';
import { unitText } from '../../core/units/unitName';
import type { CommandDeclaration } from '../catalog/command';
import { copy } from '../commands/copy';
import { typeLine } from '../terminal/typeLine';
import type { RowNode } from '../views/tree/row';
import { openUnitFile } from './openUnitFile';
import { refusalText } from './refusalTexts';
import { provableRow, unitOfRow } from './rowUnit';
import { unitCommands } from './units.contributions';

/** A command, and what it does with the row that it is meant for, or all that are selected. */
type Action = readonly [CommandDeclaration, (node?: RowNode, nodes?: readonly RowNode[]) => unknown];

/**
 * The commands that prove who has a socket, and that look at units.
 * @param selection the rows that are meant where none is given, as by the command palette
 */
export function unitActions(selection: () => readonly RowNode[], typistNow: () => Typist): readonly Action[] {
  /** @param find what a command needs of a row; where no row has it, `missing` says so */
  const on =
    <T>(
      find: (node: RowNode) => T | undefined,
      missing: () => string,
      run: (found: [T, ...T[]]) => unknown,
    ) =>
    async (node?: RowNode, nodes: readonly RowNode[] = []): Promise<void> => {
      // The row whose menu it was comes first, whatever else is selected.
      const wanted = node === undefined ? selection() : new Set([node, ...nodes]);
      const [first, ...others] = [...wanted].flatMap((each) => find(each) ?? []);
      if (first === undefined) void vscode.window.showInformationMessage(missing());
      else await run([first, ...others]);
    };
  const type = (unit: TypedUnit, lineOf: typeof statusLine): void => {
    const typist = typistNow();
    const line = lineOf(unit, typist);
    if (line !== undefined) typeLine(line);
    else tellRefused(unit, typist);
  };
  const onUnit = (run: (unit: TypedUnit) => unknown) => on(unitOfRow, noUnit, ([unit]) => run(unit));
  return [
    [
      unitCommands.proveOwner,
      on(provableRow, notLikely, ([{ localPort, remotePort }]) => typeLine(proveLine(localPort, remotePort))),
    ],
    [unitCommands.showUnitStatus, onUnit((unit) => type(unit, statusLine))],
    [unitCommands.followUnitJournal, onUnit((unit) => type(unit, journalLine))],
    [unitCommands.openUnitFile, onUnit((unit) => openUnitFile(unit, typistNow()))],
    // As systemd escaped them: what systemctl is to be told.
    [
      unitCommands.copyUnit,
      on(unitOfRow, noUnit, (units) => copy(units.map(({ unit = '' }) => clean(unit)))),
    ],
  ];
}

function noUnit(): string {
  return l10n.t('Select a row whose owner runs in a unit of systemd first.');
}

function notLikely(): string {
  return l10n.t('Select a row with a likely owner first: one that is known needs no proof.');
}

function tellRefused(unit: TypedUnit, typist: Typist): void {
  const reason = refusalText(whyNotShown(unit, typist) ?? 'name');
  const text = l10n.t('No command is offered that tells of {0}. {1}', unitText(unit.unit ?? ''), reason);
  void vscode.window.showInformationMessage(messageText(text));
}
