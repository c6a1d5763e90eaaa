import { render } from 'preact';
import './page.css';

render(<main />, document.body);
