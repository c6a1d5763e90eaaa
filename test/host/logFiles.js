/**
 * Stands in for the module `@vscode/spdlog` where that has no native part: VS Code would write no log then, neither its own
 * nor those of extensions. What VS Code calls of it is here, see its index.d.ts; lines go to the file at once.
 */
const { appendFileSync, mkdirSync, renameSync, statSync } = require('node:fs');
const { dirname } = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

class Logger {
  #file;
  #most;
  #size;
  #level = LEVELS.indexOf('info');
  #isPlain = false;

  /** @param most bytes of the file; what is beyond is moved into one beside it, which is replaced */
  constructor(_type, _name, file, most) {
    this.#file = file;
    this.#most = most;
    mkdirSync(dirname(file), { recursive: true });
    this.#size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  }

  trace(message) {
    this.#write(0, message);
  }

  debug(message) {
    this.#write(1, message);
  }

  info(message) {
    this.#write(2, message);
  }

  warn(message) {
    this.#write(3, message);
  }

  error(message) {
    this.#write(4, message);
  }

  critical(message) {
    this.#write(5, message);
  }

  getLevel() {
    return this.#level;
  }

  setLevel(level) {
    this.#level = level;
  }

  /** Lines have one form: `2026-01-31 12:00:00.123 [info] message`. */
  setPattern() {
    this.#isPlain = false;
  }

  /** From now on whoever writes says everything, the ends of lines too. */
  clearFormatters() {
    this.#isPlain = true;
  }

  flush() {}

  drop() {}

  #write(level, message) {
    if (level < this.#level) return;
    const now = new Date();
    const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
    const when = local.slice(0, 23).replace('T', ' ');
    const text = this.#isPlain ? message : `${when} [${LEVELS[level]}] ${message}\n`;
    const size = Buffer.byteLength(text);
    try {
      if (this.#size > 0 && this.#size + size > this.#most) {
        renameSync(this.#file, `${this.#file}.1`);
        this.#size = 0;
      }
      appendFileSync(this.#file, text);
      this.#size += size;
    } catch {
      // The folder was removed, or the disk is full: nobody is kept from working by a log.
    }
  }
}

/** All is in the file at once. */
function setFlushOn() {}

/** Each logger has its own. */
function setLevel() {}

async function createRotatingLogger(name, file, most, files) {
  return new Logger('rotating', name, file, most, files);
}

async function createAsyncRotatingLogger(name, file, most, files) {
  return new Logger('rotating_async', name, file, most, files);
}

exports.version = 0;
exports.Logger = Logger;
exports.setLevel = setLevel;
exports.setFlushOn = setFlushOn;
exports.createRotatingLogger = createRotatingLogger;
exports.createAsyncRotatingLogger = createAsyncRotatingLogger;
