import { render } from 'preact';
import { App } from './app';
import './style/index.css';
import { keepOffline } from './ui/new-version';

render(<App />, document.getElementById('app')!);
// After the first page, whose loading it would slow down.
addEventListener('load', () => void keepOffline());
