/** Identify in a real window: of servers on loopback, by the worker's own connections. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { netstat, rowOf, until } from './netstat';
import { startProgram, stopPrograms, udpServer } from './programs';

/** A server of HTTP on loopback, with a title that is no text for people. @param port any free one where it is 0 */
function webServer(port = 0): string {
  return `const server = require('http').createServer((request, response) =>
      response.end('<html><head><title>Sh\\u001b[31mop\\u202e $(flame)</title></head></html>'));
    server.listen(${port}, '127.0.0.1', () => console.log(JSON.stringify(server.address())));`;
}

interface Said {
  readonly text: string;
  readonly detail: string | undefined;
}

/** Answers modals with yes or not at all, closes every message, and notes what they say. */
async function answering(isAgreeing: boolean, run: (said: readonly Said[]) => Promise<void>): Promise<void> {
  const said: Said[] = [];
  const { showWarningMessage, showInformationMessage } = vscode.window;
  const say = async (text: string, ...items: unknown[]): Promise<unknown> => {
    const [options] = items as { readonly modal?: boolean; readonly detail?: string }[];
    const isModal = Object(options).modal === true;
    said.push({ text, detail: isModal ? options?.detail : undefined });
    // After the options the first button leaves everything as it is, and the second agrees.
    return isModal && isAgreeing ? items[2] : undefined;
  };
  Object.assign(vscode.window, { showWarningMessage: say, showInformationMessage: say });
  try {
    await run(said);
  } finally {
    Object.assign(vscode.window, { showWarningMessage, showInformationMessage });
  }
}

describe('Identify', () => {
  let api: NetstatApi;
  before(async () => {
    api = await netstat();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
    await until('the view in sight', () => api.listeningPorts.tree.visible);
  });
  afterEach(stopPrograms);

  /** What the row of a port says behind its label. */
  async function description(port: number): Promise<string> {
    const { row } = await rowOf(api, port);
    return row.description ?? '';
  }

  it('connects to nobody by itself', async () => {
    const server = await startProgram(webServer());
    assert.doesNotMatch(await description(server.told.port), /HTTP/);
  });

  it('has what answers in the row, cleaned, until its owner is another', async () => {
    const server = await startProgram(webServer());
    const { port } = server.told;
    const row = await rowOf(api, port);
    await answering(false, async (said) => {
      await vscode.commands.executeCommand('netstat.identify', row);
      assert.deepEqual(
        said.map(({ text }) => text),
        [`Port ${port}. Answers in: HTTP, Status: 200, Title: “Sh<U+001B>[31mop<U+202E> $(flame)”.`],
      );
    });
    const shown = 'HTTP “Sh<U+001B>[31mop<U+202E> $(flame)”';
    assert.ok((await description(port)).includes(shown), await description(port));
    const item = api.listeningPorts.provider.getTreeItem(await rowOf(api, port));
    assert.ok(String(item.description).includes(shown.slice(0, 12)));
    await stopPrograms();
    await startProgram(webServer(port));
    assert.doesNotMatch(await description(port), /HTTP/);
  });

  it('asks all that may be asked after a question, and none where the user does not agree', async () => {
    const server = await startProgram(webServer());
    const { port } = server.told;
    await answering(false, async (said) => {
      await vscode.commands.executeCommand('netstat.identifyAll');
      const [question, ...others] = said;
      assert.deepEqual(others, []);
      assert.match(question?.text ?? '', /^Connect to .* and ask what answers there\?$/);
      assert.match(question?.detail ?? '', /at most three connections/);
    });
    assert.doesNotMatch(await description(port), /HTTP/);
    await answering(true, async (said) => {
      await vscode.commands.executeCommand('netstat.identifyAll');
      assert.match(said.at(-1)?.text ?? '', /ports say what they are, which their rows show now\./);
    });
    assert.match(await description(port), /HTTP “Sh/);
  });

  it('says why a UDP port is not asked', async () => {
    const server = await startProgram(udpServer('127.0.0.1'));
    const row = await rowOf(api, server.told.port, 'udp');
    await answering(true, async (said) => {
      await vscode.commands.executeCommand('netstat.identify', row);
      assert.match(said[0]?.text ?? '', /was not asked: it is a UDP port/);
    });
  });
});
