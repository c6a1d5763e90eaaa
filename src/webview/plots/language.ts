/**
 * Chromium takes its language from the locale of the system, and says `en-US@posix` where that is C or POSIX. This is no
 * language tag (BCP 47), and uPlot, which makes a number format of it while it is loaded, would end the page with a
 * RangeError. Must be imported before it.
 */
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });
}
