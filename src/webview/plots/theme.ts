import { useEffect, useState } from 'preact/hooks';
import { type Colour, flattened, luminance, rgbOf, seenOn } from './palette';

/** The colours of the editor's theme that plots are drawn with. */
export interface PlotTheme {
  readonly received: Colour;
  readonly sent: Colour;
  readonly trouble: Colour;
  readonly green: Colour;
  readonly yellow: Colour;
  readonly warning: Colour;
  readonly muted: Colour;
  readonly foreground: Colour;
  readonly grid: Colour;
  readonly ground: Colour;
  readonly isDark: boolean;
  /** Shapes are told apart by dashes and patterns beside colours. */
  readonly isHighContrast: boolean;
}

/** Reads the theme from VS Code's variables on the page; what a theme leaves out has VS Code's own default. */
function readTheme(): PlotTheme {
  const style = getComputedStyle(document.documentElement);
  const { classList } = document.body;
  const isLightByClass =
    classList.contains('vscode-light') || classList.contains('vscode-high-contrast-light');
  const read = (name: string, dark: Colour, light: Colour): Colour => {
    const value = style.getPropertyValue(`--vscode-${name}`).trim();
    return rgbOf(value) === undefined ? (isLightByClass ? light : dark) : value;
  };
  const ground = read('editor-background', '#1f1f1f', '#ffffff');
  const seen = (name: string, dark: Colour, light: Colour): Colour =>
    seenOn(flattened(read(name, dark, light), ground), ground);
  return {
    received: seen('charts-blue', '#3794ff', '#1a85ff'),
    sent: seen('charts-orange', '#d18616', '#d18616'),
    trouble: seen('charts-red', '#f14c4c', '#e51400'),
    green: seen('charts-green', '#89d185', '#388a34'),
    yellow: seen('charts-yellow', '#cca700', '#bf8803'),
    warning: seen('list-warningForeground', '#cca700', '#855f00'),
    muted: seen('disabledForeground', '#cccccc80', '#61616180'),
    foreground: seen('foreground', '#cccccc', '#3b3b3b'),
    grid: read('charts-lines', '#cccccc80', '#3b3b3b80'),
    ground,
    isDark: luminance(rgbOf(ground) ?? [0, 0, 0]) < 0.18,
    isHighContrast: classList.contains('vscode-high-contrast'),
  };
}

/** The theme, live: VS Code sets classes and variables of the page's root and body anew when it changes. */
export function useTheme(): PlotTheme {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    const observer = new MutationObserver(() => {
      setTheme((before) => {
        const now = readTheme();
        return JSON.stringify(now) === JSON.stringify(before) ? before : now;
      });
    });
    const options = { attributes: true, attributeFilter: ['class', 'style'] };
    observer.observe(document.documentElement, options);
    observer.observe(document.body, options);
    return () => observer.disconnect();
  }, []);
  return theme;
}
