/** The exact packages that a real VS Code is put together from. The only place where versions stand. */
export interface Piece {
  readonly name: string;
  readonly version: string;
  /** `dist.integrity` of the tarball: what was fetched must have this hash. */
  readonly integrity: string;
  /** Paths inside the tarball that are kept; all where empty. */
  readonly keep: readonly string[];
}

/** A VS Code version that the extension is tested on. */
export interface Edition {
  /** Carries VS Code's server and web workbench in `lib/vscode`. */
  readonly codeServer: Piece;
  /** The Node that this server asks for, by `process.arch`. */
  readonly node: Readonly<Partial<Record<NodeJS.Architecture, Piece>>>;
}

export type EditionName = 'newest' | 'floor';

const codeServer = (version: string, integrity: string): Piece => ({
  name: 'code-server',
  version,
  integrity,
  keep: ['lib/vscode'],
});

const node = (arch: 'x64' | 'arm64', version: string, integrity: string): Piece => ({
  name: `node-linux-${arch}`,
  version,
  integrity,
  keep: ['bin/node', 'LICENSE'],
});

export const editions: Readonly<Record<EditionName, Edition>> = {
  // VS Code 1.139.1
  newest: {
    codeServer: codeServer(
      '4.139.1',
      'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    ),
    node: {
      x64: node(
        'x64',
        '24.21.0',
        'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
      ),
      arm64: node(
        'arm64',
        '24.21.0',
        'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
      ),
    },
  },
  // VS Code 1.104.0: `engines.vscode`
  floor: {
    codeServer: codeServer(
      '4.104.0',
      'sha512-wSo8KOqN/HnhAPkZ+aKviR61xx97KrYpvy9oomXhSwoM+1l5t8Mfuffx5or3Ew1PoJh2u2Y4fxIEi3Wn5++vfg==',
    ),
    node: {
      x64: node(
        'x64',
        '22.23.3',
        'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
      ),
      arm64: node(
        'arm64',
        '22.23.3',
        'sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
      ),
    },
  },
};

/** The binaries of VS Code's terminals, for a server that has none. */
export const nodePty: Piece = {
  name: 'node-pty',
  version: '1.2.0-beta.15',
  integrity:
    'sha512-vORSzHXi4Ofl7HemVWpuudLqCPdaQb4LfpRCUpE5HPxhp4JYscl8zZwxh11p26v2wvW24WMwnMfLjhRLixrfxA==',
  keep: ['prebuilds/linux-x64', 'prebuilds/linux-arm64', 'LICENSE'],
};

/** A headless browser, where the machine has none. For x64 only. */
export const chromium: Piece = {
  name: '@sparticuz/chromium',
  version: '153.0.0',
  integrity:
    'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==',
  keep: ['bin', 'LICENSE'],
};

/** Fixed-width and plain fonts, so that screenshots look the same on every machine. */
export const fonts: Piece = {
  name: 'dejavu-fonts-ttf',
  version: '2.37.3',
  integrity:
    'sha512-f1hd7jJbeQa1VWcw+K2KrTXS50zTMaHpVC4XIKJpNcDeYR5ajMtj/iLlQDYNvLOKamUB3ARVVCf79lNwNVztSQ==',
  keep: [
    'ttf/DejaVuSans.ttf',
    'ttf/DejaVuSans-Bold.ttf',
    'ttf/DejaVuSansMono.ttf',
    'ttf/DejaVuSansMono-Bold.ttf',
  ],
};
