// Before all that overrides it.
import './page.css';
import { render } from 'preact';
import { readKept, readStart } from '../host';
import { setTexts } from '../l10n';
import { Page } from './page';

const start = readStart();
setTexts(start.texts);
document.documentElement.lang = start.language;
render(<Page start={start} kept={readKept()} />, document.body);
