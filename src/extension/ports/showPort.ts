import * as vscode from 'vscode';
import { findCommands } from '../find/find.contributions';

/** A view that shows rows of ports. */
interface PortsInView {
  show(portId: string): Promise<boolean>;
}

/**
 * Shows a row of Listening Ports. Where that has none, as of a port that has closed or while the view shows another network
 * namespace, Find Port Owner says what there is: a button that offers to show a port never does nothing.
 * @param id of the row; nothing where there is none
 */
export async function showPort(port: number, id: string | undefined, view: PortsInView): Promise<void> {
  if (id === undefined || !(await view.show(id))) {
    await vscode.commands.executeCommand(findCommands.findPortOwner.id, String(port));
  }
}
