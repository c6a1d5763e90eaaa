import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { messageText } from '../../core/text/clean';
import {
  journalLine,
  proveLine,
  statusLine,
  type TypedUnit,
  type Typist,
  whyNotShown,
} from '../../core/units/typedLines';
import { unitText } from '../../core/units/unitName';
import { ownTypist } from '../../node/self';
import { type Selectable, selectionIn } from '../commands/selectedRows';
import { type Disposable, DisposableStore } from '../lifetime';
import { registerRowCommand } from '../rowCommand';
import { typeLine } from '../terminal/typeLine';
import type { RowNode } from '../views/tree/row';
import { openUnitFile } from './openUnitFile';
import { refusalText } from './refusalTexts';
import { provableRow, unitOfRow } from './rowUnit';
import { unitCommands } from './units.contributions';

/** Registers the commands that prove who has a socket, and that look at units; their names are copied as other values are. */
export function registerUnits(views: readonly Selectable[], typistNow: () => Typist = ownTypist): Disposable {
  const disposables = new DisposableStore();
  /** @param find what a command needs of the row it is meant for; what `missing` says where that has none */
  const register = <T>(
    command: string,
    find: (node: RowNode) => T | undefined,
    missing: () => string,
    run: (found: T) => unknown,
  ): void => {
    disposables.add(
      registerRowCommand(command, async (given?: RowNode) => {
        const node = given ?? selectionIn(views)[0];
        const found = node && find(node);
        if (found === undefined) void vscode.window.showInformationMessage(missing());
        else await run(found);
      }),
    );
  };
  const type = (unit: TypedUnit, lineOf: (unit: TypedUnit, typist: Typist) => string | undefined): void => {
    const typist = typistNow();
    const line = lineOf(unit, typist);
    if (line !== undefined) typeLine(line);
    else tellRefused(unit, typist);
  };
  register(unitCommands.proveOwner.id, provableRow, notLikely, ({ localPort, remotePort }) =>
    typeLine(proveLine(localPort, remotePort)),
  );
  register(unitCommands.showUnitStatus.id, unitOfRow, noUnit, (unit) => type(unit, statusLine));
  register(unitCommands.followUnitJournal.id, unitOfRow, noUnit, (unit) => type(unit, journalLine));
  register(unitCommands.openUnitFile.id, unitOfRow, noUnit, (unit) => openUnitFile(unit, typistNow()));
  return disposables;
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
