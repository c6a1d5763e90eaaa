import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { clean } from '../../core/text/clean';
import { taskType } from './tasks.contributions';
import type { Disposable } from '../lifetime';
import type { Ports } from '../ports/registerPorts';
import type { SharedEngine } from '../sharedEngine';
import { readTask } from './definition';
import { runTask } from './taskRun';

/** Exit code of a task whose definition is wrong. */
const WRONG = 2;

/** Registers the tasks that free a port or wait for one. Freeing always asks: a cloned tasks.json must not end anything. */
export function registerTasks(engine: SharedEngine, ports: Pick<Ports, 'free'>): Disposable {
  return vscode.tasks.registerTaskProvider(taskType, {
    provideTasks: () => [],
    resolveTask: ({ definition, scope, name }) => {
      const execution = new vscode.CustomExecution(async () => new PortTerminal(definition, engine, ports));
      return new vscode.Task(definition, scope ?? vscode.TaskScope.Workspace, name, taskType, execution, []);
    },
  });
}

/** Shows in a terminal what a task does. */
class PortTerminal implements vscode.Pseudoterminal {
  readonly #definition: vscode.TaskDefinition;
  readonly #engine: SharedEngine;
  readonly #ports: Pick<Ports, 'free'>;
  readonly #written = new vscode.EventEmitter<string>();
  readonly #closed = new vscode.EventEmitter<number>();
  #isCancelled = false;

  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;

  constructor(definition: vscode.TaskDefinition, engine: SharedEngine, ports: Pick<Ports, 'free'>) {
    this.#definition = definition;
    this.#engine = engine;
    this.#ports = ports;
  }

  open(): void {
    void this.#run().then((code) => this.#closed.fire(code));
  }

  close(): void {
    this.#isCancelled = true;
  }

  handleInput(data: string): void {
    if (data === '\x03') this.#isCancelled = true;
  }

  async #run(): Promise<number> {
    // A problem may quote a repository's tasks.json.
    const say = (line: string): void => this.#written.fire(`${clean(line)}\r\n`);
    const task = readTask(this.#definition);
    if ('problem' in task) {
      say(l10n.t('This task cannot run: {0}', task.problem));
      return WRONG;
    }
    try {
      return await runTask(task, {
        engine: this.#engine,
        say,
        isCancelled: () => this.#isCancelled,
        free: (port) => this.#ports.free({ port, transport: 'tcp' }),
      });
    } catch (error) {
      say(l10n.t('The task failed: {0}', error instanceof Error ? error.message : String(error)));
      return 1;
    }
  }
}
