import * as vscode from 'vscode';

/** Milliseconds that something may take before it is worth a word. */
const SHOWN_AFTER = 1_000;

/** Waits for work; where that takes long, the user sees so and can cancel it. */
export async function cancellable<T>(title: string, work: Promise<T>, cancel: () => void): Promise<T> {
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    void vscode.window.withProgress(options, async (_progress, token) => {
      token.onCancellationRequested(cancel);
      await work.catch(() => undefined);
    });
  }, SHOWN_AFTER);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
