/** A codicon as the text of its SVG file: the build takes in those that are used. */
declare module '@vscode/codicons/src/icons/*.svg' {
  const svg: string;
  export default svg;
}

/** A style sheet: the build puts all of them into one file beside the script. */
declare module '*.css';
