/** What every extension host offers beside `vscode`, as far as this layer uses it. */

interface HostTimer {
  readonly hostTimer: never;
}

declare function setTimeout(callback: () => void, milliseconds: number): HostTimer;
declare function clearTimeout(timer: HostTimer | undefined): void;
