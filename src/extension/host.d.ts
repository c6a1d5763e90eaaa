/** What every extension host offers beside `vscode`, as far as this layer uses it. */

interface HostTimer {
  readonly hostTimer: never;
}

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

/** When the host began, in milliseconds since 1970. */
declare const performance: { readonly timeOrigin: number };

declare function setTimeout(callback: () => void, milliseconds: number): HostTimer;
declare function clearTimeout(timer: HostTimer | undefined): void;
